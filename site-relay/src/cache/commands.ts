import { randomBytes } from 'node:crypto';
import { access, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { RelayConfig } from '../config.ts';
import { ConfigError, errorCode, RelayError } from '../errors.ts';
import { parseJson, readIfThere, writeFileAtomic } from '../home/files.ts';
import { requireFacts } from '../home/identity.ts';
import { homePaths } from '../home/paths.ts';
import { formatBytes } from '../status/format.ts';
import { askStatus } from '../status/ask.ts';
import type { StatusReport } from '../status/report.ts';
import type { Terminal } from '../terminal.ts';
import { pause } from '../wakeup.ts';
import type { InboxAnswer } from './inbox.ts';

const lookMs = 200;

/** `artifact list`: what the site needs, and how far it is. */
export async function listArtifacts(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const { cache } = await running(config);
  if (values.json) {
    terminal.out(JSON.stringify(cache, null, 2));
    return 0;
  }
  if (cache.artifacts.length === 0) terminal.out('this site needs no artifacts now');
  for (const { sha256, target_path, bytes, held_bytes, state, detail } of cache.artifacts) {
    const how = detail === '' ? state : `${state} (${detail})`;
    const size = `${formatBytes(held_bytes)} of ${formatBytes(bytes)}`;
    terminal.out(`${sha256.slice(0, 12)}  ${how}, ${size}  ${target_path}`);
  }
  return 0;
}

/** `artifact take FILE`: has the running relay take an artifact from a file, as a stick brings it. */
export async function takeArtifact(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new ConfigError('name one file: artifact take FILE');
  const path = resolve(file);
  await access(path).catch((cause: unknown) => {
    throw new ConfigError(`${path} cannot be read (${errorCode(cause)})`, { cause });
  });
  await running(config);
  const { inbox } = homePaths(config.home);
  await mkdir(inbox, { recursive: true, mode: 0o700 });
  const id = randomBytes(16).toString('hex');
  const ask = join(inbox, `${id}.ask`);
  await writeFileAtomic(ask, JSON.stringify({ path }));
  const answer = await answerTo(join(inbox, `${id}.answer`), terminal.stop);
  await rm(ask, { force: true });
  if ('error' in answer) throw new RelayError(answer.error);
  const { targetPath, takenBytes, heldBytes, bytes } = answer.taken;
  const rest = bytes - heldBytes;
  const left = rest === 0 ? 'it is whole' : `${formatBytes(rest)} are still missing`;
  terminal.out(`${targetPath}: ${formatBytes(takenBytes)} taken, ${left}`);
  return 0;
}

async function answerTo(path: string, stop: AbortSignal): Promise<InboxAnswer> {
  while (!stop.aborted) {
    const bytes = await readIfThere(path);
    const value = bytes && parseJson(bytes.toString());
    if (isAnswer(value)) {
      await rm(path, { force: true });
      return value;
    }
    await pause(lookMs, stop);
  }
  throw new RelayError('stopped before the relay had answered; it may still take the file');
}

function isAnswer(value: unknown): value is InboxAnswer {
  return typeof value === 'object' && value !== null && ('taken' in value || 'error' in value);
}

/** @throws RelayError when no relay runs on the home */
async function running(config: RelayConfig): Promise<StatusReport> {
  await requireFacts(homePaths(config.home));
  const report = await askStatus(config);
  if (report) return report;
  throw new RelayError(`no relay runs on ${config.home}; start it with \`eucora-relay run\``);
}
