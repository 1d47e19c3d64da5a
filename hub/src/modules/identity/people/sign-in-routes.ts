import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Words } from '../../../platform/api.ts';
import { signInPath } from '../provider/names.ts';
import { addPasskey, confirmAuthenticator, offerAuthenticator, offerPasskey } from './enrolment.ts';
import { authenticationOptions } from './passkeys.ts';
import { provePasskey, provePassword, proveRecoveryCode, proveTotp } from './proofs.ts';
import {
  Authenticator,
  Code,
  MadePasskey,
  ShownPasskey,
  CredentialOptions,
  PasskeyName,
  PasswordText,
} from './schemas.ts';
import { identified, SignInDesk, type SignInDeskDeps } from './sign-in-desk.ts';
import { completed, forgetSignIn } from './sign-in.ts';

const State = Type.Object({
  step: Words(['identify', 'second_factor', 'enrol', 'done']),
  methods: Type.Array(Words(['passkey', 'totp', 'recovery'])),
  display_name: Type.Optional(Type.String()),
  /** Codes to write down: they are shown this once. */
  recovery_codes: Type.Optional(Type.Array(Type.String())),
  /** Browsers keep passkeys for this address. */
  passkeys_possible: Type.Boolean(),
});
const Params = Type.Object({ uid: Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$' }) });
const tags = ['sign-in'];
const step = (summary: string) => ({ tags, summary, params: Params, response: { 200: State } });
const open = { permission: 'anonymous', scope: 'own' } as const;
/** What proves something is counted apart: it may be guessed at. */
const config = { ...open, limit: 'sign_in' } as const;
const reading = { ...open, limit: 'read' } as const;

/** The steps of a sign-in at the embedded provider, for its page in the console. */
export const signInRoutes: FastifyPluginAsyncTypebox<SignInDeskDeps> = async (app, deps) => {
  const desk = new SignInDesk(deps);
  app.get(
    signInPath(':uid'),
    { schema: { hide: true, params: Params }, config: reading },
    async (request, reply) =>
      reply.redirect(`/sign-in?sign_in=${encodeURIComponent(request.params.uid)}`, 303),
  );
  app.get(
    `${signInPath(':uid')}state/`,
    { schema: step('What a sign-in needs next'), config: reading },
    async (request, reply) => desk.stateOf(await desk.current(request, reply, request.params.uid)),
  );
  app.post(
    `${signInPath(':uid')}password/`,
    {
      schema: {
        ...step('Proves a name by its password'),
        body: Type.Object({
          name: Type.String({ minLength: 1, maxLength: 128 }),
          password: PasswordText,
        }),
      },
      config,
    },
    async (request, reply) => {
      const found = await desk.current(request, reply, request.params.uid);
      return desk.proved(found, await provePassword(deps, request.body, found.address), ['pwd']);
    },
  );
  app.post(
    `${signInPath(':uid')}totp/`,
    { schema: { ...step('Shows an authenticator’s code'), body: Code }, config },
    async (request, reply) => {
      const found = await desk.current(request, reply, request.params.uid);
      const user = identified(found.signIn);
      await proveTotp(deps, user, request.body.code, found.address);
      return desk.proved(found, user, ['otp', 'mfa']);
    },
  );
  app.post(
    `${signInPath(':uid')}recovery/`,
    { schema: { ...step('Uses a recovery code up'), body: Code }, config },
    async (request, reply) => {
      const found = await desk.current(request, reply, request.params.uid);
      const user = identified(found.signIn);
      await proveRecoveryCode(deps, user, request.body.code, found.address);
      return desk.proved(found, user, ['otp', 'mfa']);
    },
  );
};

/** Passkeys as a way in, and the end of every sign-in. */
export const passkeySignInRoutes: FastifyPluginAsyncTypebox<SignInDeskDeps> = async (app, deps) => {
  const desk = new SignInDesk(deps);
  app.post(
    `${signInPath(':uid')}passkey/options/`,
    {
      schema: { ...step('What the browser needs to show a passkey'), response: CredentialOptions },
      config,
    },
    async (request, reply) => {
      const { signIn, origin } = await desk.current(request, reply, request.params.uid);
      const ceremony = { scope: `sign-in:${signIn.uid}`, origin };
      return {
        options: {
          ...(await authenticationOptions(deps.db, signIn.user?.id, ceremony, deps.now())),
        },
      };
    },
  );
  app.post(
    `${signInPath(':uid')}passkey/`,
    {
      schema: { ...step('Shows a passkey'), body: Type.Object({ response: ShownPasskey }) },
      config,
    },
    async (request, reply) => {
      const found = await desk.current(request, reply, request.params.uid);
      const { signIn, origin } = found;
      const ceremony = { scope: `sign-in:${signIn.uid}`, origin };
      const { response } = request.body;
      const user = await provePasskey(deps, { ...ceremony, response, expected: signIn.user });
      return desk.proved(found, user, ['hwk', 'user', 'mfa']);
    },
  );
  app.post(
    `${signInPath(':uid')}finish/`,
    {
      schema: {
        ...step('Where the browser goes once nothing is missing'),
        response: { 200: Type.Object({ location: Type.String() }) },
      },
      config: reading,
    },
    async (request, reply) => {
      const { signIn, provider, rpId } = await desk.current(request, reply, request.params.uid);
      const user = await completed(deps, signIn, rpId);
      const login = { accountId: user.id, amr: [...signIn.amr], remember: false };
      const location = await provider.interactionResult(request.raw, reply.raw, { login });
      await forgetSignIn(deps.db, signIn.uid);
      return { location };
    },
  );
};

/** Where somebody makes the second factor that their role asks for. */
export const enrolRoutes: FastifyPluginAsyncTypebox<SignInDeskDeps> = async (app, deps) => {
  const desk = new SignInDesk(deps);
  app.post(
    `${signInPath(':uid')}enrol/totp/`,
    {
      schema: { ...step('Begins to set up an authenticator'), response: { 200: Authenticator } },
      config,
    },
    async (request, reply) =>
      offerAuthenticator(
        deps,
        await desk.enrolling(await desk.current(request, reply, request.params.uid)),
      ),
  );
  app.post(
    `${signInPath(':uid')}enrol/totp/confirm/`,
    { schema: { ...step('Sets an authenticator up by its first code'), body: Code }, config },
    async (request, reply) => {
      const found = await desk.current(request, reply, request.params.uid);
      const user = await desk.enrolling(found);
      const codes = await confirmAuthenticator(deps, user, request.body.code, found.address);
      return desk.proved(found, user, ['otp', 'mfa'], codes);
    },
  );
  app.post(
    `${signInPath(':uid')}enrol/passkey/options/`,
    {
      schema: { ...step('What the browser needs to make a passkey'), response: CredentialOptions },
      config,
    },
    async (request, reply) => {
      const found = await desk.current(request, reply, request.params.uid);
      const ceremony = { scope: `enrol:${found.signIn.uid}`, origin: found.origin };
      return { options: { ...(await offerPasskey(deps, await desk.enrolling(found), ceremony)) } };
    },
  );
  app.post(
    `${signInPath(':uid')}enrol/passkey/`,
    {
      schema: {
        ...step('Sets a passkey up'),
        body: Type.Object({ name: PasskeyName, response: MadePasskey }),
      },
      config,
    },
    async (request, reply) => {
      const found = await desk.current(request, reply, request.params.uid);
      const user = await desk.enrolling(found);
      const ceremony = { scope: `enrol:${found.signIn.uid}`, origin: found.origin };
      const codes = await addPasskey(deps, user, { ...ceremony, ...request.body });
      return desk.proved(found, user, ['hwk', 'user', 'mfa'], codes);
    },
  );
};
