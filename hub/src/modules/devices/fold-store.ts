import { hash } from 'node:crypto';
import { softwareId, type Fact, type SoftwareItem } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { hexArray, numberArray, parseNumberArray } from '../../platform/sql-arrays.ts';
import type { IncarnationNode } from './incarnations.ts';
import type { InventoryProgress, PendingInventory } from './inventory-fold.ts';

const hexBytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** Moves the last event of devices forward. */
export async function advanceActivity(
  tx: Tx,
  rows: readonly { readonly no: number; readonly at: Date }[],
): Promise<void> {
  const sql = `UPDATE devices.activity a SET last_event_at = u.at
                 FROM unnest($1::int4[], $2::timestamptz[]) AS u (no, at)
                WHERE a.device_no = u.no AND a.last_event_at < u.at`;
  await tx.query(sql, [rows.map((row) => row.no), rows.map((row) => row.at)]);
}

export interface SeenIncarnation extends IncarnationNode {
  readonly no: number;
}
/** An incarnation as a batch shows it: when and in which boot that batch was cut. */
export interface BegunIncarnation {
  readonly no: number;
  readonly incarnation: string;
  readonly parent: string | null;
  readonly cutAt: Date;
  readonly bootId: string | null;
}

/**
 * Notes incarnations, their parents and their beginnings (that of the batch that was cut first);
 * answers with the devices whose tree this changed.
 */
export async function noteIncarnations(
  tx: Tx,
  seen: readonly BegunIncarnation[],
): Promise<number[]> {
  const sql = `
    INSERT INTO devices.incarnations AS i (device_no, incarnation, parent, began_at, boot_id)
    SELECT s.no, s.incarnation, s.parent, s.at, s.boot
      FROM unnest($1::int4[], $2::bytea[], $3::bytea[], $4::timestamptz[], $5::bytea[])
             AS s (no, incarnation, parent, at, boot)
      LEFT JOIN devices.incarnations known
        ON known.device_no = s.no AND known.incarnation = s.incarnation
     WHERE known.device_no IS NULL OR (known.parent IS NULL AND s.parent IS NOT NULL)
        OR s.at < known.began_at
    ON CONFLICT (device_no, incarnation) DO UPDATE
      SET parent = coalesce(i.parent, EXCLUDED.parent),
          boot_id = CASE WHEN EXCLUDED.began_at < i.began_at THEN EXCLUDED.boot_id
                         ELSE i.boot_id END,
          began_at = least(i.began_at, EXCLUDED.began_at)
    RETURNING device_no AS no`;
  const { rows } = await tx.query<{ no: number }>(sql, [
    seen.map((row) => row.no),
    seen.map((row) => hexBytes(row.incarnation)),
    seen.map((row) => (row.parent === null ? null : hexBytes(row.parent))),
    seen.map((row) => row.cutAt),
    seen.map((row) => (row.bootId === null ? null : hexBytes(row.bootId))),
  ]);
  return rows.map((row) => row.no);
}

export async function selectIncarnations(
  tx: Queryable,
  nos: readonly number[],
): Promise<SeenIncarnation[]> {
  const sql = `SELECT device_no AS no, encode(incarnation, 'hex') AS incarnation,
                      encode(parent, 'hex') AS parent, began_at AS "beganAt", aside,
                      encode(boot_id, 'hex') AS "bootId"
                 FROM devices.incarnations WHERE device_no = ANY($1)`;
  return (await tx.query<SeenIncarnation>(sql, [nos])).rows;
}

interface ProgressRow {
  readonly no: number;
  readonly incarnation: string;
  readonly seq: number | null;
  readonly hash: string | null;
  readonly at: Date | null;
  readonly facts: Fact[];
  readonly items: string;
  readonly pending: PendingInventory[];
}

/** One life of a device, as its inventory is kept. */
export interface InventoryLine {
  readonly no: number;
  readonly incarnation: string;
}
export const lineKey = ({ no, incarnation }: InventoryLine): string => `${no}/${incarnation}`;

/** Where the inventories of these incarnations stand, by `lineKey`. */
export async function selectProgress(
  tx: Tx,
  lines: readonly InventoryLine[],
): Promise<Map<string, InventoryProgress>> {
  const sql = `SELECT i.device_no AS no, encode(i.incarnation, 'hex') AS incarnation, i.seq,
                      encode(i.hash, 'hex') AS hash, i.at, i.facts, i.items::text AS items,
                      i.pending
                 FROM unnest($1::int4[], $2::bytea[]) AS l (no, incarnation)
                 JOIN devices.inventories i
                   ON i.device_no = l.no AND i.incarnation = l.incarnation`;
  const { rows } = await tx.query<ProgressRow>(sql, [
    numberArray(lines.map((line) => line.no)),
    hexArray(lines.map((line) => line.incarnation)),
  ]);
  return new Map(rows.map((row) => [lineKey(row), progressFrom(row)]));
}

function progressFrom(row: ProgressRow): InventoryProgress {
  const { seq, hash: digest, at, facts, pending } = row;
  if (seq === null || digest === null || at === null) return { current: null, pending };
  const items = new Set(parseNumberArray(row.items));
  return { current: { seq, atMs: at.getTime(), hash: digest, facts, items }, pending };
}

/** A life's inventory as it is to be written, its items by their numbers. */
export interface InventoryRow extends InventoryLine {
  readonly progress: InventoryProgress;
  readonly items: readonly number[];
}

/** Writes where inventories stand now. */
export async function upsertProgress(tx: Tx, rows: readonly InventoryRow[]): Promise<void> {
  const sql = `
    INSERT INTO devices.inventories
      (device_no, incarnation, seq, hash, at, facts, items, pending, pending_deltas)
    SELECT no, incarnation, seq, hash, at, facts::jsonb, items::int4[], pending::jsonb, deltas
      FROM unnest($1::int4[], $2::bytea[], $3::int8[], $4::bytea[], $5::timestamptz[], $6::text[],
                  $7::text[], $8::text[], $9::int4[])
        AS r (no, incarnation, seq, hash, at, facts, items, pending, deltas)
    ON CONFLICT (device_no, incarnation) DO UPDATE
      SET seq = EXCLUDED.seq, hash = EXCLUDED.hash, at = EXCLUDED.at, facts = EXCLUDED.facts,
          items = EXCLUDED.items, pending = EXCLUDED.pending,
          pending_deltas = EXCLUDED.pending_deltas`;
  const current = rows.map(({ progress }) => progress.current);
  await tx.query(sql, [
    numberArray(rows.map((row) => row.no)),
    hexArray(rows.map((row) => row.incarnation)),
    current.map((known) => known?.seq ?? null),
    current.map((known) => known && hexBytes(known.hash)),
    current.map((known) => known && new Date(known.atMs)),
    current.map((known) => JSON.stringify(known?.facts ?? [])),
    rows.map((row) => numberArray(row.items)),
    rows.map(({ progress }) => JSON.stringify(progress.pending)),
    numberArray(rows.map(({ progress }) => progress.pending.filter(isDelta).length)),
  ]);
}

const isDelta = (event: PendingInventory): boolean => !event.full;

/** Identity of a software item across the fleet, as hex. */
export function itemKey(item: SoftwareItem): string {
  return hash('sha256', softwareId(item), 'hex');
}

/** The numbers of the software items that have one, by key. */
export async function findItems(tx: Tx, keys: readonly string[]): Promise<Map<string, number>> {
  const sql = `SELECT array_agg(id)::text AS ids, string_agg(encode(key, 'hex'), ',') AS keys
                 FROM devices.software_items WHERE key = ANY($1::bytea[])`;
  type Row = { ids: string | null; keys: string | null };
  const [row] = (await tx.query<Row>(sql, [hexArray(keys)])).rows;
  if (!row?.ids || !row.keys) return new Map();
  const ids = parseNumberArray(row.ids);
  return new Map(row.keys.split(',').map((key, i) => [key, ids[i]!]));
}

/**
 * Gives numbers to software items that nobody had. Another transaction may be giving them at the
 * same time: all go in the order of keys, so that they wait for each other one way only.
 */
export async function numberItems(
  tx: Tx,
  items: ReadonlyMap<string, SoftwareItem>,
): Promise<Map<string, number>> {
  if (items.size === 0) return new Map();
  await insertItems(
    tx,
    [...items].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  return findItems(tx, [...items.keys()]);
}

async function insertItems(
  tx: Tx,
  items: readonly (readonly [key: string, item: SoftwareItem])[],
): Promise<void> {
  const sql = `INSERT INTO devices.software_items
                 (key, name, version, source, architecture, publisher)
               SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[],
                                    $6::text[])
               ON CONFLICT (key) DO NOTHING`;
  await tx.query(sql, [
    hexArray(items.map(([key]) => key)),
    items.map(([, item]) => item.name),
    items.map(([, item]) => item.version),
    items.map(([, item]) => item.source),
    items.map(([, item]) => item.architecture),
    items.map(([, item]) => item.publisher),
  ]);
}

export interface InventoryHead {
  readonly no: number;
  readonly incarnation: string;
  readonly hash: Buffer;
  readonly at: Date;
  readonly facts: readonly Fact[];
  readonly softwareCount: number;
}

/** The complete inventories of devices, by incarnation. */
export async function selectHeads(tx: Queryable, nos: readonly number[]): Promise<InventoryHead[]> {
  const sql = `SELECT device_no AS no, encode(incarnation, 'hex') AS incarnation, hash, at, facts,
                      cardinality(items) AS "softwareCount"
                 FROM devices.inventories WHERE device_no = ANY($1) AND seq IS NOT NULL`;
  return (await tx.query<InventoryHead>(sql, [nos])).rows;
}

export interface DeviceSummary {
  readonly no: number;
  readonly incarnation: string | null;
  readonly head: InventoryHead | undefined;
  readonly os: string | null;
}

export async function updateSummaries(tx: Tx, summaries: readonly DeviceSummary[]): Promise<void> {
  const sql = `
    UPDATE devices.devices d
       SET current_incarnation = u.incarnation, inventory_incarnation = u.inventory, os = u.os,
           software_count = u.software, inventory_hash = u.hash, inventory_at = u.at
      FROM unnest($1::int4[], $2::bytea[], $3::bytea[], $4::text[], $5::int4[], $6::bytea[],
                  $7::timestamptz[]) AS u (no, incarnation, inventory, os, software, hash, at)
     WHERE d.no = u.no`;
  const bytes = (hex: string | null | undefined): Buffer | null => (hex ? hexBytes(hex) : null);
  await tx.query(sql, [
    summaries.map((row) => row.no),
    summaries.map((row) => bytes(row.incarnation)),
    summaries.map((row) => bytes(row.head?.incarnation)),
    summaries.map((row) => row.os),
    summaries.map((row) => row.head?.softwareCount ?? null),
    summaries.map((row) => row.head?.hash ?? null),
    summaries.map((row) => row.head?.at ?? null),
  ]);
}
