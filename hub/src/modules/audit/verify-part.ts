import {
  openAuditCheckpoint,
  ProtocolError,
  rangeHash,
  sameBytes,
  type AuditCheckpointStatement,
  type Believed,
} from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import { InvalidError } from '../../platform/errors.ts';
import { checkpointsAfter } from './chain-store.ts';
import { frontierAt } from './proofs.ts';
import { newestTombstone } from './retention-store.ts';
import {
  broken,
  outsideFault,
  startAfter,
  tombstoneOf,
  Walk,
  type Broken,
  type VerifyOptions,
  type WalkStart,
} from './verify.ts';
import { heldStatements } from './witnesses.ts';

const partEntriesMax = 5_000;
const partCheckpointsMax = 100;

export interface PartOptions extends VerifyOptions {
  /** Where the part before ended; 0: the beginning. */
  readonly after: number;
  /** About so many entries are looked at. */
  readonly entriesMax?: number;
}
export type PartCheck =
  | {
      readonly whole: true;
      /** Verified from the part's beginning up to here; the next part begins after it. */
      readonly through: number;
      /** Nothing is behind it. */
      readonly isLast: boolean;
      readonly checkpoints: number;
      readonly held: number;
      readonly droppedThrough: number;
      readonly datedBack: number;
      readonly datedBackAt: number | null;
    }
  | Broken;

/**
 * Verifies the chain from one signed checkpoint to a later one. Since the hash and root of the first
 * are signed, parts that meet prove what one walk along the whole chain would, and each is small: a
 * reader sees how far it is, and may stop.
 * @throws InvalidError not_a_checkpoint when no part ends at `after`
 */
export async function verifyPart(
  db: Queryable,
  key: Believed,
  options: PartOptions,
): Promise<PartCheck> {
  const found = await newestTombstone(db);
  const tombstone = found && tombstoneOf(found.envelope, key);
  if (found && !tombstone) {
    return broken(found.through, 'the tombstone of dropped entries is not by this hub');
  }
  const oldest = startAfter(tombstone);
  const start = options.after <= oldest.position ? oldest : await startAt(db, key, options.after);
  if ('reason' in start) return start;
  const stragglers = oldest.stragglers;
  const from = { ...start, stragglers, droppedThrough: oldest.position };
  const through = await endAfter(db, key, start.position, options.entriesMax);
  const held = await heldStatements(db, key, start.position, through);
  const check = await new Walk(db, key, from, { against: options.against, through, held }).run();
  if (!check.whole) return check;
  const { entries, ...rest } = check;
  const outside = through === undefined ? await outsideFault(db, entries) : undefined;
  if (outside) return outside;
  return { ...rest, through: entries, isLast: through === undefined };
}

type Begun = Pick<WalkStart, 'position' | 'hash' | 'frontier' | 'signedMs'>;

async function startAt(db: Queryable, key: Believed, after: number): Promise<Begun | Broken> {
  const [row] = await checkpointsAfter(db, after - 1, 1);
  const said = row?.position === after ? statementIn(row.envelope, key) : undefined;
  if (!said) {
    const message = `No part ends at entry ${after}; begin at 0, or where a part ended.`;
    throw new InvalidError(message, { code: 'not_a_checkpoint' });
  }
  const frontier = await frontierAt(db, after);
  if (!frontier) return broken(after, 'a part of the Merkle tree is missing');
  if (!sameBytes(rangeHash(frontier), said.root)) {
    return broken(after, 'the Merkle tree is not the one that was signed');
  }
  return { position: after, hash: said.hash, frontier, signedMs: said.issuedMs };
}

/** The checkpoint that a part ends at; undefined: it goes to the end of the chain. */
async function endAfter(
  db: Queryable,
  key: Believed,
  after: number,
  entriesMax = partEntriesMax,
): Promise<number | undefined> {
  const rows = await checkpointsAfter(db, after, partCheckpointsMax);
  const readable = rows.filter(({ envelope }) => statementIn(envelope, key) !== undefined);
  const near = readable.filter(({ position }) => position <= after + entriesMax);
  return (near.at(-1) ?? readable[0])?.position;
}

function statementIn(envelope: Uint8Array, key: Believed): AuditCheckpointStatement | undefined {
  try {
    return openAuditCheckpoint(envelope, key);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
