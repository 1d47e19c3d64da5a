import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { output, programOf } from '../../kit/command.ts';
import { identify, signalProcess } from '../../kit/processes.ts';
import { hubEnvironment } from '../../kit/programs.ts';
import { until } from '../../kit/until.ts';

/** What is lost together with the hub's database. */
export interface Disaster {
  readonly archive: 'kept' | 'lost';
  /** JetStream's directory: segments on their way, and the newest receipts. */
  readonly broker: 'kept' | 'lost';
  /** The hub's keys and counters. */
  readonly home: 'kept' | 'lost';
  /** `away`: the site is not in reach while the hub is restored, and its relay starts anew later. */
  readonly relay: 'online' | 'away';
}

const commandWithinMs = 300_000;

/** Backs the running hub up into a folder beside it; gives the folder. */
export async function backUp(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'backups');
  const env = await hubEnvironment(dataDir);
  await hubCommandWith(env, ['backup', '--to', folder]);
  return folder;
}

/**
 * Stops the hub, loses what the disaster says, restores the newest backup into an empty database and
 * lets the hub run again. Gives what `restore` said, without its progress.
 */
export async function restoreAfter(
  dataDir: string,
  backups: string,
  disaster: Disaster,
  say: (line: string) => void,
): Promise<string[]> {
  const relay = disaster.relay === 'away' ? await hold(dataDir, 'relay-hq') : undefined;
  const env = await hubEnvironment(dataDir);
  const supervisor = await supervisorOf(dataDir);
  // A held supervisor starts nothing again, as a person would keep a service stopped.
  process.kill(supervisor, 'SIGSTOP');
  let said: string;
  try {
    await stopAndWait(dataDir, 'hub', 'SIGTERM');
    if (disaster.broker === 'lost') {
      await stopAndWait(dataDir, 'hub-nats', 'SIGKILL');
      await rm(join(dataDir, 'hub-nats', 'jetstream'), { recursive: true });
    }
    const home = join(dataDir, 'hub');
    const lost = [
      ...(disaster.archive === 'lost' ? ['archive'] : []),
      ...(disaster.home === 'lost' ? ['keys', 'counters'] : []),
    ];
    for (const folder of lost) await rm(join(home, folder), { recursive: true, force: true });
    await emptyDatabase(env['EUCORA_DATABASE_OWNER_URL'] ?? '');
    say('the database is gone; restoring');
    said = await hubCommandWith(env, ['restore', '--from', backups]);
  } finally {
    process.kill(supervisor, 'SIGCONT');
  }
  if (relay !== undefined) {
    await hubIsReady(env['EUCORA_PUBLIC_URL'] ?? '');
    say('the hub is back; the site returns');
    process.kill(relay, 'SIGKILL');
  }
  return said.split('\n').filter((line) => /^(Restored|The archive|\d+ segments)/.test(line));
}

async function hold(dataDir: string, name: 'relay-hq'): Promise<number> {
  return (await signalProcess(dataDir, name, 'SIGSTOP')).pid;
}

async function stopAndWait(
  dataDir: string,
  name: 'hub' | 'hub-nats',
  signal: NodeJS.Signals,
): Promise<void> {
  await signalProcess(dataDir, name, signal);
  await until(`${name} has ended`, async () => !(await identify(dataDir, name)));
}

/** The process that starts the hub again when it ends. */
async function supervisorOf(dataDir: string): Promise<number> {
  const hub = await identify(dataDir, 'hub');
  if (!hub) throw new Error(`no hub is running in ${dataDir}`);
  const stat = await readFile(`/proc/${hub.pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** Loses every table. The role that a hub has may not drop the database itself. */
async function emptyDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const sql = `
      SELECT format('DROP SCHEMA %I CASCADE', nspname) AS sql FROM pg_namespace
       WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'public')
      UNION ALL
      SELECT format('DROP TABLE public.%I CASCADE', tablename) FROM pg_tables
       WHERE schemaname = 'public'
      UNION ALL
      SELECT format('DROP ROUTINE %s CASCADE', oid::regprocedure) FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace`;
    for (const drop of (await client.query<{ sql: string }>(sql)).rows)
      await client.query(drop.sql);
  } finally {
    await client.end();
  }
}

async function hubIsReady(url: string): Promise<void> {
  const look = async (): Promise<boolean> =>
    (await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) })).ok;
  await until('the restored hub is ready', look, { withinMs: 90_000 });
}

async function hubCommandWith(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  const options = { env, timeoutMs: commandWithinMs };
  return (await output(process.execPath, [programOf('hub'), ...args], options)).trim();
}
