import {
  keysOf,
  MerkleFrontier,
  merkleLeaf,
  openAuditCheckpoint,
  openSigned,
  ProtocolError,
  type AuditCheckpointStatement,
  type Believed,
} from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import {
  checkpointsAfter,
  sealedAfter,
  type CheckpointRow,
  type SealedRow,
} from './chain-store.ts';
import { canonicalJson, chainHash, genesisHash } from './entry.ts';
import { entryOutside, newestTombstone } from './retention-store.ts';
import { openTombstone, type Tombstone } from './tombstone.ts';
import { heldStatements, type HeldStatement } from './witnesses.ts';

const rowsPerTurnMax = 1_000;
// A transaction that is open for long, and a clock that was set right, may explain so much.
const datedBackMsMin = 3_600_000;

/** Outcome of walking the chain: whole, or the first position where it is not what it was. */
export type ChainCheck =
  | {
      readonly whole: true;
      readonly entries: number;
      /** Up to here entries were dropped by age; their tombstone is signed. */
      readonly droppedThrough: number;
      readonly checkpoints: number;
      /** Checkpoints held by relays that were compared, and agree. */
      readonly held: number;
      /** Entries that claim a time well before a checkpoint which was signed before they came. */
      readonly datedBack: number;
      /** The first of them. */
      readonly datedBackAt: number | null;
    }
  | { readonly whole: false; readonly position: number; readonly reason: string };

export interface VerifyOptions {
  /** A checkpoint that was kept elsewhere, by a relay or on paper. */
  readonly against?: AuditCheckpointStatement | undefined;
}

/**
 * Recomputes every hash and the Merkle tree, and checks every signed checkpoint on the way, those of
 * the database, the newest of each relay and the one that was kept elsewhere. Entries that were dropped by age are stood for
 * by their signed tombstone.
 */
export async function verifyChain(
  db: Queryable,
  key: Believed,
  options: VerifyOptions = {},
): Promise<ChainCheck> {
  const found = await newestTombstone(db);
  const tombstone = found && tombstoneOf(found.envelope, key);
  if (found && !tombstone) {
    return broken(found.through, 'the tombstone of dropped entries is not by this hub');
  }
  const start = startAfter(tombstone);
  const held = await heldStatements(db, key, start.position);
  const check = await new Walk(db, key, start, { ...options, held }).run();
  if (!check.whole) return check;
  return (await outsideFault(db, check.entries)) ?? check;
}

/** An entry that the sealer does not await, and that has no place: nobody wrote it as a hub does. */
export async function outsideFault(db: Queryable, entries: number): Promise<Broken | undefined> {
  const id = await entryOutside(db);
  if (id === undefined) return undefined;
  return broken(entries + 1, `the entry with the id ${id} stands outside of the chain`);
}

/** Where a walk begins: nothing before is looked at, since something signed vouches for it. */
export interface WalkStart {
  readonly position: number;
  readonly hash: Uint8Array;
  readonly frontier: readonly Uint8Array[];
  /** Hashes of entries that went with a partition of earlier ones. */
  readonly stragglers: ReadonlyMap<number, Uint8Array>;
  readonly droppedThrough: number;
  /** When the checkpoint was signed at which it begins, Unix ms; 0: at none. */
  readonly signedMs: number;
}
interface WalkOptions extends VerifyOptions {
  /** The last position to look at; absent: the chain's end, which is then checked, too. */
  readonly through?: number | undefined;
  /** What relays hold, from the walk's beginning on. */
  readonly held: readonly HeldStatement[];
}
/** A checkpoint from outside the database, and how a fault names it. */
interface Known {
  readonly said: AuditCheckpointStatement;
  readonly what: string;
}

/** The chain's beginning, or where the signed tombstone of dropped entries ends. */
export function startAfter(tombstone: Tombstone | undefined): WalkStart {
  return {
    position: tombstone?.through ?? 0,
    hash: tombstone ? Buffer.from(tombstone.hash, 'hex') : genesisHash,
    frontier: (tombstone?.frontier ?? []).map((hex) => Buffer.from(hex, 'hex')),
    stragglers: new Map(
      tombstone?.stragglers.map(({ position, hash }) => [position, Buffer.from(hash, 'hex')]),
    ),
    droppedThrough: tombstone?.through ?? 0,
    signedMs: 0,
  };
}

/** The chain is not what it was at a position. */
export type Broken = Extract<ChainCheck, { readonly whole: false }>;

export const broken = (position: number, reason: string): Broken => {
  return { whole: false, position, reason };
};

/** A tombstone that this hub signed. */
export function tombstoneOf(envelope: Uint8Array, key: Believed): Tombstone | undefined {
  try {
    return openTombstone(envelope, key);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function knownOf({ against, held }: WalkOptions): ReadonlyMap<number, Known[]> {
  const all = held.map(({ said, relayId, isMarked }) => ({
    said,
    what:
      `the checkpoint that relay ${relayId} holds` +
      (isMarked ? ' (it is marked as explained, and no sealed entry explains it)' : ''),
  }));
  if (against) all.unshift({ said: against, what: 'the given checkpoint' });
  return Map.groupBy(all, ({ said }) => said.position);
}

/** One walk along the chain, from its beginning or from something signed, to its end or before. */
export class Walk {
  readonly #db: Queryable;
  readonly #key: Believed;
  readonly #against: AuditCheckpointStatement | undefined;
  readonly #known: ReadonlyMap<number, readonly Known[]>;
  readonly #held: number;
  readonly #through: number;
  readonly #from: number;
  readonly #stragglers: ReadonlyMap<number, Uint8Array>;
  readonly #droppedThrough: number;
  readonly #frontier: MerkleFrontier;
  #hash: Uint8Array;
  #checkpoints: CheckpointRow[] = [];
  #checked = 0;
  /** When the newest signed checkpoint on the way was signed, Unix ms. */
  #signedMs: number;
  #datedBack = 0;
  #datedBackAt: number | null = null;

  constructor(db: Queryable, key: Believed, start: WalkStart, options: WalkOptions) {
    this.#db = db;
    this.#key = key;
    this.#against = options.against;
    this.#known = knownOf(options);
    this.#held = options.held.length;
    this.#through = options.through ?? Infinity;
    this.#from = start.position;
    this.#droppedThrough = start.droppedThrough;
    this.#frontier = new MerkleFrontier(start.position, start.frontier);
    this.#hash = start.hash;
    this.#signedMs = start.signedMs;
    this.#stragglers = start.stragglers;
  }

  async run(): Promise<ChainCheck> {
    const begun = this.#checkStart();
    if (begun) return begun;
    for (let after = this.#from; this.#position < this.#through;) {
      const rows = await sealedAfter(this.#db, after, rowsPerTurnMax);
      this.#checkpoints = await this.#checkpointsUpTo(rows.at(-1)?.position ?? after);
      for (const row of rows) {
        const fault = this.#skipStragglers() ?? this.#takeWithin(row);
        if (fault) return fault;
      }
      after = rows.at(-1)?.position ?? after;
      if (rows.length === 0) return this.#skipStragglers() ?? (await this.#end());
    }
    return this.#whole();
  }

  get #position(): number {
    return this.#frontier.size;
  }

  #checkStart(): ChainCheck | undefined {
    return this.#compareKnown();
  }

  #compareKnown(): ChainCheck | undefined {
    for (const { said, what } of this.#known.get(this.#position) ?? []) {
      const fault = this.#compare(said, what);
      if (fault) return fault;
    }
    return undefined;
  }

  #skipStragglers(): ChainCheck | undefined {
    for (;;) {
      const hash = this.#stragglers.get(this.#position + 1);
      if (!hash || this.#position >= this.#through) return undefined;
      const fault = this.#append(hash);
      if (fault) return fault;
    }
  }

  #takeWithin(row: SealedRow): ChainCheck | undefined {
    return this.#position >= this.#through ? undefined : this.#take(row);
  }

  #take(row: SealedRow): ChainCheck | undefined {
    if (row.position !== this.#position + 1) {
      return row.position <= this.#position
        ? broken(row.position, 'two entries have this position')
        : broken(this.#position + 1, 'an entry is missing');
    }
    const hash = chainHash(this.#hash, row);
    if (Buffer.compare(hash, row.hash) !== 0) return broken(row.position, 'an entry was changed');
    if (row.misfiled) {
      return broken(row.position, 'an entry is filed under what it does not say');
    }
    if (row.at.getTime() < this.#signedMs - datedBackMsMin) {
      this.#datedBack += 1;
      this.#datedBackAt ??= row.position;
    }
    return this.#append(hash);
  }

  #append(hash: Uint8Array): ChainCheck | undefined {
    this.#hash = hash;
    this.#frontier.append(merkleLeaf(hash));
    while ((this.#checkpoints[0]?.position ?? Infinity) <= this.#position) {
      const fault = this.#checkSigned(this.#checkpoints.shift()!);
      if (fault) return fault;
    }
    return this.#compareKnown();
  }

  #checkSigned({ position, envelope }: CheckpointRow): ChainCheck | undefined {
    this.#checked += 1;
    try {
      const { payload } = openSigned('audit-checkpoint', envelope, keysOf(this.#key));
      // Those of the first programs state the chain alone, as text.
      if (payload[0] !== 0x7b) {
        const said = openAuditCheckpoint(envelope, this.#key);
        return this.#compare(said, 'a signed checkpoint');
      }
      const own = canonicalJson({ position, hash: Buffer.from(this.#hash).toString('hex') });
      if (Buffer.from(own).equals(payload)) return undefined;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
    return broken(position, 'a signed checkpoint says otherwise');
  }

  #compare(said: AuditCheckpointStatement, what: string): ChainCheck | undefined {
    this.#signedMs = Math.max(this.#signedMs, said.issuedMs);
    const isSame =
      said.position === this.#position &&
      Buffer.compare(said.hash, this.#hash) === 0 &&
      Buffer.compare(said.root, this.#frontier.root) === 0;
    return isSame ? undefined : broken(this.#position, `${what} says otherwise`);
  }

  /** Nothing that a checkpoint vouches for may lie behind the end. */
  async #end(): Promise<ChainCheck> {
    const entries = this.#position;
    const [beyond] = await checkpointsAfter(this.#db, entries, 1);
    const furthest = this.#known.get(Math.max(0, ...this.#known.keys()))?.[0];
    const cut = Math.max(beyond?.position ?? 0, furthest?.said.position ?? 0);
    if (cut > entries) {
      const what = beyond ? 'a signed checkpoint' : furthest?.what;
      return broken(entries + 1, `the chain ends here, and ${what} knows ${cut} entries`);
    }
    const oldest = this.#droppedThrough;
    if (this.#against && this.#against.position < oldest) {
      return broken(
        this.#against.position,
        'entries up to here were dropped by age; give a newer one',
      );
    }
    return this.#whole();
  }

  #whole(): ChainCheck {
    return {
      whole: true,
      entries: this.#position,
      droppedThrough: this.#droppedThrough,
      checkpoints: this.#checked,
      held: this.#held,
      datedBack: this.#datedBack,
      datedBackAt: this.#datedBackAt,
    };
  }

  async #checkpointsUpTo(position: number): Promise<CheckpointRow[]> {
    const from = Math.max(this.#position, this.#droppedThrough);
    const rows = await checkpointsAfter(this.#db, from, rowsPerTurnMax + 1);
    return rows.filter((row) => row.position <= position || this.#stragglers.has(row.position));
  }
}
