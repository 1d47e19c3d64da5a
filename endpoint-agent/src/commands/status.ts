import { join } from 'node:path';
import { lanes } from '@eucora/protocol';
import type { Config } from '../config.ts';
import { deployLines } from '../deploy/note.ts';
import { findEnrolment } from '../enrolment-file.ts';
import { ownerOf } from '../files/home-lock.ts';
import { peekDeviceId } from '../keys/key-store.ts';
import { readStatus } from '../status/status-file.ts';

/** What is known of the agent on this home, read from its files without disturbing it. */
export async function readAgentStatus(config: Config) {
  const owner = await ownerOf(config.home);
  const enrolment = await findEnrolment(config.home);
  const note = await readStatus(join(config.home, 'state'));
  return {
    running: owner !== null,
    pid: owner?.pid ?? null,
    home: config.home,
    device_id: await peekDeviceId(config.keys),
    site: enrolment?.ticket.site ?? null,
    relay_id: enrolment?.credential.relayId ?? null,
    relay_connected: owner !== null && (note?.relay_connected ?? false),
    as_of: note?.at ?? null,
    trouble: note?.trouble ?? null,
    spool: note?.spool ?? null,
    collection: note?.collection ?? null,
    deploy: note?.deploy ?? null,
    collectors: note?.collectors ?? [],
  };
}
type AgentStatus = Awaited<ReturnType<typeof readAgentStatus>>;

/** The status as text for a person, or as JSON. */
export function showStatus(status: AgentStatus, json: boolean): string {
  if (json) return JSON.stringify(status, null, 2);
  const { spool } = status;
  const lines = [
    `agent      ${status.running ? `running, process ${status.pid}` : 'not running'}`,
    `device     ${status.device_id ?? 'no key yet'}`,
    `site       ${status.site ?? 'not enrolled'}`,
    `relay      ${status.relay_connected ? 'connected' : 'not connected'}`,
    `as of      ${status.as_of ?? 'never ran'}`,
  ];
  lines.push(...collectionLines(status.collection));
  if (status.deploy) lines.push(...deployLines(status.deploy));
  if (status.trouble) lines.push(`trouble    ${status.trouble}`);
  if (spool) {
    lines.push(`spool      ${spool.waiting} events wait for a relay, ${spool.bytes} bytes on disk`);
    for (const lane of lanes) {
      const { accepted, forwarded, committed } = spool.lanes[lane];
      const text = `${accepted} stated, ${forwarded} at the relay, ${committed} in the ledger`;
      lines.push(`  ${lane.padEnd(9)}${text}`);
    }
  }
  for (const { name, status: state, runs, cpuMsTotal, detail } of status.collectors) {
    const cost = `${state}, ${runs} runs, ${cpuMsTotal} ms CPU`;
    lines.push(`  ${name.padEnd(20)}${cost}${detail ? `: ${detail}` : ''}`);
  }
  return lines.join('\n');
}

/** What is not collected here, and by whose word. */
function collectionLines(collection: AgentStatus['collection']): string[] {
  if (!collection) return [];
  const { ledger_epoch: epoch, generation, settings } = collection;
  const by = generation === null ? 'cautious until the hub says' : `by ${epoch}/${generation}`;
  const said = Object.entries(settings).filter(([, choice]) => choice !== 'on');
  const text = said.map(([item, choice]) => `${item} ${choice}`).join(', ');
  return [`collects   ${text === '' ? 'everything' : `all but: ${text}`} (${by})`];
}
