import { randomBytes } from 'node:crypto';
import {
  currentPacks,
  forgetPack,
  replacePacks,
  retiredPacks,
  type KnownPack,
} from '../modules/ledger/index.ts';
import { nextMerge, type MergeLimits } from './merge-plan.ts';
import { sealingKey } from '../platform/keys.ts';
import { PackBuilder, type PackEntry, type PackPlace } from './pack-format.ts';
import { dayOfName, openStored, type StoreDeps } from './packs.ts';

/** 64 to 256 MiB (PROTOCOL: hub ingest, archiver). */
export const mergeLimits: MergeLimits = {
  bytesMin: 67_108_864,
  bytesMax: 268_435_456,
  segmentsMax: 50_000,
  fanIn: 32,
};

/** A merge that was done. */
export interface Merged {
  readonly name: string;
  readonly packs: number;
  readonly bytes: number;
}

/**
 * Merges small packs into a larger one: writes it, reads every frame back, moves all references in
 * one transaction, and then removes the small ones. Stopped anywhere, every segment lies in a pack
 * that the ledger names, and `sweep` or the next turn removes what is left over.
 * @returns undefined when there is nothing to merge
 */
export async function mergeTurn(
  deps: StoreDeps,
  limits: MergeLimits = mergeLimits,
): Promise<Merged | undefined> {
  await removeRetired(deps);
  const sources = nextMerge(await currentPacks(deps.db), limits);
  if (sources.length < 2) return undefined;
  // It stands where its first part stood, so that packs still replay in the order of their names.
  const name = `${dayOfName(sources[0]!.name)}-${randomBytes(6).toString('hex')}`;
  const places: PackEntry[] = [];
  const written = await deps.files.write(name, pieces(deps, name, sources, places));
  await verifyMerged(deps, name, places);
  const segments = places.length;
  const from = sources.map(({ packNo }) => packNo);
  await replacePacks(deps.db, from, { name, ...written, segments, verifiedAt: deps.now() });
  await removeRetired(deps);
  return { name, packs: sources.length, bytes: written.bytes };
}

async function* pieces(
  deps: StoreDeps,
  name: string,
  sources: readonly KnownPack[],
  places: PackEntry[],
): AsyncGenerator<Buffer> {
  const builder = new PackBuilder(name, sealingKey(deps.key));
  yield builder.start;
  for (const source of sources) {
    await using pack = await openStored(deps, source.name);
    for (const entry of pack.index.segments) {
      places.push(entry);
      yield builder.addPayload(placeOf(entry), await pack.payload(entry));
    }
  }
  yield builder.finish(deps.sign);
}

function placeOf(entry: PackEntry): PackPlace {
  const { offset: _offset, length: _length, sha256: _sha256, ...place } = entry;
  return place;
}

/** Every segment's content is what it was in the pack before, frame by frame. */
async function verifyMerged(
  deps: StoreDeps,
  name: string,
  places: readonly PackEntry[],
): Promise<void> {
  await using pack = await openStored(deps, name);
  const { segments } = pack.index;
  for (const [i, before] of places.entries()) {
    const entry = segments[i];
    const isSame =
      entry?.sha256 === before.sha256 &&
      entry.header_hash === before.header_hash &&
      entry.site === before.site;
    if (!isSame) throw new Error(`Pack ${name} does not hold what it was merged from.`);
    await pack.payload(entry);
  }
  if (segments.length !== places.length) throw new Error(`Pack ${name} holds more than it should.`);
}

async function removeRetired({ db, files }: StoreDeps): Promise<void> {
  for (const { packNo, name } of await retiredPacks(db)) {
    await files.remove(name);
    await forgetPack(db, packNo);
  }
}
