import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  decodeCursor,
  inPath,
  iso,
  pageLimits,
  pageOf,
  type HorizonOf,
} from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { historyItems } from './conflict-detail.ts';
import { conflictSchema, conflictsSchema, resolveSchema } from './conflict-schemas.ts';
import { selectConflict, selectConflicts, type ConflictRow } from './conflict-store.ts';
import { readHistories } from './conflicts.ts';
import type { ConflictDecision } from './decide.ts';
import type { DeviceDirectory } from './directory.ts';

export interface ConflictRoutesDeps {
  readonly db: Queryable;
  readonly directory: DeviceDirectory;
  readonly horizonOf: HorizonOf;
  /** Carries a decision out; ingest knows how, since quarantined batches may go into the ledger. */
  readonly resolveConflict: (decision: ConflictDecision) => Promise<void>;
}

function fieldsOf(row: ConflictRow, hostname: string | null) {
  return {
    id: row.no,
    device_id: row.deviceId,
    hostname,
    site_id: row.siteId,
    cause: row.cause,
    state: row.resolvedAt === null ? ('open' as const) : ('resolved' as const),
    opened_at: iso(row.openedAt),
    resolved_at: iso(row.resolvedAt),
    resolution: row.resolution,
    reason: row.reason,
    resolved_by: row.resolvedBy,
  };
}

export const conflictRoutes: FastifyPluginAsyncTypebox<ConflictRoutesDeps> = async (app, deps) => {
  const { db, directory } = deps;
  const config = { permission: 'device.read', scope: inPath('conflict') };
  const filtered = { permission: 'device.read', scope: 'filtered' } as const;
  const managed = { permission: 'device.manage', scope: inPath('conflict') };
  const detail = async (no: number) => {
    const row = await selectConflict(db, no);
    if (!row) throw new NotFoundError('identity conflict', String(no));
    const names = await directory.entries([row.deviceNo]);
    const fields = fieldsOf(row, names.get(row.deviceNo)?.hostname ?? null);
    return { ...fields, histories: await historyItems(db, row) };
  };

  app.get(
    '/api/devices/conflicts/',
    { schema: conflictsSchema, config: filtered },
    async (request) => {
      const { limit = pageLimits.default, cursor, state, device } = request.query;
      const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
      const { visible } = request;
      const rows = await selectConflicts(db, { state, device, visible }, before, limit + 1);
      const page = pageOf(rows, limit, (row) => [row.no]);
      const names = await directory.entries(page.rows.map((row) => row.deviceNo));
      const items = [];
      for (const row of page.rows) {
        const histories = row.histories ?? (await readHistories(db, row.deviceNo)).histories;
        const fields = fieldsOf(row, names.get(row.deviceNo)?.hostname ?? null);
        items.push({ ...fields, histories: histories.length });
      }
      return { items, next_cursor: page.nextCursor, ...(await deps.horizonOf(visible)) };
    },
  );

  app.get('/api/devices/conflicts/:id/', { schema: conflictSchema, config }, async (request) =>
    detail(request.params.id),
  );

  app.post(
    '/api/devices/conflicts/:id/resolve/',
    { schema: resolveSchema, config: managed },
    async (request) => {
      const { id } = request.params;
      await deps.resolveConflict({ conflict: id, actor: request.actor.id, ...request.body });
      return detail(id);
    },
  );
};
