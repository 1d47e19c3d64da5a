import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { aptInstall } from '@eucora/packaging';
import { chooseDelivery, type Delivery, type Prepared } from '@eucora/protocol/delta';
import { projectRoot } from '../../kit/config.ts';
import { InvalidRunError, MissingToolError } from '../errors.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import { measured, mustBeSame } from './measured.ts';
import { usualPairs } from './pairs.ts';
import {
  peerPackages,
  peerPrograms,
  peers,
  xdelta3,
  type FilePair,
  type PeerResult,
} from './peers.ts';
import type { Plans } from './ours-process.ts';

const program = join(projectRoot, 'test', 'bench', 'delta', 'ours-process.ts');
/** The receiver that choices are made for: 1 Mbit/s, a gigabyte, fifty megabytes of work a second. */
const receiver = {
  memoryBytesMax: 1024 ** 3,
  linkBytesPerSecond: 125_000,
  workBytesPerSecond: 50_000_000,
};

interface PairResult {
  readonly pair: FilePair;
  readonly ours: PeerResult;
  readonly chosen: Delivery;
  readonly prepared: Prepared;
  readonly full: PeerResult;
  readonly peers: readonly PeerResult[];
  /** xdelta3 on the opened images, where a package was opened. */
  readonly openedPeer: PeerResult | undefined;
}

/** Size, time and memory of deltas beside other tools on the same files. */
export async function deltaBench(options: BenchOptions): Promise<BenchResult> {
  await bringPeers(options.say);
  const folder = await mkdtemp(join(tmpdir(), 'delta-bench-'));
  try {
    const said = options.files.map(([old, fresh]) => ({
      name: `${basename(old)} → ${basename(fresh)}`,
      old: resolve(old),
      fresh: resolve(fresh),
    }));
    const pairs = said.length > 0 ? said : await usualPairs(folder, options.say);
    const results: PairResult[] = [];
    for (const [i, pair] of pairs.entries()) {
      const place = join(folder, `pair-${i}`);
      await mkdir(place);
      results.push(await measurePair(pair, place, options.say));
      await rm(place, { recursive: true });
    }
    return resultOf(results);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bringPeers(say: (line: string) => void): Promise<void> {
  const missing = () => peerPrograms.filter((name) => !existsSync(`/usr/bin/${name}`));
  if (missing().length === 0) return;
  say(`installing ${peerPackages.join(', ')}`);
  const outcome = await aptInstall(peerPackages);
  if (outcome.kind === 'missing') throw new MissingToolError(`To compare: ${outcome.reason}.`);
  if (missing().length > 0) throw new MissingToolError(`${missing().join(', ')}: not in /usr/bin`);
}

async function measurePair(
  pair: FilePair,
  folder: string,
  say: (line: string) => void,
): Promise<PairResult> {
  const note = join(folder, 'time');
  const cache = join(folder, 'cache');
  const plans = join(folder, 'plans.json');
  const out = join(folder, 'out');
  await mkdir(cache);
  const node = (what: string) =>
    measured(note, process.execPath, [program, what, pair.old, pair.fresh, cache, plans, out]);

  say(`${pair.name}: ours`);
  const made = await node('pair');
  const prepared = JSON.parse(made.stdout) as Prepared;
  say(`${pair.name}: full zstd -19`);
  const packed = await node('whole');
  const whole = JSON.parse(packed.stdout) as Delivery;
  const base = prepared.offers[0]!.base!;
  const { offer: chosen } = chooseDelivery(whole, prepared.offers, {
    ...receiver,
    holds: new Set([base]),
  });
  await writeFile(plans, JSON.stringify({ plan: chosen, whole } satisfies Plans));
  const applied = await node('apply');
  await mustBeSame(out, pair.fresh, 'our own reader');
  if (applied.stdout.includes('fellBack')) {
    throw new InvalidRunError(`${pair.name}: the delta was not applied: ${applied.stdout}`);
  }
  const unpackedSeconds = await checkByStockTools({ pair, prepared, whole, folder, cache, plans });
  const openedPeer = isOpened(prepared)
    ? await xdelta3({ name: '', old: `${out}.base`, fresh: `${out}.target` }, folder)
    : undefined;
  const results: PeerResult[] = [];
  for (const peer of peers) {
    const result = await peer(pair, folder);
    say(`${pair.name}: ${result.name} ${result.bytes} bytes, ${result.seconds} s`);
    results.push(result);
  }
  return {
    pair,
    prepared,
    chosen,
    ours: { ...made, name: 'ours', bytes: chosen.bytes, applySeconds: applied.seconds },
    full: { ...packed, name: 'full zstd -19', bytes: whole.bytes, applySeconds: unpackedSeconds },
    peers: results,
    openedPeer,
  };
}

interface Check {
  readonly pair: FilePair;
  readonly prepared: Prepared;
  readonly whole: Delivery;
  readonly folder: string;
  readonly cache: string;
  readonly plans: string;
}

/** bspatch applies the patch to the opened base, zstd unpacks the whole: both must give the target. */
async function checkByStockTools(check: Check): Promise<number> {
  const { pair, prepared, whole, folder, cache, plans } = check;
  const note = join(folder, 'time');
  const out = join(folder, 'out');
  const stock = join(folder, 'stock');
  const patch = prepared.offers.find(({ method }) => method === 'patch')!;
  await writeFile(plans, JSON.stringify({ plan: patch, whole } satisfies Plans));
  const args = [program, 'images', pair.old, pair.fresh, cache, plans, out];
  await measured(note, process.execPath, args);
  await measured(note, 'bspatch', [`${out}.base`, stock, join(cache, patch.payload.sha256)]);
  await mustBeSame(stock, `${out}.target`, 'bspatch');
  const zstd = ['-q', '-d', '-f', join(cache, whole.payload.sha256), '-o', stock];
  const { seconds } = await measured(note, 'zstd', zstd);
  await mustBeSame(stock, pair.fresh, 'zstd');
  return seconds;
}

function isOpened({ offers }: Prepared): boolean {
  return offers.some(({ layouts }) => layouts?.target.parts.some(({ codec }) => codec !== 'plain'));
}

function resultOf(results: readonly PairResult[]): BenchResult {
  return {
    figures: { pairs: results.map(figuresOf) },
    table: [['', 'bytes', 'seconds', 'CPU s', 'MiB', 'apply s'], ...results.flatMap(rowsOf)],
    notes: [
      'ours: opens packages, makes patch and chunks, keeps both; the smaller of what its receiver has room for counts',
      'each in a process of its own, measured by GNU time; each result is decoded in the same run and compared,',
      'ours by its own reader, the patch by bspatch, the whole by zstd',
    ],
  };
}

function figuresOf({ pair, ours, chosen, prepared, full, peers: others, openedPeer }: PairResult) {
  const [xdelta] = others;
  const offered = (method: string) =>
    prepared.offers.find((offer) => offer.method === method)?.bytes;
  return {
    name: pair.name,
    method: chosen.method,
    bytes: ours.bytes,
    seconds: ours.seconds,
    apply_seconds: ours.applySeconds,
    rss_mb: ours.rssMib,
    xdelta3_bytes: xdelta!.bytes,
    xdelta3_seconds: xdelta!.seconds,
    full_zstd19_bytes: full.bytes,
    patch_bytes: offered('patch'),
    chunks_bytes: offered('chunks'),
    opened: isOpened(prepared),
    closed: prepared.closed,
    xdelta3_opened_bytes: openedPeer?.bytes,
    peers: Object.fromEntries(
      others.map((peer) => [
        peer.name,
        {
          bytes: peer.bytes,
          seconds: rounded(peer.seconds),
          cpu_seconds: rounded(peer.cpuSeconds),
          rss_mb: peer.rssMib,
        },
      ]),
    ),
  };
}

function rowsOf({ pair, ours, chosen, prepared, full, peers: others, openedPeer }: PairResult) {
  const costs = (name: string, peer: PeerResult) => [
    `  ${name}`,
    peer.bytes,
    peer.seconds,
    peer.cpuSeconds,
    peer.rssMib,
    peer.applySeconds,
  ];
  const chunks = prepared.offers.find(({ method }) => method === 'chunks');
  return [
    [pair.name, '', '', '', '', ''],
    costs(`ours: ${chosen.method}${isOpened(prepared) ? ' of the opened package' : ''}`, ours),
    ...(chunks ? [['  ours: chunks', chunks.bytes, '', '', '', '']] : []),
    ...others.map((peer) => costs(peer.name, peer)),
    ...(openedPeer ? [costs('xdelta3 -9 of the opened package', openedPeer)] : []),
    costs(full.name, full),
  ];
}
