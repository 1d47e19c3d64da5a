import { createHash } from 'node:crypto';
import { ProtocolError } from '@eucora/protocol';
import { audit } from '../modules/audit/index.ts';
import {
  currentPacks,
  notePackScrub,
  packToScrub,
  type KnownPack,
} from '../modules/ledger/index.ts';
import { messageOf } from '../platform/errors.ts';
import { openStored, type StoreDeps } from './packs.ts';
import { PackMissingError, type StoredPack } from './store.ts';

/** A pack that was read again. */
export interface Scrubbed {
  readonly name: string;
  readonly bytes: number;
  /** What is wrong, and which segments it costs; undefined: nothing. */
  readonly fault: string | undefined;
}

const readBytes = 4_194_304;
const namedMax = 20; // segments in a fault's text

/**
 * Reads a pack from where it lies and compares it with the hash of what was verified. If that
 * differs, every frame is read alone, so that the fault names the segments that are really hit.
 */
export async function scrubPack(deps: StoreDeps, pack: KnownPack): Promise<Scrubbed> {
  const { name, bytes } = pack;
  const fault = await faultOf(deps, pack);
  const isNews = await notePackScrub(deps.db, pack.packNo, fault ?? null, deps.now());
  if (isNews) {
    deps.logger.error({ pack: name }, `archive pack ${name} is damaged: ${fault}`);
    const detail = { pack: name, fault };
    await audit(deps.db, { actor: 'hub', action: 'archive.damaged', subject: 'archive', detail });
  }
  return { name, bytes, fault };
}

async function faultOf(deps: StoreDeps, pack: KnownPack): Promise<string | undefined> {
  try {
    await using file = await deps.files.open(pack.name);
    if (file.size !== pack.bytes) return `it has ${file.size} bytes and not ${pack.bytes}`;
    if ((await hashOf(file)).equals(pack.sha256)) return undefined;
  } catch (error) {
    if (error instanceof PackMissingError) return `it is gone, with ${pack.segments} segments`;
    if (!isRot(error)) throw error;
  }
  return await damageIn(deps, pack.name);
}

/** Bytes that changed, or a disk that can't give them; not a store that is away. */
function isRot(error: unknown): boolean {
  if (error instanceof ProtocolError) return true;
  return error instanceof Error && 'code' in error && error.code === 'EIO';
}

/** SHA-256 of a stored pack, read in pieces. */
export async function hashOf(file: StoredPack): Promise<Buffer> {
  const hash = createHash('sha256');
  for (let at = 0; at < file.size; at += readBytes) {
    hash.update(await file.readAt(at, Math.min(readBytes, file.size - at)));
  }
  return hash.digest();
}

async function damageIn(deps: StoreDeps, name: string): Promise<string> {
  const hit: string[] = [];
  try {
    await using pack = await openStored(deps, name);
    for (const entry of pack.index.segments) {
      const { site, lane, seq, incarnation } = entry;
      const place = `${site} ${lane} ${seq} (journal ${incarnation})`;
      await pack.payload(entry).catch((error: unknown) => {
        if (!isRot(error)) throw error;
        hit.push(place);
      });
    }
  } catch (error) {
    if (!isRot(error)) throw error;
    return `no segment of it can be read: ${messageOf(error)}`;
  }
  if (hit.length === 0) return 'bytes outside its segments were changed; all of them can be read';
  const more = hit.length > namedMax ? ` and ${hit.length - namedMax} more` : '';
  return `${hit.length} segments can't be read: ${hit.slice(0, namedMax).join(', ')}${more}`;
}

/**
 * Reads every pack again, in order, and tells of each. What a copy of the archive lacks is told
 * alone: it says nothing of the archive itself.
 */
export async function* scrubArchive(deps: StoreDeps, isCopy = false): AsyncGenerator<Scrubbed> {
  for (const pack of await currentPacks(deps.db)) {
    const { name, bytes } = pack;
    yield isCopy ? { name, bytes, fault: await faultOf(deps, pack) } : await scrubPack(deps, pack);
  }
}

/** Reads the pack that was not read for longest, if that is longer ago than `everyMs`. */
export async function scrubNext(deps: StoreDeps, everyMs: number): Promise<Scrubbed | undefined> {
  const pack = await packToScrub(deps.db, new Date(deps.now().getTime() - everyMs));
  return pack && (await scrubPack(deps, pack));
}
