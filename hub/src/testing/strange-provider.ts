import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/**
 * A provider that speaks OpenID Connect with real keys, and whose tokens a test may make as wrong
 * as it likes. It signs in whoever comes: the test makes the callback itself.
 */
export class StrangeProvider implements AsyncDisposable {
  readonly issuer: string;
  /** Makes the ID token of the next exchange. */
  idToken: (provider: StrangeProvider) => Promise<string>;
  /** How often its keys were asked for. */
  keyRequests = 0;
  /** What its discovery document says otherwise than it should. */
  discovery: Readonly<Record<string, string>> = {};
  readonly clientId = 'eucora';
  key: SigningKey;
  readonly #server: Server;

  private constructor(server: Server, key: SigningKey, port: number) {
    this.#server = server;
    this.key = key;
    this.issuer = `http://127.0.0.1:${port}`;
    this.idToken = (provider) => provider.sign({});
    server.on('request', (request, response) => {
      this.#answer(request).then(
        (body) => {
          response.setHeader('content-type', 'application/json');
          return response.end(JSON.stringify(body));
        },
        (error: unknown) => {
          response.statusCode = 500;
          return response.end(String(error));
        },
      );
    });
  }

  static async start(): Promise<StrangeProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('no TCP port');
    return new StrangeProvider(server, await newKey(), address.port);
  }

  /** Signs with another key from now on; the one before is not published any more. */
  async rotate(): Promise<void> {
    this.key = await newKey();
  }

  /** Claims as they should be, with those of a test over them. */
  claims(over: JWTPayload = {}, now = new Date()): JWTPayload {
    const seconds = Math.floor(now.getTime() / 1_000);
    return {
      iss: this.issuer,
      aud: this.clientId,
      sub: 'person-1',
      iat: seconds,
      exp: seconds + 300,
      nonce: this.nonce,
      name: 'Priya Natarajan',
      preferred_username: 'priya',
      groups: ['Auditors'],
      amr: ['pwd', 'mfa'],
      ...over,
    };
  }

  /** The nonce of the sign-in under way; the test takes it from the authorization request. */
  nonce = '';

  sign(over: JWTPayload, key = this.key): Promise<string> {
    return new SignJWT(this.claims(over))
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .sign(key.privateKey);
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    const { pathname } = new URL(request.url ?? '/', this.issuer);
    if (pathname === '/.well-known/openid-configuration') {
      return {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
        ...this.discovery,
      };
    }
    if (pathname === '/jwks') {
      this.keyRequests += 1;
      return { keys: [this.key.publicJwk] };
    }
    request.resume();
    const token = await this.idToken(this);
    return { access_token: 'opaque', token_type: 'Bearer', expires_in: 60, id_token: token };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

export async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, publicJwk: { ...jwk, kid, alg: 'ES256', use: 'sig' } };
}
