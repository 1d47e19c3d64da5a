import {
  batchHash,
  cutVoid,
  signBatch,
  type BatchPlace,
  type PrivateKey,
  type VoidReason,
} from '@eucora/protocol';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import type { LaneStore, NewEntry } from './lane-store.ts';
import type { LaneFile, SpoolState, Stream } from './model.ts';
import { chainHash } from './records.ts';
import { countKinds, type DroppedRun } from './dropped.ts';
import type { Gap } from './recover.ts';

/** What rewriting a spool's files needs. */
export interface Bench {
  readonly state: SpoolState;
  readonly store: LaneStore;
  readonly key: PrivateKey;
  readonly keeper: TimeKeeper;
}

/** Signs a void for numbers of a stream which will never be sent. */
export function makeVoid(
  bench: Bench,
  stream: Stream,
  run: Omit<DroppedRun, 'released'> & { readonly reason: VoidReason },
): { batch: Uint8Array; hash: Uint8Array } {
  const { state } = bench;
  const { incarnation, lane } = stream;
  const tip = incarnation === state.incarnation ? state.tips[lane] : null;
  const place: BatchPlace = {
    deviceId: state.deviceId,
    incarnation,
    lane,
    first: run.first,
    prevHash: run.prevHash,
    parent: run.first === 1 ? (tip?.parent ?? null) : null,
  };
  const { reason, replacedLastHash, kinds } = run;
  const anchors = [bench.keeper.book().current];
  const count = run.last - run.first + 1;
  const payload = cutVoid(place, count, { reason, replacedLastHash, kinds }, anchors);
  const hash = replacedLastHash.length > 0 ? replacedLastHash : batchHash(payload);
  return { batch: signBatch(payload, bench.key), hash };
}

/**
 * Puts a void in the place of numbers that the disk lost, so that the chain is whole again. What the
 * relay has of them becomes a void of its own, which is sent only to a relay that forgot.
 */
export async function mendGap(bench: Bench, gap: Gap): Promise<void> {
  const { stream } = gap;
  const last = gap.first + gap.count - 1;
  const entries: NewEntry[] = [];
  let { first, prevHash } = gap;
  const add = (tag: 'void' | 'released', end: number, replacedLastHash: Uint8Array): void => {
    if (end < first) return;
    const run = {
      first,
      last: end,
      prevHash,
      replacedLastHash,
      kinds: [],
      reason: 'damaged',
    } as const;
    const made = makeVoid(bench, stream, run);
    entries.push({ tag, first, last: end, batch: made.batch });
    prevHash = made.hash;
    first = end + 1;
  };
  const split = Math.min(last, stream.forwarded);
  add('released', split, split === last ? gap.replacedLastHash : new Uint8Array(0));
  add('void', last, gap.replacedLastHash);
  await insert(bench.store, stream, entries, gap.first, last);
}

async function insert(
  store: LaneStore,
  stream: Stream,
  entries: readonly NewEntry[],
  first: number,
  last: number,
): Promise<void> {
  const home =
    stream.files.find((file) => file.first < first && file.last >= first - 1) ??
    stream.files.find((file) => file.first > last);
  if (!home) return store.append(stream, entries);
  const kept = (await store.load(home)).map(({ tag, batch }): NewEntry => {
    return { tag, first: batch.first, last: batch.last, batch: batch.bytes };
  });
  const all = [...kept, ...entries].toSorted((a, b) => a.first - b.first);
  await store.replace(stream, home, all);
}

/** Puts a void in the place of one batch, which goes: no relay will ever take it. */
export async function voidBatch(
  bench: Bench,
  stream: Stream,
  file: LaneFile,
  first: number,
): Promise<void> {
  const held = await bench.store.load(file);
  const refused = held.find(({ tag, batch }) => tag === 'batch' && batch.first === first);
  if (!refused) return; // dropped meanwhile
  const { batch } = refused;
  const { last, prevHash, hash: replacedLastHash } = batch;
  const run = { first, last, prevHash, replacedLastHash, kinds: countKinds([batch]) };
  const made = makeVoid(bench, stream, { ...run, reason: 'refused_by_policy' });
  const entries = held.map((one): NewEntry => {
    const { tag, batch: kept } = one;
    if (one === refused) return { tag: 'void', first, last, batch: made.batch };
    return { tag, first: kept.first, last: kept.last, batch: kept.bytes };
  });
  await bench.store.replace(stream, file, entries);
}

/** Mends what went bad in a file after it was opened. */
export async function mendFile(bench: Bench, stream: Stream, file: LaneFile): Promise<void> {
  const { first: begin, last: end } = file;
  const held = await bench.store.load(file);
  const before = stream.files[stream.files.indexOf(file) - 1];
  const previous = before && (await bench.store.load(before)).at(-1);
  let hash: Uint8Array = begin === 1 ? new Uint8Array(0) : Buffer.alloc(32);
  if (previous) hash = chainHash(previous.batch);
  let next = begin;
  const gaps: Gap[] = [];
  for (const { batch } of held) {
    const count = batch.first - next;
    const replacedLastHash = batch.prevHash;
    if (count > 0) gaps.push({ stream, first: next, count, prevHash: hash, replacedLastHash });
    next = batch.last + 1;
    hash = chainHash(batch);
  }
  if (next <= end) {
    const after = stream.files[stream.files.indexOf(file) + 1];
    const following = after && (await bench.store.load(after))[0];
    const tip =
      stream.incarnation === bench.state.incarnation ? bench.state.tips[stream.lane] : null;
    const replacedLastHash =
      following?.batch.prevHash ?? (tip?.next === end + 1 ? tip.lastHash : new Uint8Array(0));
    gaps.push({ stream, first: next, count: end - next + 1, prevHash: hash, replacedLastHash });
  }
  const [oldest, newest] = [held[0], held.at(-1)];
  if (!oldest || !newest) await bench.store.remove(stream, file);
  else Object.assign(file, { first: oldest.batch.first, last: newest.batch.last, entries: null });
  for (const gap of gaps) await mendGap(bench, gap);
}
