import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  CanonicalError,
  encodeSigned,
  isObject,
  openRoot,
  openSnapshot,
  openTargets,
  openTimestamp,
  parseJson,
  publishedName,
  roleFileName,
  TrustError,
  type JsonObject,
  type Signature,
} from '@eucora/protocol/trust';
import { isErrno } from '../processes.ts';
import { CeremonyError } from './table.ts';

/** A role's metadata on its way to being published. */
export interface Draft {
  readonly role: string;
  readonly signed: JsonObject;
  readonly signatures: readonly Signature[];
  readonly bytes: Uint8Array;
}

/**
 * The folder that is carried between laptops: `metadata/` is what is published, file by file as a web
 * server offers it; `targets/` the artifacts; `draft/` what is being signed. No secret is in it.
 */
export class CeremonyFolder {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  private draftFile(role: string): string {
    return join(this.dir, 'draft', roleFileName(role));
  }

  /** True when `init` has been here. */
  async isThere(): Promise<boolean> {
    return (await this.draftRoles()).length > 0 || (await this.rootVersion()) > 0;
  }

  /** Roles of which something waits to be published. */
  async draftRoles(): Promise<readonly string[]> {
    const waiting: string[] = [];
    for (const role of await this.rolesWithFile()) if (await this.draft(role)) waiting.push(role);
    return waiting;
  }

  /** Removes drafts that are published: their work is done. */
  async dropPublished(): Promise<void> {
    for (const role of await this.rolesWithFile()) {
      if (!(await this.draft(role))) await this.dropDraft(role);
    }
  }

  private async rolesWithFile(): Promise<readonly string[]> {
    const names = await listed(join(this.dir, 'draft'));
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => decodeURIComponent(name.slice(0, -5)))
      .toSorted();
  }

  /** A draft; one that a hub has published meanwhile, as `metadata/` says, is none any more. */
  async draft(role: string): Promise<Draft | undefined> {
    const bytes = await bytesIn(this.draftFile(role));
    if (!bytes) return undefined;
    const published = await this.published(role);
    if (published && Buffer.from(published).equals(bytes)) return undefined;
    return readDraft(role, bytes, this.draftFile(role));
  }

  /** Writes a draft; a change drops the signatures, which were for other bytes. */
  async writeDraft(role: string, signed: JsonObject, signatures: readonly Signature[]) {
    await writeWhole(this.draftFile(role), encodeSigned(signed, signatures));
  }

  async dropDraft(role: string): Promise<void> {
    await rm(this.draftFile(role), { force: true });
  }

  /** A published file by name; undefined when it is not there. */
  metadata(name: string): Promise<Uint8Array | undefined> {
    return bytesIn(join(this.dir, 'metadata', name));
  }

  async writeMetadata(name: string, bytes: Uint8Array): Promise<void> {
    await writeWhole(join(this.dir, 'metadata', name), bytes);
  }

  /** The newest published root; 0: none. */
  async rootVersion(): Promise<number> {
    const versions = (await listed(join(this.dir, 'metadata'))).map((name) =>
      Number(/^(\d+)\.root\.json$/.exec(name)?.[1] ?? 0),
    );
    return Math.max(0, ...versions);
  }

  /** The newest published file of a role; of targets roles the one that the snapshot lists. */
  async published(role: string): Promise<Uint8Array | undefined> {
    if (role === 'timestamp') return this.metadata('timestamp.json');
    if (role === 'root') return this.metadata(`${await this.rootVersion()}.root.json`);
    const timestamp = await this.metadata('timestamp.json');
    if (!timestamp) return undefined;
    const { version } = openTimestamp(timestamp).signed.snapshot;
    const snapshot = await this.metadata(publishedName('snapshot', version, true));
    if (role === 'snapshot' || !snapshot) return snapshot;
    const meta = openSnapshot(snapshot).signed.meta.get(role);
    return meta && this.metadata(publishedName(role, meta.version, true));
  }

  /** Where an artifact lies. */
  artifact(name: string): string {
    return join(this.dir, 'targets', ...name.split('/'));
  }
}

function parsed(bytes: Uint8Array, what: string): JsonObject {
  try {
    const json = parseJson(bytes);
    if (isObject(json)) return json;
  } catch (error) {
    if (!(error instanceof CanonicalError)) throw error;
  }
  throw new CeremonyError(`${what} can't be read; copy the folder again from where it was good.`);
}

/** Reads a draft as the role's file would be read, so that nobody signs what no device can read. */
export function readDraft(role: string, bytes: Uint8Array, what: string): Draft {
  const { signed } = parsed(bytes, what);
  try {
    const { signatures } = role === 'root' ? openRoot(bytes) : openTargets(bytes, role);
    if (isObject(signed)) return { role, signed, bytes, signatures };
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw new CeremonyError(`${what} is no draft that can be signed: ${error.message}`, {
      cause: error,
    });
  }
  throw new CeremonyError(`${what} is no draft; copy the folder again.`);
}

async function listed(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

async function bytesIn(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Writes a file so that there is always the old one or the new one, also on a stick pulled out. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const next = `${file}.next`;
  const handle = await open(next, 'w', 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes a file that must not be there yet. @throws CeremonyError when it is */
export async function writeNew(file: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  try {
    const handle = await open(file, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    throw new CeremonyError(
      `${file} is there already and is not written over; give another name.`,
      {
        cause: error,
      },
    );
  }
}

/** Length and SHA-256 of a file of any size. @throws CeremonyError when it is not there */
export async function digestFile(file: string): Promise<{ length: number; sha256: string }> {
  const hash = createHash('sha256');
  let length = 0;
  try {
    const chunks: AsyncIterable<Uint8Array> = createReadStream(file);
    for await (const bytes of chunks) {
      length += bytes.length;
      hash.update(bytes);
    }
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) throw error;
    throw new CeremonyError(`${file} can't be read; is the name right?`, { cause: error });
  }
  return { length, sha256: hash.digest('hex') };
}

/** Copies an artifact of any size to its place. */
export async function copyFileTo(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await pipeline(createReadStream(from), createWriteStream(`${to}.next`, { flush: true }));
  await rename(`${to}.next`, to);
}
