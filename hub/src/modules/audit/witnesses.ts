import {
  openAuditCheckpoint,
  ProtocolError,
  sameBytes,
  type AuditCheckpointStatement,
  type AuditWitness,
  type PublicKey,
} from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { checkpointsAfter, sealedThrough } from './chain-store.ts';
import { insertEntry } from './store.ts';

/** What a relay holds, as its signed tip tells it. */
export interface Testimony {
  readonly relayId: string;
  readonly siteId: string;
  readonly witness: AuditWitness;
}
export interface WitnessRow {
  readonly relayId: string;
  readonly siteId: string;
  readonly position: number;
  readonly seenAt: Date;
  readonly fault: string | null;
  readonly noticedAt: Date | null;
}

/**
 * Compares what a relay holds with what this database says, and puts a contradiction on record once.
 * Only what the hub itself signed counts: a relay can't make one up.
 * @returns why they don't agree; undefined: they do, or nothing was shown
 */
export async function noteWitness(
  tx: Tx,
  testimony: Testimony,
  hubKey: PublicKey,
  now: Date,
): Promise<string | undefined> {
  const { relayId, siteId, witness } = testimony;
  const said = statementOf(witness.checkpoint, hubKey);
  if (!said) return undefined;
  const fault = await faultOf(tx, said, witness, hubKey);
  const sql = `
    INSERT INTO audit.witnesses AS w (relay_id, site_id, position, seen_at, fault, noticed_at,
                                      checkpoint)
    VALUES ($1, $2, $3, $4::timestamptz, $5::text,
            CASE WHEN $5::text IS NULL THEN NULL ELSE $4::timestamptz END, $6)
    ON CONFLICT (relay_id) DO UPDATE
       SET site_id = $2, position = $3, seen_at = $4::timestamptz, fault = $5::text,
           checkpoint = $6,
           noticed_at = CASE WHEN $5::text IS NULL THEN NULL
                             ELSE coalesce(w.noticed_at, $4::timestamptz) END
    RETURNING noticed_at = $4::timestamptz AS "isNew"`;
  const checkpoint = Buffer.from(witness.checkpoint);
  const values = [relayId, siteId, said.position, now, fault ?? null, checkpoint];
  const { rows } = await tx.query<{ isNew: boolean | null }>(sql, values);
  if (fault !== undefined && rows[0]?.isNew === true) {
    const detail = { position: said.position, fault, checkpoint: checkpoint.toString('base64') };
    const actor = `relay:${relayId}`;
    await insertEntry(tx, { actor, action: 'audit.contradicted', subject: siteId, detail });
  }
  return fault;
}

function statementOf(
  envelope: Uint8Array,
  hubKey: PublicKey,
): AuditCheckpointStatement | undefined {
  if (envelope.length === 0) return undefined;
  try {
    return openAuditCheckpoint(envelope, hubKey);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

async function faultOf(
  db: Queryable,
  said: AuditCheckpointStatement,
  witness: AuditWitness,
  hubKey: PublicKey,
): Promise<string | undefined> {
  const { position } = said;
  const sealed = await sealedThrough(db);
  if (position > sealed) return `the relay knows ${position} entries, and ${sealed} are here`;
  const [own] = await checkpointsAfter(db, position - 1, 1);
  if (own?.position !== position) return `the checkpoint of position ${position} is gone`;
  const here = statementOf(own.envelope, hubKey);
  if (!here || !sameBytes(here.root, said.root) || !sameBytes(here.hash, said.hash)) {
    return `the checkpoint of position ${position} says otherwise here`;
  }
  const { contradicting } = witness;
  if (contradicting === 0) return undefined;
  return `the relay was sent ${contradicting} checkpoints that do not continue what it holds`;
}

/** What relays hold, those that contradict first. */
export async function witnesses(db: Queryable): Promise<WitnessRow[]> {
  const sql = `SELECT relay_id AS "relayId", site_id AS "siteId", position, seen_at AS "seenAt",
                      fault, noticed_at AS "noticedAt"
                 FROM audit.witnesses ORDER BY fault IS NULL, site_id, relay_id LIMIT 1000`;
  return (await db.query<WitnessRow>(sql)).rows;
}

/** From which position a proof to a site has to lead: the least that a relay of it holds. */
export async function heldBySites(db: Queryable): Promise<Map<string, number>> {
  const sql = `SELECT site_id AS "siteId", min(position) AS position
                 FROM audit.witnesses GROUP BY 1`;
  const { rows } = await db.query<{ siteId: string; position: number }>(sql);
  return new Map(rows.map((row) => [row.siteId, row.position]));
}
