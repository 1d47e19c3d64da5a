import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Host, ToolFailedError, ToolMissingError } from '../collectors/host.ts';
import { errorCode } from '../collectors/real-host.ts';
import { type AcctRecord, acctRecordBytes, parseAcct } from './acct.ts';

/**
 * `off`: never look. `use`: read the accounting that the administrator turned on. `enable`: also
 * turn it on where we may, into a file of our own, and off again at the agent's clean stop.
 */
export type AccountingMode = 'off' | 'use' | 'enable';

/** How far the records were read. The inode tells a rotated file from the one that took its name. */
export interface AcctPosition {
  readonly path: string;
  readonly inode: string;
  readonly offset: number;
}
export interface AcctRead {
  readonly position: AcctPosition;
  readonly records: readonly AcctRecord[];
}
export type AccountingStatus =
  | { readonly on: true; readonly path: string }
  | { readonly on: false; readonly reason: string };

/** Ours is one for the machine, so that several agents on it share one and never fight over it. */
export const ownAccountingFile = '/var/lib/eucora-accounting/pacct';
/** Where Debian and Red Hat keep theirs. */
export const systemAccountingFiles = ['/var/log/account/pacct', '/var/account/pacct'];
const readBytesMax = 4_194_304; // of one turn; the rest is read at the next
const ownBytesMax = 16_777_216;

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** Which of the files the kernel writes to: the one that grows when a process ends. */
async function activeFile(host: Host, files: readonly string[]): Promise<string | undefined> {
  const before = await Promise.all(files.map(sizeOf));
  if (before.every((size) => size === undefined)) return undefined;
  await host.run('true', []);
  const after = await Promise.all(files.map(sizeOf));
  return files.find((_, i) => (after[i] ?? 0) > (before[i] ?? Infinity));
}

async function enable(host: Host, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await using _ = await open(path, 'a', 0o600);
  await host.run('accton', [path]);
}

/** Finds or makes the accounting that the mode allows; a refusal comes with its reason. */
export async function openAccounting(
  host: Host,
  mode: AccountingMode,
  own: string = ownAccountingFile,
): Promise<AccountingStatus> {
  if (mode === 'off') return { on: false, reason: 'process accounting is switched off by policy' };
  const files = [...systemAccountingFiles, own];
  try {
    const active = await activeFile(host, files);
    if (active !== undefined) return { on: true, path: active };
    if (mode === 'use') return { on: false, reason: 'process accounting is not on' };
    await enable(host, own);
    return (await activeFile(host, [own])) === own
      ? { on: true, path: own }
      : { on: false, reason: 'the kernel accepted process accounting and records nothing' };
  } catch (error) {
    if (error instanceof ToolMissingError) {
      return { on: false, reason: 'process accounting is not on and accton is not installed' };
    }
    const refused = error instanceof ToolFailedError || errorCode(error) !== undefined;
    if (refused)
      return { on: false, reason: 'process accounting is not on and not permitted to us' };
    throw error;
  }
}

/** Turns accounting off if it goes to our own file. For the agent's clean stop. */
export async function closeAccounting(host: Host, own: string = ownAccountingFile): Promise<void> {
  if ((await activeFile(host, [own])) === own) await host.run('accton', ['off']);
}

async function readFrom(path: string, offset: number): Promise<{ bytes: Buffer; inode: string }> {
  await using file = await open(path);
  const { size, ino } = await file.stat({ bigint: true });
  // Shorter than what was read: truncated in place, so it begins anew.
  const from = Number(size) < offset ? 0 : offset;
  const whole = Math.floor((Number(size) - from) / acctRecordBytes) * acctRecordBytes;
  const bytes = Buffer.alloc(Math.min(whole, readBytesMax));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  return { bytes: bytes.subarray(0, bytesRead), inode: String(ino) };
}

/** The file that has this inode now: it was renamed by a rotation. */
async function rotatedFile({ path, inode }: AcctPosition): Promise<string | undefined> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name), { bigint: true });
    if (String(found.ino) === inode) return join(folder, name);
  }
  return undefined;
}

/** Where reading begins when nothing was read before: earlier records are not of our time. */
export async function startPosition(path: string): Promise<AcctPosition> {
  const { ino, size } = await stat(path, { bigint: true });
  const offset = Math.floor(Number(size) / acctRecordBytes) * acctRecordBytes;
  return { path, inode: String(ino), offset };
}

/**
 * The records after a position and the position after them. Across a rotation first the rest of the
 * old file, at the next call the new one from its beginning; an old file that is gone is skipped.
 */
export async function readAccounting(position: AcctPosition): Promise<AcctRead> {
  const { ino } = await stat(position.path, { bigint: true });
  const rotated = String(ino) === position.inode ? position.path : await rotatedFile(position);
  if (rotated === undefined) {
    return readAccounting({ path: position.path, inode: String(ino), offset: 0 });
  }
  const { bytes, inode } = await readFrom(rotated, position.offset);
  const records = parseAcct(bytes);
  if (rotated !== position.path && bytes.length < readBytesMax) {
    const { bytes: newer } = await readFrom(position.path, 0);
    const next = { path: position.path, inode: String(ino), offset: newer.length };
    return { position: next, records: [...records, ...parseAcct(newer)] };
  }
  const offset = position.offset + bytes.length;
  return { position: { path: position.path, inode, offset }, records };
}

/** Starts a new own file when the old one is large; readers find the rest of it by its inode. */
export async function rotateOwn(host: Host, own: string = ownAccountingFile): Promise<boolean> {
  if (((await sizeOf(own)) ?? 0) < ownBytesMax) return false;
  await rename(own, `${own}.1`);
  await enable(host, own);
  return true;
}
