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
  insertCheckpoint,
  insertNodes,
  lastCheckpoint,
  readHead,
  seal,
  sealedAfter,
  unsealed,
  type Head,
} from './chain-store.ts';
import { chainHash, genesisHash } from './entry.ts';
import type { EntryRow } from './store.ts';

const rowsPerTurnMax = 1_000;
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
  readonly rows: readonly EntryRow[];
  readonly checkpoint: boolean;
}

/**
 * Gives committed entries their place in the chain. A chain inside each transaction would make the
 * whole hub wait for one row; so entries commit unsealed, and one sealer at a time (an advisory
 * lock says who) numbers what it can see, within a second.
 */
export function startSealer(deps: SealerDeps): Loop {
  const turn = async (signal: AbortSignal): Promise<void> => {
    let full = true;
    while (full && !signal.aborted) full = (await sealTurn(deps)) === rowsPerTurnMax;
  };
  return new Loop({ name: 'audit-sealer', everyMs: sealEveryMs, logger: deps.logger, turn });
}

/** One turn: seals what is committed and says how many entries that were. */
export async function sealTurn(deps: SealerDeps): Promise<number> {
  const { rows, checkpoint } = await sealOnce(deps);
  for (const action of new Set(rows.map((row) => row.action))) {
    deps.live.publish({ type: 'audit', action });
  }
  if (checkpoint) deps.onCheckpoint?.();
  return rows.length;
}

function sealOnce(deps: Pick<SealerDeps, 'db' | 'signKey' | 'now'>): Promise<Turn> {
  return deps.db.transaction(async (tx) => {
    if (!(await becomeSealer(tx))) return { rows: [], checkpoint: false };
    const waiting = await unsealed(tx, rowsPerTurnMax);
    const head = await headOf(tx);
    const sealed = waiting.length > 0 ? await sealRows(tx, waiting, head) : head;
    return { rows: waiting, checkpoint: await checkpointIfDue(tx, sealed, deps) };
  });
}

async function sealRows(tx: Tx, rows: readonly EntryRow[], head: Head): Promise<Head> {
  const frontier = new MerkleFrontier(head.position, head.frontier);
  const completed: HashedSubtree[] = [];
  let { position, hash } = head;
  const sealed = rows.map((row) => {
    position += 1;
    hash = chainHash(hash, { ...row, position });
    completed.push(...frontier.append(merkleLeaf(hash)));
    return { id: row.id, at: row.at, hash };
  });
  await seal(tx, sealed, frontier.roots);
  await insertNodes(
    tx,
    completed.filter(({ level }) => level >= keptLevelMin),
  );
  return { position, hash, frontier: frontier.roots };
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
  for (let rows = rowsPerTurnMax; rows === rowsPerTurnMax;) {
    rows = (await sealOnce(deps)).rows.length;
  }
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

const emptyHead: Head = { position: 0, hash: genesisHash, frontier: [] };

/** The kept head; of a chain that was sealed before heads were kept it is computed, once. */
async function headOf(tx: Tx): Promise<Head> {
  const known = await readHead(tx);
  if (known) return known;
  const frontier = new MerkleFrontier();
  let hash: Uint8Array = genesisHash;
  for (;;) {
    const rows = await sealedAfter(tx, frontier.size, rowsPerTurnMax);
    const completed = rows.flatMap((row) => frontier.append(merkleLeaf(row.hash)));
    await insertNodes(
      tx,
      completed.filter(({ level }) => level >= keptLevelMin),
    );
    hash = rows.at(-1)?.hash ?? hash;
    if (rows.length < rowsPerTurnMax) break;
  }
  if (frontier.size === 0) return emptyHead;
  const head = { position: frontier.size, hash, frontier: frontier.roots };
  await beginHead(tx, head);
  return head;
}
