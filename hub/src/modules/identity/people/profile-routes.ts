import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Count, NullableString, NullableTimestamp, Timestamp } from '../../../platform/api.ts';
import { NotFoundError } from '../../../platform/errors.ts';
import { originOf } from '../provider/routes.ts';
import { endOtherSessions, endOwnSession } from '../sessions.ts';
import {
  addPasskey,
  changePassword,
  confirmAuthenticator,
  offerAuthenticator,
  offerPasskey,
  removeAuthenticator,
  removePasskey,
  renewRecoveryCodes,
} from './enrolment.ts';
import { ProfileDesk, type ProfileDeps } from './profile-desk.ts';
import {
  Authenticator,
  Code,
  CredentialOptions,
  MadePasskey,
  PasskeyName,
  PasswordText,
  RecoveryCodes,
} from './schemas.ts';

const Profile = Type.Object({
  id: Type.String(),
  name: Type.String(),
  display_name: Type.String(),
  email: NullableString,
  /** `local`, or the external provider that knows the password. */
  provider: Type.String(),
  roles: Type.Array(Type.String()),
  second_factor_required: Type.Boolean(),
  /** Signed in so lately that factors may be changed. */
  fresh: Type.Boolean(),
  passkeys_possible: Type.Boolean(),
  password_changed_at: NullableTimestamp,
  totp: Type.Boolean(),
  recovery_codes_left: Count,
  passkeys: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      host: Type.String(),
      backed_up: Type.Boolean(),
      created_at: Timestamp,
      used_at: NullableTimestamp,
    }),
  ),
  sessions: Type.Array(
    Type.Object({
      id: Type.String(),
      current: Type.Boolean(),
      methods: Type.Array(Type.String()),
      created_at: Timestamp,
      seen_at: Timestamp,
      expires_at: Timestamp,
      address: Type.String(),
      user_agent: Type.String(),
    }),
  ),
});
const tags = ['profile'];
const nothing = { 204: Type.Null() };
const config = { permission: 'signed_in', scope: 'own' } as const;
const SessionId = Type.Object({ id: Type.String({ format: 'uuid' }) });
const PasskeyId = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,1024}$' }) });

/** One’s own account: how one signs in, and where one is signed in. */
export const profileRoutes: FastifyPluginAsyncTypebox<ProfileDeps> = async (app, deps) => {
  const desk = new ProfileDesk(deps);
  app.get(
    '/api/profile/',
    { schema: { tags, summary: 'One’s own account', response: { 200: Profile } }, config },
    async (request) => desk.profileOf(request),
  );
  app.post(
    '/api/profile/password/',
    {
      schema: {
        tags,
        summary: 'Changes the password and ends all other sessions',
        body: Type.Object({ current: PasswordText, password: PasswordText }),
        response: nothing,
      },
      config,
    },
    async (request, reply) => {
      const me = await desk.freshSelf(request);
      await changePassword(deps, me.user, request.body, request.ip);
      await desk.renew(request, reply, me);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/profile/sessions/',
    { schema: { tags, summary: 'Ends all other sessions', response: nothing }, config },
    async (request, reply) => {
      const { user, sessionId } = await desk.self(request);
      await endOtherSessions(deps, user, sessionId);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/profile/sessions/:id/',
    {
      schema: { tags, summary: 'Ends one session', params: SessionId, response: nothing },
      config,
    },
    async (request, reply) => {
      const { user, sessionId } = await desk.self(request);
      if (request.params.id === sessionId) throw new NotFoundError('other session', sessionId);
      await endOwnSession(deps, user, request.params.id);
      return reply.code(204).send(null);
    },
  );
};

/** One’s authenticator app and recovery codes. */
export const profileAuthenticatorRoutes: FastifyPluginAsyncTypebox<ProfileDeps> = async (
  app,
  deps,
) => {
  const desk = new ProfileDesk(deps);
  app.post(
    '/api/profile/totp/',
    {
      schema: {
        tags,
        summary: 'Begins to set up an authenticator',
        response: { 200: Authenticator },
      },
      config,
    },
    async (request) => offerAuthenticator(deps, (await desk.freshSelf(request)).user),
  );
  app.post(
    '/api/profile/totp/confirm/',
    {
      schema: {
        tags,
        summary: 'Sets an authenticator up by its first code; all other sessions end',
        body: Code,
        response: { 200: RecoveryCodes },
      },
      config,
    },
    async (request, reply) => {
      const me = await desk.freshSelf(request);
      const codes = await confirmAuthenticator(deps, me.user, request.body.code, request.ip);
      await desk.renew(request, reply, me);
      return { recovery_codes: [...codes] };
    },
  );
  app.delete(
    '/api/profile/totp/',
    { schema: { tags, summary: 'Removes the authenticator', response: nothing }, config },
    async (request, reply) => {
      const me = await desk.freshSelf(request);
      await removeAuthenticator(deps, me.user, desk.mustUseMfa(request));
      await desk.renew(request, reply, me);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/profile/recovery-codes/',
    {
      schema: {
        tags,
        summary: 'New recovery codes; those before stop working',
        response: { 200: RecoveryCodes },
      },
      config,
    },
    async (request) => {
      const { user } = await desk.freshSelf(request);
      return { recovery_codes: [...(await renewRecoveryCodes(deps, user))] };
    },
  );
};

/** One’s passkeys. */
export const profilePasskeyRoutes: FastifyPluginAsyncTypebox<ProfileDeps> = async (app, deps) => {
  const desk = new ProfileDesk(deps);
  app.post(
    '/api/profile/passkeys/options/',
    {
      schema: {
        tags,
        summary: 'What the browser needs to make a passkey',
        response: CredentialOptions,
      },
      config,
    },
    async (request) => {
      const { user, sessionId } = await desk.freshSelf(request);
      const origin = originOf(request, deps.settings.publicUrl);
      return { options: { ...(await offerPasskey(deps, user, { scope: sessionId, origin })) } };
    },
  );
  app.post(
    '/api/profile/passkeys/',
    {
      schema: {
        tags,
        summary: 'Adds a passkey; all other sessions end',
        body: Type.Object({ name: PasskeyName, response: MadePasskey }),
        response: { 200: RecoveryCodes },
      },
      config,
    },
    async (request, reply) => {
      const me = await desk.freshSelf(request);
      const origin = originOf(request, deps.settings.publicUrl);
      const ceremony = { scope: me.sessionId, origin, ...request.body };
      const codes = await addPasskey(deps, me.user, ceremony);
      await desk.renew(request, reply, me);
      return { recovery_codes: [...codes] };
    },
  );
  app.delete(
    '/api/profile/passkeys/:id/',
    {
      schema: { tags, summary: 'Removes a passkey', params: PasskeyId, response: nothing },
      config,
    },
    async (request, reply) => {
      const me = await desk.freshSelf(request);
      await removePasskey(deps, me.user, request.params.id, desk.mustUseMfa(request));
      await desk.renew(request, reply, me);
      return reply.code(204).send(null);
    },
  );
};
