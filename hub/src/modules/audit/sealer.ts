import { openSigned, sealSigned, type PrivateKey, type PublicKey } from '@eucora/protocol';
import type { Database, Queryable, Tx } from '../../platform/db.ts';
import type { LiveBus } from '../../platform/live.ts';
import type { Logger } from '../../platform/logger.ts';
import { Loop } from '../../platform/loop.ts';
import { canonicalJson, chainHash, genesisHash } from './entry.ts';
import {
  becomeSealer,
  checkpointAt,
  insertCheckpoint,
  lastCheckpoint,
  lastSealed,
  seal,
  sealedAfter,
  unsealed,
  type EntryRow,
} from './store.ts';

const rowsPerTurnMax = 1_000;
const sealEveryMs = 400;
const checkpointEveryEntries = 1_000;
const checkpointEveryMs = 3_600_000;

export interface SealerDeps {
  readonly db: Database;
  readonly signKey: PrivateKey;
  readonly live: LiveBus;
  readonly logger: Logger;
  readonly now: () => Date;
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
  const rows = await deps.db.transaction(async (tx) => {
    if (!(await becomeSealer(tx))) return [];
    const waiting = await unsealed(tx, rowsPerTurnMax);
    if (waiting.length > 0) await sealRows(tx, waiting, deps);
    return waiting;
  });
  for (const action of new Set(rows.map((row) => row.action))) {
    deps.live.publish({ type: 'audit', action });
  }
  return rows.length;
}

async function sealRows(tx: Tx, rows: readonly EntryRow[], deps: SealerDeps): Promise<void> {
  const last = await lastSealed(tx);
  let position = last?.position ?? 0;
  let hash: Uint8Array = last?.hash ?? genesisHash;
  const sealed = rows.map((row) => {
    position += 1;
    hash = chainHash(hash, { ...row, position });
    return { id: row.id, position, hash };
  });
  await seal(tx, sealed);
  const now = deps.now();
  const before = await lastCheckpoint(tx);
  const due =
    before === undefined ||
    position >= before.position + checkpointEveryEntries ||
    now.getTime() >= before.at.getTime() + checkpointEveryMs;
  if (due) {
    const payload = checkpointPayload(position, hash);
    const envelope = sealSigned('audit-checkpoint', payload, deps.signKey);
    await insertCheckpoint(tx, position, now, envelope);
  }
}

function checkpointPayload(position: number, hash: Uint8Array): Uint8Array {
  return Buffer.from(canonicalJson({ position, hash: Buffer.from(hash).toString('hex') }));
}

/** Outcome of walking the chain: whole, or the first position where it is not what it was. */
export type ChainCheck =
  | { readonly whole: true; readonly entries: number }
  | { readonly whole: false; readonly position: number; readonly reason: string };

/** Recomputes every hash and checks every signed checkpoint on the way. */
export async function verifyChain(db: Queryable, key: PublicKey): Promise<ChainCheck> {
  let position = 0;
  let hash: Uint8Array = genesisHash;
  for (;;) {
    const rows = await sealedAfter(db, position, rowsPerTurnMax);
    if (rows.length === 0) return { whole: true, entries: position };
    for (const row of rows) {
      if (row.position !== position + 1) {
        return { whole: false, position: position + 1, reason: 'an entry is missing' };
      }
      position = row.position;
      hash = chainHash(hash, row);
      if (Buffer.compare(hash, row.hash) !== 0) {
        return { whole: false, position, reason: 'an entry was changed' };
      }
      const envelope = await checkpointAt(db, position);
      if (envelope && !vouches(envelope, key, checkpointPayload(position, hash))) {
        return { whole: false, position, reason: 'a signed checkpoint says otherwise' };
      }
    }
  }
}

function vouches(envelope: Uint8Array, key: PublicKey, payload: Uint8Array): boolean {
  try {
    return Buffer.compare(openSigned('audit-checkpoint', envelope, [key]).payload, payload) === 0;
  } catch (error) {
    if (error instanceof Error && error.name === 'ProtocolError') return false;
    throw error;
  }
}
