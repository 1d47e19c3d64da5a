import {
  openAuditCheckpoint,
  ProtocolError,
  sameBytes,
  type AuditCheckpointStatement,
  type AuditWitness,
  type Believed,
} from '@eucora/protocol';
import type { Database, Queryable, Tx } from '../../platform/db.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { checkpointsAfter, sealedThrough, type CheckpointRow } from './chain-store.ts';
import { entryDays } from './retention.ts';
import { chainJoin, insertEntry, unsealedSql, whereUnsealed } from './store.ts';

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
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedReason: string | null;
}

/**
 * Compares what a relay holds with what this database says, and puts a contradiction on record once.
 * Only what the hub itself signed counts: a relay can't make one up.
 * @returns why they don't agree; undefined: they do, or nothing was shown
 */
export async function noteWitness(
  tx: Tx,
  testimony: Testimony,
  hubKey: Believed,
  now: Date,
): Promise<string | undefined> {
  const { relayId, siteId, witness } = testimony;
  const said = statementOf(witness.checkpoint, hubKey);
  if (!said) return undefined;
  const fault = await faultOf(tx, said, witness, hubKey);
  // Someone who accepted a contradiction accepted that of this checkpoint, and of no other.
  const isSame = `$5::text IS NOT NULL AND w.checkpoint = $6`;
  const sql = `
    INSERT INTO audit.witnesses AS w (relay_id, site_id, position, seen_at, fault, noticed_at,
                                      checkpoint)
    VALUES ($1, $2, $3, $4::timestamptz, $5::text,
            CASE WHEN $5::text IS NULL THEN NULL ELSE $4::timestamptz END, $6)
    ON CONFLICT (relay_id) DO UPDATE
       SET site_id = $2, position = $3, seen_at = $4::timestamptz, fault = $5::text,
           checkpoint = $6,
           acknowledged_at = CASE WHEN ${isSame} THEN w.acknowledged_at END,
           acknowledged_by = CASE WHEN ${isSame} THEN w.acknowledged_by END,
           acknowledged_reason = CASE WHEN ${isSame} THEN w.acknowledged_reason END,
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

function statementOf(envelope: Uint8Array, hubKey: Believed): AuditCheckpointStatement | undefined {
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
  hubKey: Believed,
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

/** A checkpoint as a relay holds it, signed by this hub. */
export interface HeldStatement {
  readonly relayId: string;
  readonly said: AuditCheckpointStatement;
  /** It is marked as explained, and the record does not say so. */
  readonly isMarked: boolean;
}

/*
 * The mark alone explains nothing, since whoever owns the database can set it: the entry that was
 * written with it has to be there. One that is older than entries are kept is taken at its word,
 * if the checkpoint is older still.
 */
const heldText = `translate(encode(w.checkpoint, 'base64'), E'\\n', '')`;
const saysSo = `e.action = 'audit.acknowledged' AND e.subject = 'relay:' || w.relay_id
     AND e.actor = w.acknowledged_by AND e.detail ->> 'reason' = w.acknowledged_reason
     AND e.detail ->> 'position' = w.position::text
     AND coalesce(e.detail ->> 'checkpoint', ${heldText}) = ${heldText}`;
const bySealed = `EXISTS (
  SELECT FROM audit.chain AS c JOIN audit.entries AS e ${chainJoin}
   WHERE c.action = 'audit.acknowledged' AND c.subject = 'relay:' || w.relay_id AND ${saysSo})`;
const explainedSql = `(w.acknowledged_at IS NOT NULL AND ${bySealed})`;
/** The same with what is not sealed yet, given as the parameters from this one on. */
const explainedNowSql = (from: number): string => `(w.acknowledged_at IS NOT NULL AND (${bySealed}
  OR EXISTS (SELECT FROM ${unsealedSql(from)} AS e WHERE ${saysSo})))`;

/**
 * What relays hold from a position on, each checkpoint once. Contradictions that somebody explained
 * by a sealed entry are left out: they stand in the record as what they are.
 */
export async function heldStatements(
  db: Queryable,
  hubKey: Believed,
  from: number,
  through?: number,
): Promise<HeldStatement[]> {
  const sql = `SELECT min(relay_id) AS "relayId", checkpoint,
                      max(acknowledged_at) AS "markedAt",
                      coalesce(max(acknowledged_at) < now() - interval '${entryDays} days', false)
                        AS "isOld"
                 FROM audit.witnesses AS w
                WHERE position >= $1 AND ($2::int8 IS NULL OR position <= $2)
                  AND NOT ${explainedSql}
                GROUP BY checkpoint ORDER BY min(position), 1`;
  type Row = { relayId: string; checkpoint: Buffer; markedAt: Date | null; isOld: boolean };
  const { rows } = await db.query<Row>(sql, [from, through ?? null]);
  return rows.flatMap(({ relayId, checkpoint, markedAt, isOld }) => {
    const said = statementOf(checkpoint, hubKey);
    if (!said || (isOld && said.issuedMs <= (markedAt?.getTime() ?? 0))) return [];
    return [{ relayId, said, isMarked: markedAt !== null }];
  });
}

/** What relays hold, those that contradict first; of all sites, or of those that may be seen. */
export async function witnesses(
  db: Queryable,
  visible: readonly string[] | null = null,
): Promise<WitnessRow[]> {
  const sql = `SELECT relay_id AS "relayId", site_id AS "siteId", position, seen_at AS "seenAt",
                      fault, noticed_at AS "noticedAt",
                      CASE WHEN explained THEN acknowledged_at END AS "acknowledgedAt",
                      acknowledged_by AS "acknowledgedBy",
                      acknowledged_reason AS "acknowledgedReason"
                 FROM (SELECT w.*, ${explainedNowSql(2)} AS explained
                         FROM audit.witnesses AS w) AS w
                WHERE $1::text[] IS NULL OR site_id = ANY($1)
                ORDER BY fault IS NULL, explained, site_id, relay_id LIMIT 1000`;
  const { above, bounds } = await whereUnsealed(db);
  return (await db.query<WitnessRow>(sql, [visible, above, ...bounds])).rows;
}

/**
 * Takes a contradiction as explained, after a restore from a backup: it stays told, and is no alarm
 * any more until the relay shows another one.
 * @throws NotFoundError; ConflictError when the relay does not contradict, or it was done before
 */
export async function acknowledge(
  deps: { readonly db: Database; readonly now: () => Date },
  relayId: string,
  reason: string,
  actor: string,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const sql = `SELECT site_id AS "siteId", position, fault, checkpoint,
                        ${explainedNowSql(2)} AS explained
                   FROM audit.witnesses AS w WHERE relay_id = $1 FOR UPDATE`;
    type Row = Pick<WitnessRow, 'siteId' | 'position' | 'fault'> & {
      readonly checkpoint: Buffer;
      readonly explained: boolean;
    };
    const { above, bounds } = await whereUnsealed(tx);
    const [row] = (await tx.query<Row>(sql, [relayId, above, ...bounds])).rows;
    if (!row) throw new NotFoundError('witness', relayId);
    if (row.fault === null) {
      throw new ConflictError('This relay agrees with the record; there is nothing to explain.');
    }
    if (row.explained) {
      throw new ConflictError('This contradiction was explained before; read it again.');
    }
    const update = `UPDATE audit.witnesses SET acknowledged_at = $2, acknowledged_by = $3,
                      acknowledged_reason = $4 WHERE relay_id = $1`;
    await tx.query(update, [relayId, deps.now(), actor, reason]);
    const { siteId: site, position, fault } = row;
    const checkpoint = row.checkpoint.toString('base64');
    const detail = { site, position, fault, reason, checkpoint };
    const subject = `relay:${relayId}`;
    await insertEntry(tx, { actor, action: 'audit.acknowledged', subject, detail });
  });
}

const sitesNamedMax = 50;

/** A checkpoint, and the sites whose relays hold it or a later one that continues it. */
export interface WitnessedCheckpoint extends CheckpointRow {
  /** The first of them by name. */
  readonly sites: readonly string[];
  readonly sitesTotal: number;
}

/** Checkpoints newest first, below `before`; witnesses of all sites, or of those that may be seen. */
export async function witnessedCheckpoints(
  db: Queryable,
  before: number | null,
  limit: number,
  visible: readonly string[] | null,
): Promise<WitnessedCheckpoint[]> {
  const sql = `SELECT c.position, c.at, c.envelope, w.sites, w.total AS "sitesTotal"
                 FROM (SELECT position, at, envelope FROM audit.checkpoints
                        WHERE $1::int8 IS NULL OR position < $1
                        ORDER BY position DESC LIMIT $2) AS c
                CROSS JOIN LATERAL (
                  SELECT coalesce((array_agg(DISTINCT site_id ORDER BY site_id))
                                  [1:${sitesNamedMax}], '{}') AS sites,
                         count(DISTINCT site_id) AS total
                    FROM audit.witnesses
                   WHERE position >= c.position AND fault IS NULL
                     AND ($3::text[] IS NULL OR site_id = ANY($3))) AS w
                ORDER BY c.position DESC`;
  return (await db.query<WitnessedCheckpoint>(sql, [before, limit, visible])).rows;
}

/** From which position a proof to a site has to lead: the least that a relay of it holds. */
export async function heldBySites(db: Queryable): Promise<Map<string, number>> {
  const sql = `SELECT site_id AS "siteId", min(position) AS position
                 FROM audit.witnesses GROUP BY 1`;
  const { rows } = await db.query<{ siteId: string; position: number }>(sql);
  return new Map(rows.map((row) => [row.siteId, row.position]));
}
