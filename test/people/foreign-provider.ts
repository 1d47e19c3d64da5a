import { createHash, createPublicKey, randomBytes, verify, type webcrypto } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider, type Configuration } from 'oidc-provider';
import { acceptedCode } from './one-time-code.ts';

/** Whom the provider knows, and by what. */
export interface ForeignAccount {
  readonly sub: string;
  readonly name: string;
  readonly password: string;
  readonly totpSecret: string; // hex
  readonly groups: readonly string[];
  /** The passkey's public key and id. */
  readonly passkey: { readonly id: string; readonly jwk: webcrypto.JsonWebKey };
}
export interface ForeignSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callback: string;
  readonly account: ForeignAccount;
}

/** What a browser's authenticator answered. */
interface Shown {
  readonly id: string;
  readonly clientData: string; // base64url
  readonly authenticatorData: string; // base64url
  readonly signature: string; // base64url
}

/**
 * A provider of another make: oidc-provider with a page of its own, which takes a password with a
 * one-time code, or a passkey, and says so in `amr`. It keeps everything in memory.
 */
export function createForeignProvider(settings: ForeignSettings) {
  const { issuer, account } = settings;
  const challenges = new Map<string, string>();
  const provider = new Provider(issuer, configurationOf(settings));
  const callback = provider.callback();

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', issuer);
    const uid = /^\/interaction\/([\w-]+)/.exec(pathname)?.[1];
    if (uid === undefined) {
      await callback(request, response);
      return;
    }
    if (request.method === 'GET') {
      const challenge = randomBytes(32).toString('base64url');
      challenges.set(uid, challenge);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page(uid, challenge));
      return;
    }
    const form = new URLSearchParams(await bodyOf(request));
    const amr = await proved(form, challenges.get(uid) ?? '');
    challenges.delete(uid);
    if (amr === undefined) {
      response.statusCode = 401;
      response.end('wrong');
      return;
    }
    const login = { accountId: account.sub, amr: [...amr] };
    await provider.interactionFinished(request, response, { login });
  };

  function proved(
    form: URLSearchParams,
    challenge: string,
  ): Promise<readonly string[] | undefined> {
    const shown = form.get('passkey');
    if (shown !== null) {
      const isRight = isPasskey(JSON.parse(shown) as Shown, challenge, new URL(issuer), account);
      return Promise.resolve(isRight ? ['hwk', 'user', 'mfa'] : undefined);
    }
    const isRight =
      form.get('name') === account.name &&
      form.get('password') === account.password &&
      acceptedCode(Buffer.from(account.totpSecret, 'hex'), form.get('code') ?? '', new Date());
    return Promise.resolve(isRight ? ['pwd', 'otp', 'mfa'] : undefined);
  }
}

function configurationOf(settings: ForeignSettings): Configuration {
  const { account } = settings;
  return {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: [settings.callback],
        post_logout_redirect_uris: [new URL('/sign-in', settings.callback).href],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: {
      openid: ['sub', 'amr'],
      profile: ['name', 'preferred_username', 'groups'],
      email: ['email'],
    },
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      if (!client || session?.accountId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        name: 'Priya Natarajan',
        preferred_username: account.name,
        groups: [...account.groups],
      }),
    }),
  };
}

/** WebAuthn 7.2, as far as this one key needs it. */
function isPasskey(shown: Shown, challenge: string, issuer: URL, account: ForeignAccount): boolean {
  const client = Buffer.from(shown.clientData, 'base64url');
  const said = JSON.parse(client.toString('utf8')) as Record<string, unknown>;
  const data = Buffer.from(shown.authenticatorData, 'base64url');
  const host = createHash('sha256').update(issuer.hostname).digest();
  const userPresentAndVerified = 0b101;
  const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
  const key = createPublicKey({ key: account.passkey.jwk, format: 'jwk' });
  return (
    shown.id === account.passkey.id &&
    said['type'] === 'webauthn.get' &&
    said['challenge'] === challenge &&
    said['origin'] === issuer.origin &&
    data.subarray(0, 32).equals(host) &&
    ((data[32] ?? 0) & userPresentAndVerified) === userPresentAndVerified &&
    verify('sha256', signed, key, Buffer.from(shown.signature, 'base64url'))
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** The provider's own page: not the console's, so that nothing of ours helps it. */
function page(uid: string, challenge: string): string {
  return `<!doctype html><title>Corporate sign-in</title><h1>Corporate sign-in</h1>
<form method="post" action="/interaction/${uid}">
  <label>User <input name="name"></label> <label>Password <input name="password" type="password"></label>
  <label>Code <input name="code"></label> <button>Log in</button>
</form>
<form method="post" action="/interaction/${uid}" id="key"><input type="hidden" name="passkey"></form>
<button id="passkey">Passkey</button>
<script>
const text = (b) => btoa(String.fromCharCode(...new Uint8Array(b)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const bytes = (t) => Uint8Array.from(atob(t.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
document.getElementById('passkey').addEventListener('click', async () => {
  const { id, response } = await navigator.credentials.get({
    publicKey: { challenge: bytes('${challenge}'), userVerification: 'required' },
  });
  const form = document.getElementById('key');
  form.passkey.value = JSON.stringify({
    id,
    clientData: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
  });
  form.submit();
});
</script>`;
}
