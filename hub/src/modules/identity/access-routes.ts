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
import { grantRole, revokeGrant } from './grant-service.ts';
import { selectGrants, type Grant } from './grants-store.ts';
import { roleNames, roleWords, roles } from './roles.ts';
import { scopeFrom, scopeJson, ScopeJson } from './scope.ts';
import type { GrantingDeps, IdentityDeps } from './service-tokens.ts';

const RoleItem = Type.Object({
  name: Words(roleNames),
  summary: Type.String(),
  permissions: Type.Array(Type.String()),
});
const GrantItem = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  subject: Type.String(),
  role: Type.String(),
  scope: ScopeJson,
  granted_by: Type.String(),
  granted_at: Timestamp,
  expires_at: NullableTimestamp,
  revoked_at: NullableTimestamp,
});
const subjectShape = '^(user|group):.{1,200}$';
const given = {
  role: Words(roleNames),
  scope: ScopeJson,
  expires_at: Type.Optional(NullableTimestamp),
};
const strict = { additionalProperties: false } as const;
const uuidParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
const grantPage = Type.Object({ items: Type.Array(GrantItem), next_cursor: NullableString });

const rolesSchema = {
  tags: ['access'],
  summary: 'Roles, and what each of them holds',
  response: { 200: Type.Object({ items: Type.Array(RoleItem) }) },
};
const listSchema = {
  tags: ['access'],
  summary: 'Who was given which role and how far, newest first; taken back and ended ones too',
  querystring: Type.Object({
    ...PageQuery,
    subject: Type.Optional(Type.String({ maxLength: 210 })),
    role: Type.Optional(Words(roleNames)),
  }),
  response: { 200: grantPage },
};
const createSchema = {
  tags: ['access'],
  summary: 'Gives a role within a scope to a user, or to whom a provider names in a group',
  body: Type.Object({ subject: Type.String({ pattern: subjectShape }), ...given }, strict),
  response: { 201: GrantItem },
};
const revokeSchema = {
  tags: ['access'],
  summary: 'Takes a grant back, at once',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  response: { 200: GrantItem },
};
const userListSchema = {
  tags: ['access'],
  summary: 'What a user was given, newest first',
  params: uuidParams,
  querystring: Type.Object(PageQuery),
  response: { 200: grantPage },
};
const userCreateSchema = {
  tags: ['access'],
  summary: 'Gives a user a role within a scope',
  params: uuidParams,
  body: Type.Object(given, strict),
  response: { 201: GrantItem },
};

const grantItem = (grant: Grant): Static<typeof GrantItem> => ({
  id: grant.id,
  subject: grant.subject,
  role: grant.role,
  scope: scopeJson(grant.scope),
  granted_by: grant.grantedBy,
  granted_at: iso(grant.grantedAt),
  expires_at: iso(grant.expiresAt),
  revoked_at: iso(grant.revokedAt),
});

interface GrantsAsked {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly subject?: string | undefined;
  readonly role?: string | undefined;
}

async function grantsPage({ db }: IdentityDeps, asked: GrantsAsked) {
  const { limit = pageLimits.default, cursor, subject, role } = asked;
  const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
  const rows = await selectGrants(db, { subject, role }, before, limit + 1);
  const page = pageOf(rows, limit, (row) => [row.id]);
  return { items: page.rows.map(grantItem), next_cursor: page.nextCursor };
}

const dateOf = (text: string | null | undefined): Date | null =>
  typeof text === 'string' ? new Date(text) : null;

/** Roles and who was given them. */
export const accessRoutes: FastifyPluginAsyncTypebox<GrantingDeps> = async (app, deps) => {
  const readable = { permission: 'grant.read', scope: 'fleet' } as const;
  // What may be given where is measured by what the giver holds, in grant-service.ts.
  const writable = { permission: 'grant.write', scope: 'own' } as const;
  const anyone = { permission: 'role.read', scope: 'own' } as const;

  app.get('/api/roles/', { schema: rolesSchema, config: anyone }, async () => ({
    items: roleNames.map((name) => ({
      name,
      summary: roleWords[name],
      permissions: [...roles[name]],
    })),
  }));
  app.get('/api/grants/', { schema: listSchema, config: readable }, async (request) =>
    grantsPage(deps, request.query),
  );
  app.post('/api/grants/', { schema: createSchema, config: writable }, async (request, reply) => {
    const { subject, role, scope, expires_at: end } = request.body;
    const wanted = { subject, role, scope: scopeFrom(scope), expiresAt: dateOf(end) };
    return reply.code(201).send(grantItem(await grantRole(deps, wanted, request.actor)));
  });
  app.post('/api/grants/:id/revoke/', { schema: revokeSchema, config: writable }, async (request) =>
    grantItem(await revokeGrant(deps, request.params.id, request.actor)),
  );
  app.get(
    '/api/users/:id/grants/',
    { schema: userListSchema, config: readable },
    async ({ query, params }) => grantsPage(deps, { ...query, subject: `user:${params.id}` }),
  );
  app.post(
    '/api/users/:id/grants/',
    { schema: userCreateSchema, config: writable },
    async (request, reply) => {
      const { role, scope, expires_at: end } = request.body;
      const subject = `user:${request.params.id}`;
      const wanted = { subject, role, scope: scopeFrom(scope), expiresAt: dateOf(end) };
      return reply.code(201).send(grantItem(await grantRole(deps, wanted, request.actor)));
    },
  );
};
