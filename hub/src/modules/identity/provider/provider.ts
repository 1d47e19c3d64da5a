import type { JWK } from 'jose';
import { interactionPolicy, Provider } from 'oidc-provider';
import type { Account, Configuration, Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { PeopleDeps } from '../people/settings.ts';
import { findUser } from '../people/user-store.ts';
import {
  interactionCookie,
  issuerOf,
  localClientId,
  localProviderId,
  providerPath,
  providerSessionCookie,
  signInPath,
} from './names.ts';
import { PayloadStore } from './payload-store.ts';
import { signingAlgorithm, signingKeys } from './signing-keys.ts';

const signInS = 900;
const keysAgeMaxMs = 60_000;
const originsMax = 8;

interface Held {
  readonly provider: Provider;
  readonly made: string; // of which keys
}

/**
 * The providers of this hub, one for each of its names. They share keys and store; the issuer is
 * the name by which the browser came.
 */
export class EmbeddedProvider {
  readonly #deps: PeopleDeps;
  readonly #callbackPath: string;
  readonly #clientSecret: string;
  readonly #held = new Map<string, Held>();
  #keys: { readonly at: number; readonly keys: JWK[] } | undefined;

  constructor(deps: PeopleDeps, callbackPath: string, clientSecret: string) {
    this.#deps = deps;
    this.#callbackPath = callbackPath;
    this.#clientSecret = clientSecret;
  }

  /** The provider of an origin, with the keys that are current. */
  async of(origin: string): Promise<Provider> {
    const keys = await this.#currentKeys();
    const cookies = await this.#deps.keys.cookieKeys();
    const made = [cookies.versions, ...keys.map(({ kid }) => kid)].join(' ');
    const held = this.#held.get(origin);
    if (held?.made === made) return held.provider;
    const provider = this.#create(origin, keys, cookies.keys);
    if (this.#held.size >= originsMax) this.#held.clear();
    this.#held.set(origin, { provider, made });
    return provider;
  }

  async #currentKeys(): Promise<JWK[]> {
    const at = this.#deps.now().getTime();
    if (this.#keys === undefined || Math.abs(at - this.#keys.at) > keysAgeMaxMs) {
      this.#keys = { at, keys: await signingKeys(this.#deps) };
    }
    return this.#keys.keys;
  }

  #create(origin: string, keys: JWK[], cookieKeys: readonly string[]): Provider {
    const provider = new Provider(
      issuerOf(origin),
      configurationOf(this.#deps, {
        origin,
        keys,
        cookieKeys,
        callbackPath: this.#callbackPath,
        clientSecret: this.#clientSecret,
      }),
    );
    // The address that requests come by is set from `originFor`, never taken from strangers.
    provider.proxy = true;
    const { logger } = this.#deps;
    provider.on('server_error', (_ctx, error) => {
      logger.error({ err: error }, 'the embedded provider failed');
    });
    return provider;
  }
}

interface ProviderParts {
  readonly origin: string;
  /** Of tokens and of cookies: the first of each signs. */
  readonly keys: readonly JWK[];
  readonly cookieKeys: readonly string[];
  readonly callbackPath: string;
  readonly clientSecret: string;
}

/** Of everything that OpenID Connect offers, what one first-party console needs. */
function configurationOf(
  deps: PeopleDeps,
  { origin, keys, cookieKeys, callbackPath, clientSecret }: ProviderParts,
): Configuration {
  const secure = new URL(origin).protocol === 'https:';
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true } as const;
  return {
    adapter: (model) => new PayloadStore(model, deps),
    jwks: { keys: keys.map((key) => ({ ...key })) },
    clients: [
      {
        client_id: localClientId,
        client_secret: clientSecret,
        redirect_uris: [`${origin}${callbackPath}`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: signingAlgorithm,
      },
    ],
    cookies: {
      keys: [...cookieKeys],
      names: {
        session: providerSessionCookie,
        interaction: interactionCookie,
        resume: `${interactionCookie}_resume`,
      },
      long: { ...cookie, path: providerPath },
      short: cookie,
    },
    claims: { openid: ['sub', 'amr'], profile: ['name', 'preferred_username'], email: ['email'] },
    scopes: ['openid', 'profile', 'email'],
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    enabledJWA: { idTokenSigningAlgValues: [signingAlgorithm] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    issueRefreshToken: () => Promise.resolve(false),
    interactions: {
      policy: interactionPolicy.base(),
      url: (_ctx, interaction) => signInPath(interaction.uid),
    },
    ttl: {
      AuthorizationCode: 60,
      AccessToken: 60,
      IdToken: 300,
      Interaction: signInS,
      Session: signInS,
      Grant: signInS,
    },
    loadExistingGrant: grantOwnConsole,
    findAccount: (_ctx, id) => accountOf(deps, id),
    renderError(ctx, out) {
      ctx.redirect(`/sign-in?fault=${out.error === 'access_denied' ? 'denied' : 'provider'}`);
    },
  };
}

/** The console is the hub's own: nobody has to agree that it learns who they are. */
async function grantOwnConsole(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { provider, client, session } = ctx.oidc;
  if (!client || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}

async function accountOf({ db }: PeopleDeps, id: string): Promise<Account | undefined> {
  const user = await findUser(db, id);
  if (user === undefined || user.disabledAt !== null || user.provider !== localProviderId) {
    return undefined;
  }
  const claims = { sub: id, name: user.displayName, preferred_username: user.handle };
  const email = user.email === null ? {} : { email: user.email };
  return { accountId: id, claims: () => Promise.resolve({ ...claims, ...email }) };
}
