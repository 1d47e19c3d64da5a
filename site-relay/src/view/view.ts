import { lanes, type DeviceId } from '@eucora/protocol';
import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import type { Journals } from '../journal/journals.ts';
import type { Receipts } from '../uplink/receipts.ts';

export interface DeviceRow {
  readonly device_id: string;
  readonly simulated: boolean;
  readonly run: string;
  readonly journalled: number;
  readonly committed: number;
  readonly last_contact_at: string | null;
}
export interface LaneRow {
  readonly incarnation: string;
  readonly current: boolean;
  readonly lane: string;
  readonly position: number;
  readonly sealed_through: number;
  readonly committed_through: number;
  readonly safe_through: number;
  readonly oldest_held: number;
  readonly held_segments: number;
  readonly held_bytes: number;
  readonly pending_batches: number;
  readonly pending_bytes: number;
}

const schema = `
CREATE TABLE devices (
  device_id TEXT PRIMARY KEY, simulated INTEGER NOT NULL, run TEXT NOT NULL,
  journalled INTEGER NOT NULL, committed INTEGER NOT NULL, last_contact_ms INTEGER
);
CREATE INDEX devices_last_contact ON devices (last_contact_ms);
CREATE TABLE lanes (
  incarnation TEXT NOT NULL, number INTEGER NOT NULL, current INTEGER NOT NULL, lane TEXT NOT NULL,
  position INTEGER NOT NULL, sealed_through INTEGER NOT NULL, committed_through INTEGER NOT NULL,
  safe_through INTEGER NOT NULL, oldest_held INTEGER NOT NULL, held_segments INTEGER NOT NULL,
  held_bytes INTEGER NOT NULL, pending_batches INTEGER NOT NULL, pending_bytes INTEGER NOT NULL,
  PRIMARY KEY (incarnation, lane)
);
CREATE TABLE cache (kind TEXT PRIMARY KEY, items INTEGER NOT NULL, bytes INTEGER NOT NULL);`;

const upsertDevice = `
INSERT INTO devices VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (device_id) DO UPDATE SET journalled = excluded.journalled,
  committed = excluded.committed,
  last_contact_ms = max(coalesce(excluded.last_contact_ms, 0), coalesce(last_contact_ms, 0))`;

/**
 * A queryable picture of the journal, held in memory and made anew at every start. Contacts are
 * collected and written when somebody looks, so that taking a batch costs no SQL.
 */
export class View implements Disposable {
  readonly #db: Database;
  readonly #journals: Journals;
  readonly #receipts: Receipts;
  #contacts = new Map<DeviceId, number>();

  private constructor(db: Database, journals: Journals, receipts: Receipts) {
    this.#db = db;
    this.#journals = journals;
    this.#receipts = receipts;
  }

  static async build(journals: Journals, receipts: Receipts): Promise<View> {
    const sql = await initSqlJs();
    const db = new sql.Database();
    db.run(schema);
    const view = new View(db, journals, receipts);
    view.#writeDevices([...journals.current.devices.values()].map((d) => d.enrolment.deviceId));
    return view;
  }

  /** A device was heard. */
  touch(deviceId: DeviceId): void {
    this.#contacts.set(deviceId, Date.now());
  }

  /** Brings the tables up to date with what happened since the last call. */
  refresh(): void {
    const heard = this.#contacts;
    this.#writeDevices([...heard.keys()]);
    this.#contacts = new Map();
    this.#writeLanes();
  }

  #writeDevices(deviceIds: readonly DeviceId[]): void {
    if (deviceIds.length === 0) return;
    const { devices } = this.#journals.current;
    const sums = this.#sumStreams(new Set(deviceIds));
    this.#db.run('BEGIN');
    const statement = this.#db.prepare(upsertDevice);
    for (const deviceId of deviceIds) {
      const device = devices.get(deviceId);
      if (!device) continue;
      const { simulated, run } = device.enrolment;
      const { journalled, committed } = sums.get(deviceId) ?? { journalled: 0, committed: 0 };
      const heardMs = this.#contacts.get(deviceId) ?? null;
      statement.run([deviceId, simulated ? 1 : 0, run, journalled, committed, heardMs]);
    }
    statement.free();
    this.#db.run('COMMIT');
  }

  #sumStreams(wanted: ReadonlySet<DeviceId>) {
    const sums = new Map<DeviceId, { journalled: number; committed: number }>();
    for (const stream of this.#journals.current.streams.values()) {
      if (!wanted.has(stream.deviceId) || !stream.durable) continue;
      const sum = sums.get(stream.deviceId) ?? { journalled: 0, committed: 0 };
      const before = stream.from - 1;
      sum.journalled += stream.durable.through - before;
      sum.committed += Math.max(0, Math.min(stream.committed, stream.durable.through) - before);
      sums.set(stream.deviceId, sum);
    }
    return sums;
  }

  #writeLanes(): void {
    const { current, sources } = this.#journals;
    this.#db.run('BEGIN');
    this.#db.run('DELETE FROM lanes');
    let segments = 0;
    let bytes = 0;
    for (const [number, source] of sources.entries()) {
      const live = source.incarnation === current.incarnation;
      for (const lane of lanes) {
        const head = source.heads[lane];
        const held = source.segments.held(lane);
        const receipt = this.#receipts.laneOf(source.incarnation, lane);
        const load = live ? current.load(lane) : { pendingBatches: 0, pendingBytes: 0 };
        const heldBytes = source.segments.bytesOf(lane);
        segments += held.size;
        bytes += heldBytes;
        this.#db.run(`INSERT INTO lanes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
          source.incarnation,
          number,
          live ? 1 : 0,
          lane,
          head.position,
          head.sealedThrough,
          receipt?.committedThrough ?? 0,
          receipt?.safeThrough ?? 0,
          source.segments.oldestHeld(lane),
          held.size,
          heldBytes,
          load.pendingBatches,
          load.pendingBytes,
        ]);
      }
    }
    this.#db.run('INSERT OR REPLACE INTO cache VALUES (?, ?, ?)', ['segments', segments, bytes]);
    this.#db.run('COMMIT');
  }

  /** How many devices there are, simulated ones among them, and heard since a time. */
  deviceCounts(sinceMs: number): { total: number; simulated: number; heard: number } {
    const [row] = this.#rows(
      `SELECT count(*) AS total, coalesce(sum(simulated), 0) AS simulated,
              coalesce(sum(last_contact_ms >= ?), 0) AS heard FROM devices`,
      [sinceMs],
    );
    return {
      total: Number(row?.['total'] ?? 0),
      simulated: Number(row?.['simulated'] ?? 0),
      heard: Number(row?.['heard'] ?? 0),
    };
  }

  /** Devices, last heard first; `search` is the beginning of an id or of a run's name. */
  devices(limit: number, search = '', offset = 0): DeviceRow[] {
    return this.#rows(
      `SELECT * FROM devices WHERE device_id LIKE ? OR run LIKE ?
        ORDER BY last_contact_ms DESC NULLS LAST, device_id LIMIT ? OFFSET ?`,
      [`${search}%`, `${search}%`, limit, offset],
    ).map((row) => ({
      device_id: String(row['device_id']),
      simulated: row['simulated'] === 1,
      run: String(row['run']),
      journalled: Number(row['journalled']),
      committed: Number(row['committed']),
      last_contact_at: isoOrNull(row['last_contact_ms']),
    }));
  }

  /** All lanes of all journals held, the current journal first. */
  lanes(): LaneRow[] {
    return this.#rows('SELECT * FROM lanes ORDER BY number DESC, rowid').map((row) => ({
      incarnation: String(row['incarnation']),
      current: row['current'] === 1,
      lane: String(row['lane']),
      position: Number(row['position']),
      sealed_through: Number(row['sealed_through']),
      committed_through: Number(row['committed_through']),
      safe_through: Number(row['safe_through']),
      oldest_held: Number(row['oldest_held']),
      held_segments: Number(row['held_segments']),
      held_bytes: Number(row['held_bytes']),
      pending_batches: Number(row['pending_batches']),
      pending_bytes: Number(row['pending_bytes']),
    }));
  }

  #rows(sql: string, values: SqlValue[] = []): Record<string, SqlValue>[] {
    const statement = this.#db.prepare(sql);
    try {
      statement.bind(values);
      const out: Record<string, SqlValue>[] = [];
      while (statement.step()) out.push(statement.getAsObject());
      return out;
    } finally {
      statement.free();
    }
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }
}

function isoOrNull(value: SqlValue | undefined): string | null {
  return typeof value === 'number' ? new Date(value).toISOString() : null;
}
