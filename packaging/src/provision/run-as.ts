import { stat } from 'node:fs/promises';
import { ProvisionError } from '../errors.ts';
import { isErrno } from '../processes.ts';
import { run, RunError } from './run.ts';

/**
 * How to run a program that refuses to be root. `user`: as an unprivileged user. `namespace`: as
 * root's own files but without being root, for folders that no other user can enter (`/root`).
 */
export type Identity =
  | { readonly kind: 'self' }
  | { readonly kind: 'user'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'namespace' };

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** The command line that runs `file` under the identity. */
export function commandAs(identity: Identity, file: string, args: readonly string[]): Command {
  switch (identity.kind) {
    case 'self':
      return { file, args };
    case 'user':
      return { file, args, uid: identity.uid, gid: identity.gid };
    case 'namespace':
      // `unshare` replaces itself by the program, so the child's pid is the program's.
      return {
        file: 'unshare',
        args: ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--', file, ...args],
      };
    default:
      return identity satisfies never;
  }
}

const nobody = 65_534;
const probeMs = 10_000;
const user = 'postgres';

/**
 * Chooses how PostgreSQL runs here. `folder` must exist; a cluster that already lies in `cluster`
 * keeps the owner it was made by.
 *
 * @throws ProvisionError when root cannot give the program away on this machine
 */
export async function chooseIdentity(
  program: string,
  folder: string,
  cluster: string,
): Promise<Identity> {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  const owner = await ownerOf(cluster);
  if (owner?.uid === 0) return { kind: 'namespace' };

  const identity: Identity = { kind: 'user', ...(owner ?? (await unprivilegedUser())) };
  if (await canUse(identity, program, folder)) return identity;
  if (owner === undefined && (await canUse({ kind: 'namespace' }, program, folder))) {
    return { kind: 'namespace' };
  }
  throw new ProvisionError(
    `PostgreSQL refuses to run as root and the user ${user} cannot enter ${folder}; ` +
      'choose a data directory that other users can reach, or start as an ordinary user.',
  );
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function canUse(identity: Identity, program: string, folder: string): Promise<boolean> {
  const script = 'test -x "$1" && cd "$2"';
  const command = commandAs(identity, '/bin/sh', ['-c', script, 'sh', program, folder]);
  try {
    await run(command.file, command.args, { ...command, timeoutMs: probeMs });
    return true;
  } catch (error) {
    if (error instanceof RunError) return false;
    throw error;
  }
}

/** The machine's `postgres` system user, made when it is not there yet. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  const known = await lookUp();
  if (known) return known;
  try {
    const shell = '/usr/sbin/nologin';
    const args = ['--system', '--user-group', '--no-create-home', '--shell', shell, user];
    await run('useradd', args, { timeoutMs: probeMs });
  } catch (error) {
    // A parallel start may have made it in the meantime.
    const made = await lookUp();
    if (made) return made;
    throw new ProvisionError(
      `PostgreSQL refuses to run as root and the system user ${user} could not be made; ` +
        'start as an ordinary user.',
      { cause: error },
    );
  }
  return (await lookUp()) ?? { uid: nobody, gid: nobody };
}

async function lookUp(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const uid = await run('id', ['-u', user], { timeoutMs: probeMs });
    const gid = await run('id', ['-g', user], { timeoutMs: probeMs });
    return { uid: Number(uid), gid: Number(gid) };
  } catch (error) {
    if (error instanceof RunError) return undefined;
    throw error;
  }
}
