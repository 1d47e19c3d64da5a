import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { UnauthenticatedError } from '../../../platform/errors.ts';
import { passkeyHost } from '../oidc/origins.ts';
import type { EmbeddedProvider } from '../provider/provider.ts';
import { originOf } from '../provider/routes.ts';
import { noteProof, readSignIn, stepOf, type SignIn } from './sign-in.ts';
import type { PeopleDeps } from './settings.ts';
import type { User } from './user-store.ts';

export interface SignInDeskDeps extends PeopleDeps {
  readonly embedded: EmbeddedProvider;
}

/** A sign-in as one request found it. */
export interface Current {
  readonly signIn: SignIn;
  readonly provider: Provider;
  readonly origin: string;
  readonly rpId: string | undefined;
  readonly address: string;
}

/** What the routes of a sign-in share: which one it is, and what it needs next. */
export class SignInDesk {
  readonly #deps: SignInDeskDeps;

  constructor(deps: SignInDeskDeps) {
    this.#deps = deps;
  }

  /** @throws UnauthenticatedError when this browser has no such sign-in under way */
  async current(request: FastifyRequest, reply: FastifyReply, uid: string): Promise<Current> {
    const { embedded, settings, db, now } = this.#deps;
    const origin = originOf(request, settings.publicUrl);
    const provider = await embedded.of(origin);
    const details = await provider
      .interactionDetails(request.raw, reply.raw)
      .catch((cause: unknown) => {
        throw over(cause);
      });
    if (details.uid !== uid || details.prompt.name !== 'login') throw over();
    const signIn = await readSignIn(db, uid, now());
    return { signIn, provider, origin, rpId: passkeyHost(origin), address: request.ip };
  }

  async stateOf({ signIn, rpId }: Current, codes: readonly string[] = []) {
    const next = await stepOf(this.#deps, signIn, rpId);
    const { user } = signIn;
    return {
      step: next.step,
      methods: next.step === 'second_factor' ? [...next.methods] : [],
      ...(user === undefined ? {} : { display_name: user.displayName }),
      ...(codes.length === 0 ? {} : { recovery_codes: [...codes] }),
      passkeys_possible: rpId !== undefined,
    };
  }

  /** Notes a proof and says what comes next. */
  async proved(
    found: Current,
    user: User,
    methods: readonly string[],
    codes: readonly string[] = [],
  ) {
    const signIn = await noteProof(this.#deps, found.signIn, user, methods);
    return this.stateOf({ ...found, signIn }, codes);
  }

  /** Only who has no second factor and needs one makes it here; others do on their profile page. */
  async enrolling({ signIn, rpId }: Current): Promise<User> {
    const user = identified(signIn);
    if ((await stepOf(this.#deps, signIn, rpId)).step === 'enrol') return user;
    throw new UnauthenticatedError('Set up further factors on your profile page.', 'not_enrolling');
  }
}

function over(cause?: unknown): UnauthenticatedError {
  const message = 'This sign-in took too long, or was begun in another browser; begin again.';
  return new UnauthenticatedError(message, 'sign_in_over', { cause });
}

/** @throws UnauthenticatedError before the first proof */
export function identified({ user }: SignIn): User {
  if (user) return user;
  throw new UnauthenticatedError('Say who you are first.', 'incomplete');
}
