import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  containsPattern,
  Count,
  decodeCursor,
  iso,
  NullableString,
  NullableTimestamp,
  Page,
  pageLimits,
  pageOf,
  PageQuery,
  Search,
  Timestamp,
  type HorizonOf,
} from '../../../platform/api.ts';
import { NotFoundError } from '../../../platform/errors.ts';
import { originOf } from '../provider/routes.ts';
import { refuseMissing, type MissingPlaces } from '../scope-places.ts';
import { ScopeJson, scopeFrom } from '../scope.ts';
import { LinkText, PasswordText } from './schemas.ts';
import type { PeopleDeps } from './settings.ts';
import { selectUser, selectUsers, type UserRow } from './user-store.ts';
import {
  createUser,
  endSessions,
  inviteAgain,
  readSetUpLink,
  setDisabled,
  setUpPassword,
  type Invited,
} from './users.ts';

export interface UsersRoutesDeps extends PeopleDeps {
  readonly horizonOf: HorizonOf;
}

const UserItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  display_name: Type.String(),
  email: NullableString,
  provider: Type.String(),
  roles: Type.Array(Type.String()),
  /** A password was set; false until the set-up link was used. */
  password_set: Type.Boolean(),
  totp: Type.Boolean(),
  passkeys: Count,
  sessions: Count,
  created_at: Timestamp,
  signed_in_at: NullableTimestamp,
  disabled_at: NullableTimestamp,
});
const Invitation = Type.Object({
  user: UserItem,
  set_up_link: Type.String({ description: 'Works once, for three days; shown this once' }),
});
const tags = ['users'];
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const manage = { permission: 'user.manage', scope: 'fleet' } as const;
const read = { permission: 'user.read', scope: 'fleet' } as const;

const itemOf = (row: UserRow) => ({
  id: row.id,
  name: row.handle,
  display_name: row.displayName,
  email: row.email,
  provider: row.provider,
  roles: [...row.roles],
  password_set: row.password !== null,
  totp: row.totp,
  passkeys: row.passkeys,
  sessions: row.sessions,
  created_at: iso(row.createdAt),
  signed_in_at: iso(row.signedInAt),
  disabled_at: iso(row.disabledAt),
});

/** The secret stands behind the #, so that it reaches the console and no log on the way. */
function invitationOf(
  request: FastifyRequest,
  publicUrl: URL | undefined,
  { user, link }: Invited,
) {
  const origin = originOf(request, publicUrl);
  return { user: itemOf(user), set_up_link: `${origin}/set-up#link=${link}` };
}

/** Accounts of people. */
export const usersRoutes: FastifyPluginAsyncTypebox<UsersRoutesDeps> = async (app, deps) => {
  const { db, horizonOf } = deps;
  app.get(
    '/api/users/',
    {
      schema: {
        tags,
        summary: 'Accounts of people, by name',
        querystring: Type.Object({ ...PageQuery, search: Search }),
        response: { 200: Page(UserItem) },
      },
      config: read,
    },
    async (request) => {
      const { limit = pageLimits.default, cursor, search } = request.query;
      const after = decodeCursor(cursor, ['string'])?.[0] ?? null;
      const pattern = search === undefined || search === '' ? null : containsPattern(search);
      const found = await selectUsers(db, { pattern, after }, limit + 1, deps.now());
      const { rows, nextCursor } = pageOf(found, limit, (row) => [row.handle]);
      return { items: rows.map(itemOf), next_cursor: nextCursor, ...(await horizonOf()) };
    },
  );
  app.get(
    '/api/users/:id/',
    {
      schema: { tags, summary: 'One account', params: Id, response: { 200: UserItem } },
      config: read,
    },
    async (request) => {
      const row = await selectUser(db, request.params.id, deps.now());
      if (row) return itemOf(row);
      throw new NotFoundError('user', request.params.id);
    },
  );
};

type InvitationDeps = PeopleDeps & { readonly missingPlaces: MissingPlaces };

/** Making accounts, and the links by which their owners set a password. */
export const invitationRoutes: FastifyPluginAsyncTypebox<InvitationDeps> = async (app, deps) => {
  app.post(
    '/api/users/',
    {
      schema: {
        tags,
        summary: 'Makes a local account with a role; its owner sets the password by a link',
        body: Type.Object(
          {
            name: Type.String({ minLength: 2, maxLength: 63 }),
            display_name: Type.String({ minLength: 1, maxLength: 128 }),
            email: Type.Optional(Type.String({ maxLength: 254, format: 'email' })),
            role: Type.String({ maxLength: 64 }),
            scope: Type.Optional(ScopeJson),
          },
          { additionalProperties: false },
        ),
        response: { 201: Invitation },
      },
      config: manage,
    },
    async (request, reply) => {
      const { name, display_name: displayName, email = null, role, scope } = request.body;
      const wanted = { name, displayName, email, role };
      const full = scope === undefined ? wanted : { ...wanted, scope: scopeFrom(scope) };
      if (scope !== undefined) await refuseMissing(deps.missingPlaces, scopeFrom(scope));
      const made = await createUser(deps, full, request.actor);
      return reply.code(201).send(invitationOf(request, deps.settings.publicUrl, made));
    },
  );
  app.post(
    '/api/users/:id/set-up-link/',
    {
      schema: {
        tags,
        summary: 'A new set-up link; with reset_factors, all second factors go. Sessions end',
        params: Id,
        body: Type.Object({ reset_factors: Type.Optional(Type.Boolean()) }),
        response: { 200: Invitation },
      },
      config: manage,
    },
    async (request) => {
      const { reset_factors: reset = false } = request.body;
      const invited = await inviteAgain(deps, request.params.id, reset, request.actor);
      return invitationOf(request, deps.settings.publicUrl, invited);
    },
  );
};

/** What an administrator does to an account. */
export const accountRoutes: FastifyPluginAsyncTypebox<PeopleDeps> = async (app, deps) => {
  for (const [path, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    app.post(
      `/api/users/:id/${path}/`,
      {
        schema: {
          tags,
          summary: disabled ? 'Disables an account; its sessions end' : 'Enables an account again',
          params: Id,
          response: { 200: UserItem },
        },
        config: manage,
      },
      async (request) =>
        itemOf(await setDisabled(deps, request.params.id, disabled, request.actor)),
    );
  }
  app.post(
    '/api/users/:id/end-sessions/',
    {
      schema: { tags, summary: 'Ends all sessions', params: Id, response: { 200: UserItem } },
      config: manage,
    },
    async (request) => itemOf(await endSessions(deps, request.params.id, request.actor)),
  );
};

const anonymous = {
  permission: 'anonymous',
  scope: 'own',
  limit: 'sign_in',
} as const;

/** Where somebody who was given a set-up link chooses their password. */
export const setUpRoutes: FastifyPluginAsyncTypebox<PeopleDeps> = async (app, deps) => {
  const Whose = Type.Object({ name: Type.String(), display_name: Type.String() });
  app.post(
    '/api/set-up/',
    {
      schema: {
        tags: ['sign-in'],
        summary: 'Whose set-up link this is',
        body: Type.Object({ link: LinkText }),
        response: { 200: Whose },
      },
      config: anonymous,
    },
    async (request) => {
      const { handle, displayName } = await readSetUpLink(deps, request.body.link);
      return { name: handle, display_name: displayName };
    },
  );
  app.post(
    '/api/set-up/password/',
    {
      schema: {
        tags: ['sign-in'],
        summary: 'Sets the password by a set-up link, once',
        body: Type.Object({ link: LinkText, password: PasswordText }),
        response: { 200: Whose },
      },
      config: anonymous,
    },
    async (request) => {
      const { link, password } = request.body;
      const { handle, displayName } = await setUpPassword(deps, link, password);
      return { name: handle, display_name: displayName };
    },
  );
};
