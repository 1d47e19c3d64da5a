import { randomBytes } from 'node:crypto';
import { NotFoundError, UnauthenticatedError } from '../../../platform/errors.ts';
import { Outbound } from '../../../platform/outbound.ts';
import type { PeopleDeps, Whence } from '../people/settings.ts';
import { issuerOf, localClientId, localProviderId } from '../provider/names.ts';
import { signingAlgorithm } from '../provider/signing-keys.ts';
import { hashSecret } from '../secrets.ts';
import { openPersonSession } from '../sessions.ts';
import { externalAmr, externalUser, localUser } from './external-users.ts';
import { idTokenOf, keepIdToken } from './id-token-store.ts';
import { insertFlow, takeFlow } from './flow-store.ts';
import { RelyingParty, type ProviderAccess } from './relying-party.ts';
import { safeReturnPath } from './return-path.ts';

/** Where providers send browsers back to. */
export const callbackPath = '/api/session/callback/';
/** Where providers send browsers that signed out. */
const signedOutPath = '/sign-in';
const flowMs = 900_000;
/** Forged key ids must not load somebody else's provider. */
const externalCooldownMs = 10_000;
const partiesMax = 16;

/** Calls the embedded provider within this process, as if by HTTP. */
export type LocalFetch = ProviderAccess['fetch'];
/** The embedded provider, as the relying party beside it reaches it. */
export interface LocalProvider {
  readonly fetch: LocalFetch;
  readonly clientSecret: string;
}

/** Begins and completes sign-ins at providers: one way for the embedded and the external one. */
export class SignInService {
  readonly #deps: PeopleDeps;
  readonly #local: LocalProvider;
  readonly #parties = new Map<string, RelyingParty>();
  readonly #externalFetch: ProviderAccess['fetch'] | undefined;

  constructor(deps: PeopleDeps, local: LocalProvider) {
    this.#deps = deps;
    this.#local = local;
    const { external, outboundAllow } = deps.settings;
    // The operator named the issuer; what its documents name beside it has to be public or allowed.
    const named = external?.issuer.hostname.replaceAll(/^\[|\]$/g, '');
    this.#externalFetch =
      named === undefined ? undefined : new Outbound({ allow: [named, ...outboundAllow] }).fetch;
  }

  /** The providers by which people may sign in. */
  providers(): { readonly id: string; readonly name: string }[] {
    const { localUsers, external } = this.#deps.settings;
    return [
      ...(localUsers ? [{ id: localProviderId, name: 'EUCORA account' }] : []),
      ...(external === undefined ? [] : [{ id: external.id, name: external.name }]),
    ];
  }

  /**
   * Begins a sign-in.
   * @returns where the browser goes, and a secret for its cookie, which binds the answer to it
   * @throws NotFoundError for an unknown provider; UnavailableError
   */
  async begin(
    provider: string,
    origin: string,
    next: string | undefined,
  ): Promise<{ readonly location: URL; readonly flowId: string; readonly secret: string }> {
    const party = this.#party(provider, origin);
    const secrets = RelyingParty.secrets();
    const location = await party.begin(`${origin}${callbackPath}`, secrets);
    const secret = randomBytes(32).toString('base64url');
    const flow = { provider, origin, next: safeReturnPath(next), ...secrets };
    const expiresAt = new Date(this.#deps.now().getTime() + flowMs);
    await insertFlow(this.#deps.db, hashSecret(secret), flow, expiresAt);
    return { location, flowId: flowIdOf(secrets.state), secret };
  }

  /**
   * Completes a sign-in by the provider's callback and opens a session.
   * @throws UnauthenticatedError, ForbiddenError or UnavailableError with a code that says why not
   */
  async complete(
    callback: URL,
    flowSecret: string | undefined,
    options: { readonly whence: Whence; readonly replaces: string | undefined },
  ): Promise<{ readonly secret: string; readonly expiresAt: Date; readonly next: string }> {
    const { db, now, settings } = this.#deps;
    const flow =
      flowSecret === undefined ? undefined : await takeFlow(db, hashSecret(flowSecret), now());
    if (flow === undefined || flow.origin !== callback.origin) {
      throw new UnauthenticatedError(
        'This sign-in was not begun in this browser, took too long, or was completed before.',
        'oidc_state',
      );
    }
    const said = await this.#party(flow.provider, flow.origin).complete(callback, flow);
    const { external } = settings;
    const isExternal = flow.provider === external?.id;
    const user = isExternal
      ? await externalUser(this.#deps, external, said)
      : await localUser(this.#deps, said);
    const amr = isExternal ? externalAmr(external, said) : said.amr;
    const deps = { ...this.#deps, limits: settings.limits };
    const opened = await openPersonSession(deps, user, amr, {
      ...options,
      ...(isExternal && { keep: (tx, id) => keepIdToken(tx, deps.keys, id, said.idToken) }),
    });
    return { ...opened, next: flow.next };
  }

  /**
   * Where a browser goes on after the session of this secret ends, so that the external provider which
   * opened it ends its own; undefined: none did, or it offers nothing. A provider that is away keeps
   * nobody from signing out.
   */
  async signOutAt(secret: string, origin: string): Promise<URL | undefined> {
    const { db, keys, settings, logger } = this.#deps;
    const { external } = settings;
    if (external === undefined) return undefined;
    try {
      const held = await idTokenOf(db, keys, hashSecret(secret));
      if (held?.provider !== external.id) return undefined;
      const party = this.#party(external.id, origin);
      return await party.endSession(held.idToken, `${origin}${signedOutPath}`);
    } catch (error) {
      logger.warn({ err: error }, "the provider's own session could not be ended");
      return undefined;
    }
  }

  #party(provider: string, origin: string): RelyingParty {
    const key = provider === localProviderId ? `${provider} ${origin}` : provider;
    const known = this.#parties.get(key);
    if (known) return known;
    const party = new RelyingParty(this.#accessTo(provider, origin), this.#deps.now);
    if (this.#parties.size >= partiesMax) this.#parties.clear();
    this.#parties.set(key, party);
    return party;
  }

  #accessTo(provider: string, origin: string): ProviderAccess {
    const { localUsers, external } = this.#deps.settings;
    if (provider === localProviderId && localUsers) {
      return {
        issuer: new URL(issuerOf(origin)),
        clientId: localClientId,
        clientSecret: this.#local.clientSecret,
        scopes: ['openid', 'profile', 'email'],
        toleranceS: 5,
        prompt: 'login',
        acrValues: [],
        idTokenAlgorithm: signingAlgorithm,
        keysCooldownMs: 0, // within this process: a key that was just begun is known at once
        fetch: this.#local.fetch,
      };
    }
    const send = this.#externalFetch;
    if (external === undefined || provider !== external.id || send === undefined) {
      throw new NotFoundError('sign-in provider', provider);
    }
    const rest = { prompt: undefined, idTokenAlgorithm: undefined } as const;
    return { ...external, ...rest, keysCooldownMs: externalCooldownMs, fetch: send };
  }
}

/** Which cookie belongs to a callback: several tabs may sign in at once. */
export const flowIdOf = (state: string): string =>
  hashSecret(state)
    .toString('base64url')
    .replaceAll(/[^a-zA-Z0-9]/g, '')
    .slice(0, 12);
