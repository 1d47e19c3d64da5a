import {
  MerkleFrontier,
  merkleLeaf,
  openAuditCheckpoint,
  openSigned,
  ProtocolError,
  type AuditCheckpointStatement,
  type PublicKey,
} from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import {
  checkpointsAfter,
  sealedAfter,
  type CheckpointRow,
  type SealedRow,
} from './chain-store.ts';
import { canonicalJson, chainHash, genesisHash } from './entry.ts';
import { newestTombstone } from './retention-store.ts';
import { openTombstone, type Tombstone } from './tombstone.ts';

const rowsPerTurnMax = 1_000;

/** Outcome of walking the chain: whole, or the first position where it is not what it was. */
export type ChainCheck =
  | {
      readonly whole: true;
      readonly entries: number;
      /** Up to here entries were dropped by age; their tombstone is signed. */
      readonly droppedThrough: number;
      readonly checkpoints: number;
    }
  | { readonly whole: false; readonly position: number; readonly reason: string };

export interface VerifyOptions {
  /** A checkpoint that was kept elsewhere, by a relay or on paper. */
  readonly against?: AuditCheckpointStatement | undefined;
}

/**
 * Recomputes every hash and the Merkle tree, and checks every signed checkpoint on the way, those of
 * the database and the one that was kept elsewhere. Entries that were dropped by age are stood for
 * by their signed tombstone.
 */
export async function verifyChain(
  db: Queryable,
  key: PublicKey,
  options: VerifyOptions = {},
): Promise<ChainCheck> {
  const found = await newestTombstone(db);
  const tombstone = found && tombstoneOf(found.envelope, key);
  if (found && !tombstone) {
    return broken(found.through, 'the tombstone of dropped entries is not by this hub');
  }
  const walk = new Walk(db, key, tombstone, options.against);
  return walk.run();
}

const broken = (position: number, reason: string): ChainCheck => {
  return { whole: false, position, reason };
};

function tombstoneOf(envelope: Uint8Array, key: PublicKey): Tombstone | undefined {
  try {
    return openTombstone(envelope, key);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** One walk along the chain, from its beginning or from where the tombstone ends. */
class Walk {
  readonly #db: Queryable;
  readonly #key: PublicKey;
  readonly #against: AuditCheckpointStatement | undefined;
  readonly #stragglers: ReadonlyMap<number, Uint8Array>;
  readonly #droppedThrough: number;
  readonly #frontier: MerkleFrontier;
  #hash: Uint8Array;
  #checkpoints: CheckpointRow[] = [];
  #checked = 0;

  constructor(
    db: Queryable,
    key: PublicKey,
    tombstone: Tombstone | undefined,
    against: AuditCheckpointStatement | undefined,
  ) {
    this.#db = db;
    this.#key = key;
    this.#against = against;
    this.#droppedThrough = tombstone?.through ?? 0;
    const roots = (tombstone?.frontier ?? []).map((hex) => Buffer.from(hex, 'hex'));
    this.#frontier = new MerkleFrontier(this.#droppedThrough, roots);
    this.#hash = tombstone ? Buffer.from(tombstone.hash, 'hex') : genesisHash;
    this.#stragglers = new Map(
      tombstone?.stragglers.map(({ position, hash }) => [position, Buffer.from(hash, 'hex')]),
    );
  }

  async run(): Promise<ChainCheck> {
    const begun = this.#checkStart();
    if (begun) return begun;
    let after = this.#droppedThrough;
    for (;;) {
      const rows = await sealedAfter(this.#db, after, rowsPerTurnMax);
      this.#checkpoints = await this.#checkpointsUpTo(rows.at(-1)?.position ?? after);
      for (const row of rows) {
        const fault = this.#skipStragglers() ?? this.#take(row);
        if (fault) return fault;
      }
      if (rows.length === 0) return this.#skipStragglers() ?? (await this.#end());
      after = rows.at(-1)!.position;
    }
  }

  get #position(): number {
    return this.#frontier.size;
  }

  #checkStart(): ChainCheck | undefined {
    const { position = 0 } = this.#against ?? {};
    if (!this.#against || position !== this.#droppedThrough) return undefined;
    return this.#compare(this.#against, 'the given checkpoint');
  }

  #skipStragglers(): ChainCheck | undefined {
    for (;;) {
      const hash = this.#stragglers.get(this.#position + 1);
      if (!hash) return undefined;
      const fault = this.#append(hash);
      if (fault) return fault;
    }
  }

  #take(row: SealedRow): ChainCheck | undefined {
    if (row.position !== this.#position + 1) {
      return row.position <= this.#position
        ? broken(row.position, 'two entries have this position')
        : broken(this.#position + 1, 'an entry is missing');
    }
    const hash = chainHash(this.#hash, row);
    if (Buffer.compare(hash, row.hash) !== 0) return broken(row.position, 'an entry was changed');
    return this.#append(hash);
  }

  #append(hash: Uint8Array): ChainCheck | undefined {
    this.#hash = hash;
    this.#frontier.append(merkleLeaf(hash));
    while ((this.#checkpoints[0]?.position ?? Infinity) <= this.#position) {
      const fault = this.#checkSigned(this.#checkpoints.shift()!);
      if (fault) return fault;
    }
    if (this.#against?.position !== this.#position) return undefined;
    return this.#compare(this.#against, 'the given checkpoint');
  }

  #checkSigned({ position, envelope }: CheckpointRow): ChainCheck | undefined {
    this.#checked += 1;
    try {
      const { payload } = openSigned('audit-checkpoint', envelope, [this.#key]);
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
    const cut = Math.max(beyond?.position ?? 0, this.#against?.position ?? 0);
    if (cut > entries) {
      const what = beyond ? 'a signed checkpoint' : 'the given checkpoint';
      return broken(entries + 1, `the chain ends here, and ${what} knows ${cut} entries`);
    }
    const oldest = this.#droppedThrough;
    if (this.#against && this.#against.position < oldest) {
      return broken(
        this.#against.position,
        'entries up to here were dropped by age; give a newer one',
      );
    }
    return { whole: true, entries, droppedThrough: oldest, checkpoints: this.#checked };
  }

  async #checkpointsUpTo(position: number): Promise<CheckpointRow[]> {
    const from = Math.max(this.#position, this.#droppedThrough);
    const rows = await checkpointsAfter(this.#db, from, rowsPerTurnMax + 1);
    return rows.filter((row) => row.position <= position || this.#stragglers.has(row.position));
  }
}
