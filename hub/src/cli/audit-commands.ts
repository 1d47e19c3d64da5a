import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { openAuditCheckpoint, ProtocolError, type Believed } from '@eucora/protocol';
import { readConfig } from '../config.ts';
import {
  checkpointNow,
  exportEntries,
  exportFormats,
  newestCheckpoint,
  sealAll,
  verifyChain,
  type ExportFormat,
} from '../modules/audit/index.ts';
import { ConflictError, UsageError } from '../platform/errors.ts';
import { loadHubKeys } from '../platform/keys.ts';
import { needed, now, optionsOf, withDatabase, type Command, type Output } from './options.ts';

async function verify(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { against: { type: 'string' } });
  const config = readConfig();
  const keys = await loadHubKeys(config.home);
  const key = keys.sign;
  const against = options.against === undefined ? undefined : await kept(options.against, key);
  const check = await withDatabase(config, ({ db }) => verifyChain(db, key, { against }), true);
  if (!check.whole) {
    throw new ConflictError(
      `The audit record is broken at position ${check.position}: ${check.reason}.`,
      'audit_broken',
    );
  }
  const dropped = check.droppedThrough > 0 ? ` (1 to ${check.droppedThrough} dropped by age)` : '';
  const agrees = against ? `; it agrees with the checkpoint of position ${against.position}` : '';
  const { entries, checkpoints, held } = check;
  const relays = held > 0 ? `, held by relays: ${held}` : '';
  const signed = `signed checkpoints: ${checkpoints}${relays}`;
  output.say(`The audit record is whole: ${entries} entries${dropped}, ${signed}${agrees}.`);
  if (check.datedBack === 0) return;
  output.say(
    `${check.datedBack} of them claim a time an hour or more before a checkpoint that was signed ` +
      `before they came; the first is at position ${check.datedBackAt}: look who wrote it.`,
  );
}

/** A checkpoint in a file: the signed bytes, or those as base64. */
async function kept(file: string, key: Believed) {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new UsageError(`The checkpoint ${file} can't be read.`, { cause });
  });
  const text = bytes.toString('latin1').trim();
  const isText = /^[A-Za-z0-9+/=\s]+$/.test(text);
  try {
    return openAuditCheckpoint(isText ? Buffer.from(text, 'base64') : bytes, key);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    const message = `${file} is no checkpoint of this hub's audit record (${cause.code}).`;
    throw new UsageError(message, { cause });
  }
}

async function exportRecord(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, {
    format: { type: 'string' },
    out: { type: 'string' },
    from: { type: 'string' },
    until: { type: 'string' },
  });
  const format = formatOf(options.format ?? 'jsonl');
  const filter = { from: dateOf(options.from, 'from'), until: dateOf(options.until, 'until') };
  await withDatabase(
    readConfig(),
    async ({ db }) => {
      const parts = exportEntries(db, filter, format);
      if (options.out !== undefined) return writeParts(parts, options.out);
      for await (const part of parts) output.say(part.replace(/\r?\n$/, ''));
    },
    true,
  );
  if (options.out !== undefined) output.say(`The audit record is in ${options.out}.`);
}

function formatOf(text: string): ExportFormat {
  const format = exportFormats.find((known) => known === text);
  if (format) return format;
  throw new UsageError(`Say --format as ${exportFormats.join(' or ')}.`);
}

function dateOf(text: string | undefined, option: string): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new UsageError(`Say --${option} as a date, 2026-11-25 or 2026-11-25T12:00:00Z.`);
}

async function writeParts(parts: AsyncIterable<string>, file: string): Promise<void> {
  const out = createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true });
  const opened = once(out, 'open').catch((cause: unknown) => {
    throw new UsageError(`${file} can't be written; it must not exist yet.`, { cause });
  });
  await opened;
  for await (const part of parts) if (!out.write(part)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

/** Signs what there is and hands it out, to be kept where no hub can reach it. */
async function checkpoint(args: string[], output: Output): Promise<void> {
  const options = optionsOf(args, { out: { type: 'string' } });
  const out = needed(options.out, 'out');
  const config = readConfig();
  const keys = await loadHubKeys(config.home);
  const newest = await withDatabase(config, async ({ db }) => {
    const deps = { db, signKey: keys.sign, now };
    await sealAll(deps);
    await checkpointNow(deps);
    return newestCheckpoint(db);
  });
  if (!newest) throw new ConflictError('The audit record is empty.', 'audit_empty');
  await writeFile(out, `${newest.envelope.toString('base64')}\n`, { mode: 0o644 }).catch(
    (cause: unknown) => {
      throw new UsageError(`The checkpoint can't be written to ${out}.`, { cause });
    },
  );
  output.say(`The checkpoint of position ${newest.position} is in ${out}.`);
}

/** Commands on the record of audit. */
export const auditCommands: Readonly<Record<string, Command>> = {
  'audit verify': { usage: 'audit verify [--against CHECKPOINT]', run: verify },
  'audit export': {
    usage: 'audit export [--format jsonl|csv] [--from DATE] [--until DATE] [--out FILE]',
    run: exportRecord,
  },
  'audit checkpoint': { usage: 'audit checkpoint --out FILE', run: checkpoint },
};
