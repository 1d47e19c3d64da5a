import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { cacheStates } from '@eucora/protocol';
import { Type } from 'typebox';
import {
  Count,
  decodeCursor,
  inPath,
  NullableString,
  NullableTimestamp,
  pageLimits,
  pageOf,
  PageQuery,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import { setCancelled, type DeliveryDeps } from './service.ts';
import {
  selectSiteArtifact,
  selectSiteArtifacts,
  selectSiteCache,
  type DeliveryRow,
} from './store.ts';

const states = [...cacheStates, 'cancelled', 'unknown'] as const;
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const ArtifactItem = Type.Object({
  sha256: Sha256,
  target_path: Type.String(),
  bytes: Count,
  state: Words(states),
  held_bytes: Count,
  fetched_bytes: Type.Integer({ minimum: 0, description: 'What came over the link for it' }),
  saved_bytes: Type.Integer({ minimum: 0, description: 'What a delta spared the link' }),
  detail: Type.String({ description: 'Why it waits or is refused; empty: nothing is in its way' }),
  predicted_finish_at: NullableTimestamp,
  wanted_since: Timestamp,
  told_at: NullableTimestamp,
  cancelled_at: NullableTimestamp,
  cancelled_by: NullableString,
});
const Cache = Type.Union([
  Type.Object({
    held_bytes: Count,
    free_bytes: Count,
    saved_bytes: Count,
    told_at: Timestamp,
  }),
  Type.Null(),
]);
const tags = ['sites'];
const SiteParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const ArtifactParams = Type.Object({ id: Type.String({ maxLength: 64 }), sha256: Sha256 });
const list = {
  tags,
  summary: 'What a site is to have, and how far its relay is with it, by the relay’s own word',
  params: SiteParams,
  querystring: Type.Object(PageQuery),
  response: {
    200: Type.Object({
      items: Type.Array(ArtifactItem),
      cache: Cache,
      next_cursor: NullableString,
    }),
  },
};
const moveSchema = (summary: string) => ({
  tags,
  summary,
  params: ArtifactParams,
  response: { 200: ArtifactItem },
});
const path = '/api/sites/:id/artifacts/';

/** What is on its way to a site. */
export const deliveryRoutes: FastifyPluginAsyncTypebox<DeliveryDeps> = async (app, deps) => {
  const { db } = deps;
  const reading = { permission: 'site.read', scope: inPath('site') };
  app.get(path, { schema: list, config: reading }, async ({ params, query }) => {
    const { limit = pageLimits.default, cursor } = query;
    const [after] = decodeCursor(cursor, ['number']) ?? [0];
    const rows = await selectSiteArtifacts(db, params.id, after, limit + 1);
    const page = pageOf(rows, limit, ({ place }) => [place]);
    const cache = await selectSiteCache(db, params.id);
    return {
      items: page.rows.map(itemOf),
      cache: cache
        ? {
            held_bytes: cache.heldBytes,
            free_bytes: cache.freeBytes,
            saved_bytes: cache.savedBytes,
            told_at: cache.toldAt.toISOString(),
          }
        : null,
      next_cursor: page.nextCursor,
    };
  });
  const moves = [
    ['cancel', true, 'Stops giving out an artifact to a site; what it has of it stays there'],
    ['resume', false, 'Lets a cancelled artifact go on to a site'],
  ] as const;
  for (const [move, isCancelled, summary] of moves) {
    const config = { permission: 'site.write', scope: inPath('site') };
    const options = { schema: moveSchema(summary), config };
    app.post(`${path}:sha256/${move}/`, options, async ({ params, actor }) => {
      await setCancelled(deps, params.id, params.sha256, isCancelled, actor.id);
      return itemOf((await selectSiteArtifact(db, params.id, params.sha256))!);
    });
  }
};

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function itemOf(row: DeliveryRow) {
  const isOver = row.state === 'here';
  const isCancelled = row.cancelledAt !== null && !isOver;
  return {
    sha256: row.sha256,
    target_path: row.targetPath,
    bytes: row.bytes,
    state: isCancelled ? ('cancelled' as const) : (row.state ?? ('unknown' as const)),
    held_bytes: row.heldBytes,
    fetched_bytes: row.fetchedBytes,
    saved_bytes: row.savedBytes,
    detail: row.detail,
    predicted_finish_at: isOver || isCancelled ? null : iso(row.finishAt),
    wanted_since: row.wantedSince.toISOString(),
    told_at: iso(row.toldAt),
    cancelled_at: iso(row.cancelledAt),
    cancelled_by: row.cancelledBy,
  };
}
