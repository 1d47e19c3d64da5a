import { entryRecord } from '../export.ts';
import type { EntryRow } from '../store.ts';

const facilityAudit = 13;
const severity = { warning: 4, notice: 5 } as const;
// The number that RFC 5612 sets aside for examples: we have none of our own.
const structuredId = 'eucora@32473';

/** A value of structured data (RFC 5424 §6.3.3); control characters can't begin a line of their own. */
function paramValue(text: string): string {
  const plain = text.replaceAll(/\p{Cc}/gu, ' ');
  return plain.replaceAll(/["\\\]]/g, String.raw`\$&`);
}

/** A header field: printable ASCII without spaces, bounded. */
function headerField(text: string, charactersMax: number): string {
  const field = text.replaceAll(/[^\x21-\x7e]/g, '_').slice(0, charactersMax);
  return field === '' ? '-' : field;
}

/** An audit entry as one RFC 5424 message: what a filter needs as structured data, all of it as JSON. */
export function syslogMessage(row: EntryRow, host: string): string {
  const refused = /(?:^|\.)(?:refused|damaged|contradicted|failed)$/.test(row.action);
  const pri = facilityAudit * 8 + (refused ? severity.warning : severity.notice);
  const params = Object.entries({
    position: String(row.position ?? ''),
    actor: row.actor,
    action: row.action,
    subject: row.subject,
  }).map(([name, value]) => `${name}="${paramValue(value)}"`);
  const header = [
    `<${pri}>1`,
    row.at.toISOString(),
    headerField(host, 255),
    'eucora-hub',
    '-',
    headerField(row.action, 32),
  ].join(' ');
  const text = JSON.stringify(entryRecord(row));
  return `${header} [${structuredId} ${params.join(' ')}] \u{feff}${text}`;
}

/** Octet counting (RFC 5425 §4.3): the only framing in which a message can't look like two. */
export function syslogFrame(message: string): Buffer {
  const bytes = Buffer.from(message, 'utf8');
  return Buffer.concat([Buffer.from(`${bytes.length} `, 'ascii'), bytes]);
}
