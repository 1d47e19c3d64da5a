import type { Queryable, Tx } from '../../platform/db.ts';
import { ledgerLimits } from './limits.ts';

/** Something new that asks for room in a site's quarantine. */
export interface RoomRequest {
  readonly siteId: string;
  readonly code: string;
  readonly bytes: number;
}
/** Things of one site and one hour that were counted and not kept. */
export interface NotKept {
  readonly siteId: string;
  readonly hour: Date;
  readonly items: number;
  readonly bytes: number;
}

/**
 * True for what an enrolled device signed: it can't be invented by a relay, costs as much as any
 * event of that device does, and is somebody's data. It has no bound of its own.
 */
export function isVouched(code: string): boolean {
  return code === 'conflict' || code === 'fork' || code.startsWith('rejected_');
}

/** Takes room in the site's current hour. False: there is none, and it is only counted. */
export async function takeRoom(tx: Queryable, of: RoomRequest, now: Date): Promise<boolean> {
  if (isVouched(of.code)) return true;
  const hour = hourOf(now);
  const sql = `
    INSERT INTO ledger.quarantine_hours AS h (site_id, hour, items, bytes)
    VALUES ($1, $2, 1, $3)
    ON CONFLICT (site_id, hour) DO UPDATE SET items = h.items + 1, bytes = h.bytes + $3
      WHERE h.items < $4 AND h.bytes + $3 <= $5
    RETURNING 1`;
  const { quarantineItemsPerSiteHourMax, quarantineBytesPerSiteHourMax } = ledgerLimits;
  const bounds = [quarantineItemsPerSiteHourMax, quarantineBytesPerSiteHourMax];
  const taken = await tx.query(sql, [of.siteId, hour, of.bytes, ...bounds]);
  if (taken.rows.length > 0) return true;
  const count = `UPDATE ledger.quarantine_hours
                    SET items_not_kept = items_not_kept + 1, bytes_not_kept = bytes_not_kept + $3
                  WHERE site_id = $1 AND hour = $2`;
  await tx.query(count, [of.siteId, hour, of.bytes]);
  return false;
}

/** Ends the hours that are over; answers with those in which something was not kept. */
export async function closeQuarantineHours(tx: Tx, now: Date): Promise<NotKept[]> {
  const sql = `DELETE FROM ledger.quarantine_hours WHERE hour < $1
               RETURNING site_id AS "siteId", hour, items_not_kept AS items,
                         bytes_not_kept AS bytes`;
  const { rows } = await tx.query<NotKept>(sql, [hourOf(now)]);
  return rows
    .filter(({ items }) => items > 0)
    .toSorted((a, b) => a.hour.getTime() - b.hour.getTime() || (a.siteId < b.siteId ? -1 : 1));
}

const hourMs = 3_600_000;

function hourOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / hourMs) * hourMs);
}
