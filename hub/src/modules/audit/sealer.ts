import {
  MerkleFrontier,
  merkleLeaf,
  sealAuditCheckpoint,
  type HashedSubtree,
  type PrivateKey,
} from '@eucora/protocol';
import type { Database, Tx } from '../../platform/db.ts';
import type { LiveBus } from '../../platform/live.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import {
  becomeSealer,
  beginHead,
  entriesAbove,
  entriesIn,
  insertCheckpoint,
  insertNodes,
  lastCheckpoint,
  readHead,
  rowsPerLookMax,
  seal,
  sealedAfter,
  writersNow,
  type FoundRow,
  type Head,
} from './chain-store.ts';
import { missingIds, stillAwaited, type Awaited } from './awaited.ts';
import { chainHash, genesisHash, outcomeOf, siteOf } from './entry.ts';

const sealEveryMs = 400;
const checkpointEveryEntries = 1_000;
const checkpointEveryMs = 3_600_000;
/** Subtrees below this level are computed from the entries when they are asked for. */
export const keptLevelMin = 6;

export interface SealerDeps {
  readonly db: Database;
  readonly signKey: PrivateKey;
  readonly live: LiveBus;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Told after a checkpoint is committed. */
  readonly onCheckpoint?: () => void;
}
interface Turn {
  readonly rows: readonly FoundRow[];
  /** There may be more that is committed. */
  readonly more: boolean;
  readonly checkpoint: boolean;
}

/**
 * Gives committed entries their place in the chain. A chain inside each transaction would make the
 * whole hub wait for one row; so entries commit unsealed, and one sealer at a time (an advisory
 * lock says who) numbers what it can see, within a second.
 */
export function startSealer(deps: SealerDeps): Loop {
  const turn = async (signal: AbortSignal): Promise<void> => {
    let more = true;
    while (more && !signal.aborted) ({ more } = await tellingTurn(deps));
  };
  return new Loop({ name: 'audit-sealer', everyMs: sealEveryMs, logger: deps.logger, turn });
}

/** One turn: seals what is committed and says how many entries that were. */
export async function sealTurn(deps: SealerDeps): Promise<number> {
  return (await tellingTurn(deps)).rows.length;
}

async function tellingTurn(deps: SealerDeps): Promise<Turn> {
  const turn = await sealOnce(deps);
  const { rows, checkpoint } = turn;
  for (const action of new Set(rows.map((row) => row.action))) {
    deps.live.publish({ type: 'audit', action });
  }
  if (checkpoint) deps.onCheckpoint?.();
  return turn;
}

function sealOnce(deps: Pick<SealerDeps, 'db' | 'signKey' | 'now'>): Promise<Turn> {
  return deps.db.transaction(async (tx) => {
    if (!(await becomeSealer(tx))) return { rows: [], more: false, checkpoint: false };
    const head = await headOf(tx);
    const { rows, more, seen, awaited } = await lookForEntries(tx, head);
    const isChanged = seen !== head.seen || awaited.length + head.awaited.length > 0;
    const sealed = isChanged ? await sealRows(tx, rows, { ...head, seen, awaited }) : head;
    return { rows, more, checkpoint: await checkpointIfDue(tx, sealed, deps) };
  });
}

interface Look extends Pick<Head, 'seen' | 'awaited'> {
  readonly rows: readonly FoundRow[];
  readonly more: boolean;
}

/**
 * What is committed and not sealed: what came above the last id that was looked at, and of what was
 * missing below it what has come since. What is missing now is awaited.
 */
async function lookForEntries(tx: Tx, head: Head): Promise<Look> {
  const [late, kept] = await lookForLate(tx, head.awaited);
  const fresh = await entriesAbove(tx, head.seen);
  const ranges = missingIds(
    head.seen,
    fresh.map((row) => row.id),
  );
  // Asked after the look: whoever has taken one of these ids and not ended holds the lock now.
  const awaited = ranges.length === 0 ? kept : [...kept, { ranges, holders: await writersNow(tx) }];
  return {
    rows: [...late, ...fresh].filter((row) => !row.isSealed),
    more: fresh.length === rowsPerLookMax || late.length === rowsPerLookMax,
    seen: fresh.at(-1)?.id ?? head.seen,
    awaited,
  };
}

async function lookForLate(
  tx: Tx,
  awaited: readonly Awaited[],
): Promise<[FoundRow[], readonly Awaited[]]> {
  if (awaited.length === 0) return [[], awaited];
  // Asked before the look: what those bring that have ended by now is there.
  const holding = new Set(await writersNow(tx));
  const late = await entriesIn(
    tx,
    awaited.flatMap((each) => each.ranges),
  );
  const found = late.map((row) => row.id);
  const isAll = late.length < rowsPerLookMax;
  return [late, stillAwaited(awaited, found, isAll ? holding : undefined)];
}

async function sealRows(tx: Tx, rows: readonly FoundRow[], head: Head): Promise<Head> {
  const frontier = new MerkleFrontier(head.position, head.frontier);
  const completed: HashedSubtree[] = [];
  let { position, hash } = head;
  const sealed = rows.map((row) => {
    position += 1;
    hash = chainHash(hash, { ...row, position });
    completed.push(...frontier.append(merkleLeaf(hash)));
    return { id: row.id, at: row.at, hash, site: siteOf(row), outcome: outcomeOf(row) };
  });
  const next = { ...head, position, hash, frontier: frontier.roots };
  await seal(tx, sealed, next);
  await insertNodes(
    tx,
    completed.filter(({ level }) => level >= keptLevelMin),
  );
  return next;
}

/** Signs a checkpoint after so many entries or so long, if there is anything new to sign. */
async function checkpointIfDue(
  tx: Tx,
  head: Head,
  deps: Pick<SealerDeps, 'signKey' | 'now'>,
): Promise<boolean> {
  const now = deps.now();
  const before = await lastCheckpoint(tx);
  if (head.position === (before?.position ?? 0)) return false;
  const due =
    before === undefined ||
    head.position >= before.position + checkpointEveryEntries ||
    now.getTime() >= before.at.getTime() + checkpointEveryMs;
  if (due) await signCheckpoint(tx, head, deps);
  return due;
}

async function signCheckpoint(
  tx: Tx,
  { position, hash, frontier }: Head,
  { signKey, now }: Pick<SealerDeps, 'signKey' | 'now'>,
): Promise<void> {
  const { root } = new MerkleFrontier(position, frontier);
  const at = now();
  const statement = { position, hash, root, issuedMs: at.getTime() };
  const envelope = Buffer.from(sealAuditCheckpoint(statement, signKey));
  await insertCheckpoint(tx, { position, at, envelope });
}

/** Seals everything that is committed now, unless another sealer is at it. */
export async function sealAll(deps: Pick<SealerDeps, 'db' | 'signKey' | 'now'>): Promise<void> {
  for (let more = true; more;) ({ more } = await sealOnce(deps));
}

/** Signs a checkpoint of what is sealed now, unless the newest one is just that. */
export async function checkpointNow(
  deps: Pick<SealerDeps, 'db' | 'signKey' | 'now'>,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if (!(await becomeSealer(tx))) return;
    const head = await headOf(tx);
    const before = await lastCheckpoint(tx);
    if (head.position > (before?.position ?? 0)) await signCheckpoint(tx, head, deps);
  });
}

const emptyHead: Head = { position: 0, hash: genesisHash, frontier: [], seen: 0, awaited: [] };

/** The kept head; of a chain that was sealed before heads were kept it is computed, once. */
async function headOf(tx: Tx): Promise<Head> {
  const known = await readHead(tx);
  if (known) return known;
  const frontier = new MerkleFrontier();
  let hash: Uint8Array = genesisHash;
  for (;;) {
    const rows = await sealedAfter(tx, frontier.size, rowsPerLookMax);
    const completed = rows.flatMap((row) => frontier.append(merkleLeaf(row.hash)));
    await insertNodes(
      tx,
      completed.filter(({ level }) => level >= keptLevelMin),
    );
    hash = rows.at(-1)?.hash ?? hash;
    if (rows.length < rowsPerLookMax) break;
  }
  if (frontier.size === 0) return emptyHead;
  const place = { position: frontier.size, hash, frontier: frontier.roots };
  const head = { ...place, seen: 0, awaited: [] };
  await beginHead(tx, head);
  return head;
}
