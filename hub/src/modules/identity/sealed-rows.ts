import type { Database, Queryable, Tx } from '../../platform/db.ts';
import type { Sealed, SealedRows, Sealing } from '../secrets/index.ts';
import { UsageError } from '../../platform/errors.ts';
import {
  idTokenContext,
  payloadContext,
  signingKeyContext,
  totpContext,
} from './sealed-contexts.ts';

interface Kind {
  readonly table: string;
  readonly column: string;
  /** What a row's bytes are bound to, by the text of `of`. */
  readonly of: string;
  readonly contextOf: (of: string) => Uint8Array;
}

const kinds: readonly Kind[] = [
  {
    table: 'identity.totp',
    column: 'secret',
    of: 'user_id::text',
    contextOf: totpContext,
  },
  {
    table: 'identity.session_id_tokens',
    column: 'id_token',
    of: 'session_id::text',
    contextOf: idTokenContext,
  },
  {
    table: 'identity.signing_keys',
    column: 'sealed',
    of: 'kid',
    contextOf: signingKeyContext,
  },
  {
    table: 'identity.oidc_payloads',
    column: 'payload',
    of: 'model',
    contextOf: payloadContext,
  },
];

/** Everything of this module that is sealed. */
export function sealedIdentityRows(db: Database): SealedRows[] {
  return kinds.map((kind) => ({
    name: kind.table,
    sealAnew: (sealing, below, max) =>
      db.transaction((tx) => sealAnew(tx, kind, sealing, below, max)),
    countBelow: (queryable, below) => countBelow(queryable, kind, below),
  }));
}

interface Row {
  readonly place: string;
  readonly of: string;
  readonly bytes: Buffer;
  readonly version: number;
}

async function sealAnew(
  tx: Tx,
  { table, column, of, contextOf }: Kind,
  sealing: Sealing,
  below: number,
  max: number,
): Promise<number> {
  // A locked row stays in its place.
  const sql = `SELECT ctid::text AS place, ${of} AS of, ${column} AS bytes, seal_version AS version
                 FROM ${table} WHERE seal_version < $1 LIMIT $2 FOR UPDATE`;
  const { rows } = await tx.query<Row>(sql, [below, max]);
  for (const row of rows) {
    const fresh = await again(row, contextOf(row.of), sealing, below);
    await tx.query(`UPDATE ${table} SET ${column} = $2, seal_version = $3 WHERE ctid = $1::tid`, [
      row.place,
      Buffer.from(fresh.bytes),
      fresh.version,
    ]);
  }
  return rows.length;
}

/** A damaged row opens under no key: it is left as it is, and keeps none of them. */
async function again(
  row: Row,
  context: Uint8Array,
  sealing: Sealing,
  version: number,
): Promise<Sealed> {
  try {
    return await sealing.seal(await sealing.open(row, context), context);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { version, bytes: row.bytes };
  }
}

async function countBelow(db: Queryable, { table }: Kind, below: number): Promise<number> {
  const sql = `SELECT count(*)::int AS n FROM ${table} WHERE seal_version < $1`;
  return (await db.query<{ n: number }>(sql, [below])).rows[0]?.n ?? 0;
}
