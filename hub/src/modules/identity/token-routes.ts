import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type, type Static } from 'typebox';
import {
  decodeCursor,
  iso,
  NullableString,
  NullableTimestamp,
  pageLimits,
  pageOf,
  PageQuery,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import { roleNames } from './roles.ts';
import { scopeFrom, scopeJson, ScopeJson } from './scope.ts';
import {
  createTokenAs,
  listTokens,
  revokeServiceToken,
  tokenDaysMax,
  type GrantingDeps,
} from './service-tokens.ts';
import type { TokenRow } from './token-store.ts';

const TokenItem = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  grants: Type.Array(Type.Object({ role: Type.String(), scope: ScopeJson })),
  state: Words(['valid', 'expired', 'revoked'] as const),
  created_by: Type.String(),
  created_at: Timestamp,
  expires_at: NullableTimestamp,
  last_used_at: NullableTimestamp,
  revoked_at: NullableTimestamp,
});
const listSchema = {
  tags: ['access'],
  summary: 'Service tokens, newest first; their secrets are kept nowhere',
  querystring: Type.Object(PageQuery),
  response: {
    200: Type.Object({ items: Type.Array(TokenItem), next_cursor: NullableString }),
  },
};
const createSchema = {
  tags: ['access'],
  summary: 'Makes a service token; its secret is in this answer and never again',
  body: Type.Object(
    {
      name: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,62}$' }),
      role: Words(roleNames),
      scope: ScopeJson,
      days: Type.Integer({ minimum: 1, maximum: tokenDaysMax }),
    },
    { additionalProperties: false },
  ),
  response: { 201: Type.Object({ ...TokenItem.properties, token: Type.String() }) },
};
const revokeSchema = {
  tags: ['access'],
  summary: 'Revokes a service token, at once, with the sessions that it opened',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  response: { 200: TokenItem },
};

function stateOf({ expiresAt, revokedAt }: TokenRow, now: Date): 'valid' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt.getTime() <= now.getTime() ? 'expired' : 'valid';
}

const tokenItem = (row: TokenRow, now: Date): Static<typeof TokenItem> => ({
  id: row.id,
  name: row.actor,
  grants: row.grants.map(({ role, scope }) => ({ role, scope: scopeJson(scope) })),
  state: stateOf(row, now),
  created_by: row.createdBy,
  created_at: iso(row.createdAt),
  expires_at: iso(row.expiresAt),
  last_used_at: iso(row.lastUsedAt),
  revoked_at: iso(row.revokedAt),
});

/** Tokens of programs. */
export const tokenRoutes: FastifyPluginAsyncTypebox<GrantingDeps> = async (app, deps) => {
  const readable = { permission: 'token.read', scope: 'fleet' } as const;
  // What a token may hold is measured by what its maker holds, in service-tokens.ts.
  const writable = { permission: 'token.write', scope: 'own' } as const;

  app.get('/api/service-tokens/', { schema: listSchema, config: readable }, async (request) => {
    const { limit = pageLimits.default, cursor } = request.query;
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const rows = await listTokens(deps.db, before, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.id]);
    const now = deps.now();
    return { items: page.rows.map((row) => tokenItem(row, now)), next_cursor: page.nextCursor };
  });
  app.post(
    '/api/service-tokens/',
    { schema: createSchema, config: writable },
    async (request, reply) => {
      const { name, role, scope, days } = request.body;
      const wanted = { name, role, scope: scopeFrom(scope), days };
      const { token, row } = await createTokenAs(deps, wanted, request.actor);
      reply.header('cache-control', 'no-store');
      return reply.code(201).send({ ...tokenItem(row, deps.now()), token });
    },
  );
  app.post(
    '/api/service-tokens/:id/revoke/',
    { schema: revokeSchema, config: writable },
    async ({ params, actor }) =>
      tokenItem(await revokeServiceToken(deps, params, actor.id, actor), deps.now()),
  );
};
