import { createHash } from 'node:crypto';
import { softwareId, type Fact, type SoftwareItem } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
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

/** Notes incarnations and their parents; answers with the devices whose tree this changed. */
export async function noteIncarnations(
  tx: Tx,
  seen: readonly SeenIncarnation[],
): Promise<number[]> {
  const sql = `
    INSERT INTO devices.incarnations AS i (device_no, incarnation, parent)
    SELECT s.no, s.incarnation, s.parent
      FROM unnest($1::int4[], $2::bytea[], $3::bytea[]) AS s (no, incarnation, parent)
      LEFT JOIN devices.incarnations known
        ON known.device_no = s.no AND known.incarnation = s.incarnation
     WHERE known.device_no IS NULL OR (known.parent IS NULL AND s.parent IS NOT NULL)
    ON CONFLICT (device_no, incarnation) DO UPDATE SET parent = EXCLUDED.parent
    RETURNING device_no AS no`;
  const { rows } = await tx.query<{ no: number }>(sql, [
    seen.map((row) => row.no),
    seen.map((row) => hexBytes(row.incarnation)),
    seen.map((row) => (row.parent === null ? null : hexBytes(row.parent))),
  ]);
  return rows.map((row) => row.no);
}

export async function selectIncarnations(
  tx: Queryable,
  nos: readonly number[],
): Promise<SeenIncarnation[]> {
  const sql = `SELECT device_no AS no, encode(incarnation, 'hex') AS incarnation,
                      encode(parent, 'hex') AS parent
                 FROM devices.incarnations WHERE device_no = ANY($1)`;
  return (await tx.query<SeenIncarnation>(sql, [nos])).rows;
}

/** One incarnation of one device, whose inventory is a line of its own. */
export interface InventoryLine {
  readonly no: number;
  readonly incarnation: string;
}
/** Key of a line in maps. */
export const lineKey = ({ no, incarnation }: InventoryLine): string => `${no}/${incarnation}`;

interface ProgressRow extends InventoryLine {
  readonly seq: number | null;
  readonly hash: Buffer | null;
  readonly at: Date | null;
  readonly facts: Fact[];
  readonly items: number[];
  readonly pending: PendingInventory[];
}
/** Where inventories stand, and the numbers of the items in them, by the items themselves. */
export interface LoadedProgress {
  readonly byLine: ReadonlyMap<string, InventoryProgress>;
  readonly idOf: ReadonlyMap<SoftwareItem, number>;
}

/** Where the inventories of these lines stand; of a new line nothing is known. */
export async function selectProgress(
  tx: Tx,
  lines: readonly InventoryLine[],
): Promise<LoadedProgress> {
  const sql = `
    SELECT i.device_no AS no, encode(i.incarnation, 'hex') AS incarnation, i.seq, i.hash, i.at,
           i.facts, i.items, i.pending
      FROM unnest($1::int4[], $2::bytea[]) AS wanted (no, incarnation)
      JOIN devices.inventories i
        ON i.device_no = wanted.no AND i.incarnation = wanted.incarnation`;
  const { rows } = await tx.query<ProgressRow>(sql, [
    lines.map((line) => line.no),
    lines.map((line) => hexBytes(line.incarnation)),
  ]);
  const items = await selectItems(tx, [...new Set(rows.flatMap((row) => row.items))]);
  const byLine = new Map(rows.map((row) => [lineKey(row), progressOf(row, items)]));
  return { byLine, idOf: new Map([...items].map(([id, item]) => [item, id])) };
}

function progressOf(
  { seq, hash, at, facts, items, pending }: ProgressRow,
  known: ReadonlyMap<number, SoftwareItem>,
): InventoryProgress {
  if (seq === null || hash === null || at === null) return { current: null, pending };
  const software = items.flatMap((id) => known.get(id) ?? []);
  const current = { seq, atMs: at.getTime(), hash: hash.toString('hex') };
  return { current: { ...current, state: { facts, software } }, pending };
}

async function selectItems(tx: Tx, ids: readonly number[]): Promise<Map<number, SoftwareItem>> {
  const sql = `SELECT id, name, version, source, architecture, publisher
                 FROM devices.software_items WHERE id = ANY($1)`;
  const { rows } = await tx.query<SoftwareItem & { id: number }>(sql, [ids]);
  return new Map(rows.map(({ id, ...item }) => [id, item]));
}

export interface ProgressChange extends InventoryLine {
  readonly progress: InventoryProgress;
  readonly items: readonly number[];
}

/** Writes where inventories stand. The devices' rows are locked. */
export async function upsertProgress(tx: Tx, changes: readonly ProgressChange[]): Promise<void> {
  const sql = `
    INSERT INTO devices.inventories
      (device_no, incarnation, seq, hash, at, facts, items, pending, pending_deltas)
    SELECT no, incarnation, seq, hash, at, facts, items::int4[], pending, deltas
      FROM unnest($1::int4[], $2::bytea[], $3::int8[], $4::bytea[], $5::timestamptz[],
                  $6::jsonb[], $7::text[], $8::jsonb[], $9::int4[])
        AS given (no, incarnation, seq, hash, at, facts, items, pending, deltas)
    ON CONFLICT (device_no, incarnation) DO UPDATE
      SET seq = EXCLUDED.seq, hash = EXCLUDED.hash, at = EXCLUDED.at, facts = EXCLUDED.facts,
          items = EXCLUDED.items, pending = EXCLUDED.pending,
          pending_deltas = EXCLUDED.pending_deltas`;
  const currents = changes.map(({ progress }) => progress.current);
  await tx.query(sql, [
    changes.map((change) => change.no),
    changes.map((change) => hexBytes(change.incarnation)),
    currents.map((current) => current?.seq ?? null),
    currents.map((current) => (current === null ? null : hexBytes(current.hash))),
    currents.map((current) => (current === null ? null : new Date(current.atMs))),
    currents.map((current) => JSON.stringify(current?.state.facts ?? [])),
    changes.map((change) => `{${change.items.join(',')}}`),
    changes.map(({ progress }) => JSON.stringify(progress.pending)),
    changes.map(({ progress }) => progress.pending.filter((event) => !event.full).length),
  ]);
}

/** The fleet-wide number of each software item, giving one to those that are new. */
export async function itemIds(
  tx: Tx,
  items: readonly SoftwareItem[],
): Promise<ReadonlyMap<SoftwareItem, number>> {
  if (items.length === 0) return new Map();
  const keyOf = new Map(items.map((item) => [item, itemKey(item)]));
  const byKey = new Map([...keyOf].map(([item, key]) => [key, item]));
  const found = await findItems(tx, [...byKey.keys()]);
  const missing = [...byKey].filter(([key]) => !found.has(key));
  if (missing.length > 0) {
    // In the order of keys, like everybody, so that two commits wait for each other one way only.
    await insertItems(
      tx,
      missing.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
    const made = await findItems(
      tx,
      missing.map(([key]) => key),
    );
    for (const [key, id] of made) found.set(key, id);
  }
  const numbered = [...keyOf].flatMap(([item, key]) => {
    const id = found.get(key);
    return id === undefined ? [] : [[item, id] as const];
  });
  return new Map(numbered);
}

/** Identity of a software item across the fleet, as hex. */
function itemKey(item: SoftwareItem): string {
  return createHash('sha256').update(softwareId(item)).digest('hex');
}

async function findItems(tx: Tx, keys: readonly string[]): Promise<Map<string, number>> {
  const sql = `SELECT id, encode(key, 'hex') AS key FROM devices.software_items
                WHERE key = ANY($1)`;
  const { rows } = await tx.query<{ id: number; key: string }>(sql, [keys.map(hexBytes)]);
  return new Map(rows.map((row) => [row.key, row.id]));
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
    items.map(([key]) => hexBytes(key)),
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
