import { createRemoteJWKSet, customFetch as joseFetch, type JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';
import { messageOf, UnauthenticatedError, UnavailableError } from '../../../platform/errors.ts';
import { OutboundError } from '../../../platform/outbound.ts';
import { verifyIdToken } from './id-token.ts';

/** A provider as the relying party sees it: the embedded one and external ones are alike. */
export interface ProviderAccess {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scopes: readonly string[];
  readonly toleranceS: number;
  /** Asks to sign in even where the provider still knows the browser. */
  readonly prompt: 'login' | undefined;
  readonly acrValues: readonly string[];
  readonly idTokenAlgorithm: string | undefined;
  /** Unknown key ids are looked up at most this often, milliseconds. */
  readonly keysCooldownMs: number;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}
/** What has to come back unchanged. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}
/** Who the provider says it is, and how they signed in. */
export interface ProvedIdentity {
  readonly subject: string;
  /** As it came: shown to the provider when the session ends. */
  readonly idToken: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly amr: readonly string[];
  readonly acr: string | undefined;
}

const discoveryMs = 3_600_000;
const timeoutS = 10;
const keysMs = 600_000;

interface Discovered {
  readonly at: number;
  readonly config: client.Configuration;
  readonly keyFor: JWTVerifyGetKey;
}

/** OpenID Connect's authorization code flow with PKCE against one provider. */
export class RelyingParty {
  readonly #access: ProviderAccess;
  readonly #now: () => Date;
  #discovered: Discovered | undefined;

  constructor(access: ProviderAccess, now: () => Date) {
    this.#access = access;
    this.#now = now;
  }

  /** Fresh secrets of one sign-in. */
  static secrets(): FlowSecrets {
    return {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
  }

  /** Where the browser goes to sign in. @throws UnavailableError when the provider is away */
  async begin(redirectUri: string, flow: FlowSecrets): Promise<URL> {
    const { config } = await this.#discover();
    const { scopes, prompt, acrValues } = this.#access;
    return client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: scopes.join(' '),
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      ...(prompt === undefined ? {} : { prompt }),
      ...(acrValues.length === 0 ? {} : { acr_values: acrValues.join(' ') }),
    });
  }

  /**
   * Exchanges the code of a callback and verifies what comes for it.
   * @throws UnauthenticatedError naming what was refused; UnavailableError
   */
  async complete(callback: URL, flow: FlowSecrets): Promise<ProvedIdentity> {
    const { config, keyFor } = await this.#discover();
    const token = await this.#exchange(config, callback, flow);
    const { issuer } = config.serverMetadata();
    const claims = await verifyIdToken(token, keyFor, {
      issuer,
      clientId: this.#access.clientId,
      nonce: flow.nonce,
      toleranceS: this.#access.toleranceS,
      now: this.#now(),
    });
    const amr = claims['amr'];
    const acr = claims['acr'];
    return {
      subject: claims.sub,
      idToken: token,
      claims,
      amr: Array.isArray(amr) ? amr.filter((word) => typeof word === 'string').slice(0, 16) : [],
      acr: typeof acr === 'string' ? acr : undefined,
    };
  }

  /**
   * Where the browser goes to end the provider's own session (OpenID Connect RP-Initiated Logout
   * 1.0); undefined: the provider offers no such place. @throws UnavailableError
   */
  async endSession(idToken: string, afterwards: string): Promise<URL | undefined> {
    const { config } = await this.#discover();
    const { end_session_endpoint: place } = config.serverMetadata();
    if (place === undefined || !URL.canParse(place)) return undefined;
    // Encrypted, or at the issuer's own address on this machine.
    const { protocol, origin } = new URL(place);
    if (protocol !== 'https:' && origin !== this.#access.issuer.origin) return undefined;
    return client.buildEndSessionUrl(config, {
      id_token_hint: idToken,
      post_logout_redirect_uri: afterwards,
    });
  }

  async #exchange(config: client.Configuration, callback: URL, flow: FlowSecrets): Promise<string> {
    try {
      const { id_token: token } = await client.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      });
      if (token !== undefined) return token;
    } catch (error) {
      throw faultOf(error);
    }
    throw refused('no_id_token', undefined);
  }

  async #discover(): Promise<Discovered> {
    const at = this.#now().getTime();
    const known = this.#discovered;
    if (known !== undefined && Math.abs(at - known.at) < discoveryMs) return known;
    const { issuer, clientId, clientSecret, toleranceS, idTokenAlgorithm } = this.#access;
    const send: client.CustomFetch = (url, { method, headers, body, signal }) =>
      this.#access.fetch(url, {
        method,
        headers,
        redirect: 'manual',
        ...(body === undefined || body === null ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
    const metadata = {
      ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
      ...(idTokenAlgorithm === undefined ? {} : { id_token_signed_response_alg: idTokenAlgorithm }),
      [client.clockTolerance]: toleranceS,
    };
    const authentication =
      clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret);
    try {
      const config = await client.discovery(issuer, clientId, metadata, authentication, {
        [client.customFetch]: send,
        timeout: timeoutS,
        // http is allowed for issuers on this machine alone; the settings see to that.
        execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
      });
      this.#discovered = { at, config, keyFor: this.#keysOf(config) };
      return this.#discovered;
    } catch (error) {
      if (known !== undefined) return known;
      throw new UnavailableError(
        `The sign-in provider ${issuer.host} can't be used now: ${messageOf(error)}.`,
        { cause: error },
      );
    }
  }

  /** Keys follow the provider's rotation: an unknown key id is looked up once more. */
  #keysOf(config: client.Configuration): JWTVerifyGetKey {
    const { jwks_uri: address } = config.serverMetadata();
    if (address === undefined) throw new Error('its discovery document names no jwks_uri');
    return createRemoteJWKSet(new URL(address), {
      timeoutDuration: timeoutS * 1_000,
      cacheMaxAge: keysMs,
      cooldownDuration: this.#access.keysCooldownMs,
      [joseFetch]: (url, options) => this.#access.fetch(url, options),
    });
  }
}

function refused(reason: string, cause: unknown): UnauthenticatedError {
  return new UnauthenticatedError(
    `The provider's answer was refused (${reason}); begin again.`,
    `oidc_${reason}`,
    { cause },
  );
}

/** What went wrong at the exchange: the person's, the provider's or the wire's. */
function faultOf(error: unknown): Error {
  if (error instanceof client.AuthorizationResponseError) {
    return refused(error.error === 'access_denied' ? 'denied' : 'error', error);
  }
  if (error instanceof client.ResponseBodyError) return refused('code', error);
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!(cause instanceof OutboundError)) continue;
    return new UnavailableError(`The sign-in provider can't be asked: ${cause.message}`, { cause });
  }
  return refused('response', error);
}
