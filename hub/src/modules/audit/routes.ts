import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  decodeCursor,
  iso,
  NullableInteger,
  NullableString,
  Page,
  pageOf,
  PageQuery,
  Timestamp,
  type HorizonOf,
  pageLimits,
} from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import { listEntries } from './store.ts';

export interface AuditRoutesDeps {
  readonly db: Queryable;
  readonly horizonOf: HorizonOf;
}

const Entry = Type.Object({
  id: Type.Integer(),
  position: NullableInteger,
  at: Timestamp,
  actor: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  detail: Type.Object({}, { additionalProperties: true }),
  hash: NullableString,
});
const schema = {
  tags: ['audit'],
  summary: 'The event store, newest first; entries without a position are not sealed yet',
  querystring: Type.Object({
    ...PageQuery,
    actor: Type.Optional(Type.String({ maxLength: 200 })),
    action: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  response: { 200: Page(Entry) },
};

export const auditRoutes: FastifyPluginAsyncTypebox<AuditRoutesDeps> = async (app, deps) => {
  // Entries tell of the whole fleet, and of no site in a way that could be filtered by.
  const config = { permission: 'audit.read', scope: 'fleet' } as const;
  app.get('/api/audit/', { schema, config }, async (request) => {
    const { limit = pageLimits.default, cursor, actor, action } = request.query;
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const rows = await listEntries(deps.db, { actor, action }, before, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.id]);
    return {
      items: page.rows.map((row) => ({
        ...row,
        at: iso(row.at),
        hash: row.hash?.toString('hex') ?? null,
      })),
      next_cursor: page.nextCursor,
      ...(await deps.horizonOf()),
    };
  });
};
