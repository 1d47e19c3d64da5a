import type { Queryable, Tx } from '../../../platform/db.ts';
import type { Scanner, ScanResult, ScanStatus } from './results.ts';

export interface ScanRow {
  readonly scanner: Scanner;
  readonly at: Date;
  readonly status: ScanStatus;
  readonly detail: string;
}

/** The version that waits longest for one of these scanners, and which it lacks. */
export async function selectUnscanned(
  db: Queryable,
  wanted: readonly Scanner[],
  failedBefore: Date,
): Promise<{ versionId: string; missing: Scanner[] } | undefined> {
  const sql = `SELECT v.id AS "versionId", array_agg(w.scanner ORDER BY w.scanner) AS missing
                 FROM packages.versions v CROSS JOIN unnest($1::text[]) AS w(scanner)
                 LEFT JOIN packages.scans s ON s.version_id = v.id AND s.scanner = w.scanner
                WHERE v.version IS NOT NULL AND v.state <> 'withdrawn'
                  AND (s.version_id IS NULL OR s.status IN ('failed', 'not_scanned') AND s.at < $2)
                GROUP BY v.id, v.created_at ORDER BY v.created_at LIMIT 1`;
  const { rows } = await db.query<{ versionId: string; missing: Scanner[] }>(sql, [
    wanted,
    failedBefore,
  ]);
  return rows[0];
}

/** The latest of each scanner. */
export async function selectScans(db: Queryable, versionId: string): Promise<ScanRow[]> {
  const sql = 'SELECT scanner, at, status, detail FROM packages.scans WHERE version_id = $1';
  return (await db.query<ScanRow>(sql, [versionId])).rows;
}

export async function upsertScan(
  tx: Tx,
  versionId: string,
  scanner: Scanner,
  result: ScanResult,
  at: Date,
): Promise<void> {
  const sql = `INSERT INTO packages.scans (version_id, scanner, at, status, detail)
               VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (version_id, scanner)
               DO UPDATE SET at = $3, status = $4, detail = $5`;
  await tx.query(sql, [versionId, scanner, at, result.status, result.detail]);
}
