import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  keepBytes,
  lanes,
  randomId,
  toHex,
  type DeviceId,
  type FrameDamage,
  type IncarnationParent,
  type Incarnation,
  type Lane,
  type PrivateKey,
  type TimeAnchor,
} from '@eucora/protocol';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import { removeFile } from '../files/atomic.ts';
import {
  readFrames,
  realFileSystem,
  type FileSystemPort,
  type ReadFrames,
} from '../files/frame-file.ts';
import type { Logger } from '../log.ts';
import { perLane } from '../per-lane.ts';
import { cutNext, cutVoidNext, type Cut, type StreamTip } from './cutter.ts';
import { defaultFileBytesMax, LaneStore, type NewEntry } from './lane-store.ts';
import { mendGap, type Bench } from './mend.ts';
import {
  checkpointOf,
  currentStream,
  newStream,
  nextSeq,
  statedOf,
  type LaneTip,
  type SpoolState,
} from './model.ts';
import { parseSpoolName } from './names.ts';
import { OpenLog } from './open-log.ts';
import {
  chainHash,
  readEntry,
  readLogRecord,
  writeFirst,
  writeOpen,
  type LogRecord,
} from './records.ts';
import { recover, type FoundEntry, type FoundFile, type Recovered } from './recover.ts';
import { shortenPredecessors } from './reincarnate.ts';
import { Reserve } from './reserve.ts';
import { Spool } from './spool.ts';
import { StatedMark } from './stated.ts';
import type { SpoolBounds } from './upkeep.ts';

/** The ends of the lanes of the newest incarnation, kept where removing the home leaves it. */
export interface Lineage {
  readonly incarnation: Incarnation;
  readonly tips: Readonly<Record<Lane, { readonly lastSeq: number; readonly lastHash: string }>>;
}
export interface LineageStore {
  read(): Promise<Lineage | null>;
  write(lineage: Lineage): Promise<void>;
}
export interface SpoolOptions {
  readonly directory: string;
  readonly storeKey: Uint8Array; // 32 bytes
  readonly deviceId: DeviceId;
  readonly key: PrivateKey;
  readonly keeper: TimeKeeper;
  readonly lineage: LineageStore;
  readonly logger: Logger;
  readonly bounds?: Partial<SpoolBounds & { readonly fileBytesMax: number }>;
  readonly system?: FileSystemPort;
}

const defaultBounds: SpoolBounds = {
  bytesMax: 134_217_728, // 128 MiB: 400 days of a normal device need 40 (PROTOCOL §8)
  logBytesMax: 1_048_576,
  openBytesMax: 1_048_576,
};

/**
 * Opens a spool and puts right what a crash or a bad disk left; begins one where there is none. The
 * caller holds the lock of the home.
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { directory, storeKey, logger, keeper, lineage } = options;
  const system = options.system ?? realFileSystem;
  const bounds = { ...defaultBounds, fileBytesMax: defaultFileBytesMax, ...options.bounds };
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const found = await scan(directory, storeKey, logger);
  const statedPath = join(directory, 'stated');
  const before = await StatedMark.read(statedPath, storeKey);
  const recovered = recover(found.records, found.files, before);
  keeper.merge(recovered.anchors);
  for (const path of recovered.stray) await removeFile(path);

  const state = await stateOf(options, recovered);
  const nextNo = Math.max(0, ...found.files.map((file) => file.no)) + 1;
  const { fileBytesMax } = bounds;
  const store = new LaneStore({ directory, storeKey, system, fileBytesMax, nextNo });
  const log = new OpenLog({ directory, storeKey, system, no: found.logNo });
  const bench = { state, store, key: options.key, keeper };
  for (const gap of recovered.gaps) {
    const { stream, first, count } = gap;
    logger.error({ lane: stream.lane, first, count }, damagedText);
    await mendGap(bench, gap);
  }
  await settleLost(bench, recovered.lostThrough, logger);
  await shortenPredecessors(bench);
  await log.rotate(firstRecords(state, keeper));
  const stated = await StatedMark.begin(statedPath, storeKey, statedOf(state), logger);
  for (const path of found.oldLogs) await removeFile(path);
  const keepLineage = (): Promise<void> => lineage.write(lineageOf(state));
  await keepLineage();
  const reserve = new Reserve(directory);
  await reserve.fill();
  return new Spool({ ...bench, log, stated, reserve, bounds, logger, keepLineage });
}

// Numbers at the very end of what was accepted are gone: what is open becomes a batch, and a void
// stands behind it, as it does in the middle.
async function settleLost(
  bench: Bench,
  lostThrough: Readonly<Record<Lane, number>>,
  logger: Logger,
): Promise<void> {
  const { state, store, keeper, key } = bench;
  for (const lane of lanes) {
    const first = nextSeq(state, lane);
    const last = lostThrough[lane];
    if (last < first) continue;
    logger.error({ lane, first, count: last - first + 1 }, damagedText);
    const entries: NewEntry[] = [];
    let tip = state.tips[lane];
    const add = (cut: Cut): void => {
      const tag = cut.taken === 0 ? 'void' : 'batch';
      entries.push({ tag, first: cut.first, last: cut.last, batch: cut.batch });
      tip = cut.tip;
    };
    for (let open = state.open[lane]; open.length > 0;) {
      const cut = cutNext(tip, open, keeper.book(), key);
      open = open.slice(cut.taken);
      add(cut);
    }
    const content = { reason: 'damaged', replacedLastHash: new Uint8Array(0), kinds: [] } as const;
    add(cutVoidNext(tip, last - first + 1, content, keeper.book(), key));
    await store.append(currentStream(state, lane), entries);
    state.tips[lane] = tip;
    state.open[lane] = [];
  }
}

const damagedText = 'spool damaged: a void stands for the loss';

function firstRecords(state: SpoolState, keeper: TimeKeeper): Buffer[] {
  const records: Buffer[] = [];
  const book = keeper.book();
  for (const lane of lanes) {
    for (const { seq, event } of state.open[lane]) {
      records.push(...writeOpen(state.tips[lane], seq, [event], book));
    }
  }
  return writeFirst(checkpointOf(state), records);
}

function lineageOf(state: SpoolState): Lineage {
  const tips = perLane((lane) => {
    const { next, lastHash } = state.tips[lane];
    return { lastSeq: next - 1, lastHash: toHex(lastHash) };
  });
  return { incarnation: state.incarnation, tips };
}

async function stateOf(options: SpoolOptions, recovered: Recovered): Promise<SpoolState> {
  const { deviceId, logger } = options;
  const { streams, open, seen } = recovered;
  const shared = { deviceId, open, seen: { ...seen } };
  if (recovered.incarnation && recovered.tips) {
    const { incarnation, tips } = recovered;
    return { ...shared, incarnation, streams, tips: tipsOf(deviceId, incarnation, tips) };
  }
  const incarnation = randomId();
  const parents = await parentsOf(options, recovered);
  if (parents) logger.warn({ incarnation }, 'the spool was lost: a new incarnation begins');
  const tips = perLane((lane): LaneTip => {
    return { parent: parents?.[lane] ?? null, next: 1, lastHash: new Uint8Array(0) };
  });
  const own = lanes.map((lane) => newStream(incarnation, lane));
  return {
    ...shared,
    incarnation,
    streams: [...streams, ...own],
    tips: tipsOf(deviceId, incarnation, tips),
  };
}

function tipsOf(
  deviceId: DeviceId,
  incarnation: Incarnation,
  tips: Readonly<Record<Lane, LaneTip>>,
): Record<Lane, StreamTip> {
  return perLane((lane) => ({ deviceId, incarnation, lane, ...tips[lane] }));
}

async function parentsOf(
  options: SpoolOptions,
  recovered: Recovered,
): Promise<Record<Lane, IncarnationParent> | null> {
  const lineage = await options.lineage.read();
  const incarnation = recovered.incarnation ?? lineage?.incarnation;
  if (!incarnation) return null;
  return perLane((lane) => {
    const known = lineage?.incarnation === incarnation ? lineage.tips[lane] : null;
    const stream = recovered.streams.find(
      (one) => one.incarnation === incarnation && one.lane === lane,
    );
    const lastSeq = Math.max(known?.lastSeq ?? 0, stream?.closedThrough ?? 0);
    const same = known?.lastSeq === lastSeq && lastSeq > 0;
    const unknown = new Uint8Array(lastSeq === 0 ? 0 : 32);
    const lastHash = same ? Buffer.from(known.lastHash, 'hex') : unknown;
    return { incarnation, lastSeq, lastHash };
  });
}

interface Scan {
  readonly records: LogRecord[] | null;
  readonly files: FoundFile[];
  readonly logNo: number;
  readonly oldLogs: string[];
}

async function scan(directory: string, storeKey: Uint8Array, logger: Logger): Promise<Scan> {
  const names = (await readdir(directory)).toSorted();
  for (const name of names) {
    if (name.endsWith('.draft')) await removeFile(join(directory, name));
  }
  const files: FoundFile[] = [];
  let records: LogRecord[] | null = null;
  const logs: { no: number; path: string }[] = [];
  for (const name of names) {
    const named = parseSpoolName(name);
    if (!named) continue;
    const path = join(directory, name);
    const { kind, no, fileId } = named;
    const { frames, damage, end } = readFrames(await readFile(path), storeKey, fileId);
    sayDamage(logger, path, damage);
    if (kind === 'batches') {
      files.push({ no, path, end, ...foundIn(frames) });
      continue;
    }
    logs.push({ no, path });
    const found = frames.flatMap(({ payload }) => readLogRecord(payload) ?? []);
    // The newest that has a checkpoint: it is there twice, at the beginning and behind what was open.
    if (found.some((record) => record.type === 'checkpoint')) records = found;
  }
  const logNo = logs.at(-1)?.no ?? 0;
  return { records, files, logNo, oldLogs: logs.map((log) => log.path) };
}

function foundIn(frames: ReadFrames['frames']): Pick<FoundFile, 'entries' | 'anchors'> {
  const anchors = new Map<string, TimeAnchor>();
  const entries = frames.flatMap(({ place, payload }): FoundEntry[] => {
    const entry = readEntry(payload);
    if (!entry) return [];
    const { incarnation, lane, first, last, prevHash } = entry.batch;
    for (const anchor of entry.batch.anchors) anchors.set(anchor.bootId, anchor);
    const hashes = { prevHash: keepBytes(prevHash), chainHash: keepBytes(chainHash(entry.batch)) };
    return [{ place, tag: entry.tag, incarnation, lane, first, last, ...hashes }];
  });
  return { entries, anchors: [...anchors.values()] };
}

function sayDamage(logger: Logger, path: string, damage: readonly FrameDamage[]): void {
  for (const { offset, end, reason } of damage) {
    const fields = { path, offset, end, reason };
    if (reason === 'torn') logger.info(fields, 'the file ends in the middle of a write');
    else logger.error(fields, 'the disk damaged the spool');
  }
}
