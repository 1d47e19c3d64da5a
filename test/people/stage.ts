import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { migrate, readConfig, startHub, type Hub } from '@eucora/hub';
import { createLogger, createSignInLink } from '@eucora/hub/testing';
import { freePort, startPostgres } from '@eucora/packaging';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { inheritedEnvironment, projectRoot } from '../kit/config.ts';
import type { ForeignAccount } from './foreign-provider.ts';

/** A hub with its console at a host name, and a foreign provider beside it. */
export interface Stage extends AsyncDisposable {
  readonly hub: Hub;
  readonly url: string;
  readonly account: ForeignAccount;
  readonly passkey: KeyObject;
  signInLink(): Promise<string>;
  now(): Date;
  /** Moves the hub's clock on: to the next one-time code. */
  advance(ms: number): void;
}

const clientSecret = 'a secret of the two of them';

/** Browsers keep passkeys for host names, and this is the one that every machine has. */
const host = 'localhost';

export async function startStage(): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'eucora-people-'));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const postgres = stack.use(await startPostgres({ dir: join(home, 'postgres') }));
  const logger = createLogger('silent');
  await migrate(postgres.ownerUrl, logger);
  const [port, providerPort] = [await freePort(), await freePort()];
  const url = `http://${host}:${port}`;
  const { account, passkey } = foreignAccount();
  const issuer = `http://${host}:${providerPort}`;
  const callback = `${url}/api/session/callback/`;
  const settings = { issuer, clientId: 'eucora', clientSecret, callback, account };
  const provider = await startProvider(settings);
  stack.defer(() => stopProvider(provider));
  await writeFile(join(home, 'client-secret'), clientSecret);
  await writeFile(
    join(home, 'oidc.json'),
    JSON.stringify({
      id: 'corp',
      name: 'Corporate sign-in',
      issuer,
      client_id: 'eucora',
      client_secret_file: 'client-secret',
      roles: { 'EUCORA Admins': 'platform_admin' },
    }),
  );
  const config = readConfig({
    EUCORA_DATABASE_URL: postgres.url,
    EUCORA_HUB_HOME: join(home, 'hub'),
    EUCORA_PORT: String(port),
    EUCORA_HOST: '127.0.0.1',
    EUCORA_PUBLIC_URL: url,
    EUCORA_UI_DIR: join(projectRoot, 'ui', 'dist'),
    EUCORA_OIDC_FILE: join(home, 'oidc.json'),
  });
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  const signal = new AbortController().signal;
  const hub = stack.use(await startHub(config, signal, { logger, now }));
  const running = stack.move();
  return {
    hub,
    url,
    account,
    passkey,
    now,
    advance(ms) {
      aheadMs += ms;
    },
    async signInLink() {
      const secret = await createSignInLink(postgres.url, now);
      return `${url}/sign-in#link=${secret}`;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function foreignAccount(): { account: ForeignAccount; passkey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const account = {
    sub: 'u-1',
    name: 'priya',
    password: 'a password of theirs',
    totpSecret: randomBytes(20).toString('hex'),
    groups: ['EUCORA Admins'],
    passkey: {
      id: randomBytes(16).toString('base64url'),
      jwk: publicKey.export({ format: 'jwk' }),
    },
  };
  return { account, passkey: privateKey };
}

async function startProvider(settings: object): Promise<ChildProcess> {
  const main = join(projectRoot, 'test', 'people', 'provider-main.ts');
  const child = spawn(process.execPath, [main, JSON.stringify(settings)], {
    env: inheritedEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') return child;
  }
  throw new Error('the foreign provider ended before it served');
}

async function stopProvider(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Gives a page's browser a built-in authenticator that checks its owner, as a laptop has one. */
export async function addAuthenticator(
  context: BrowserContext,
  page: Page,
): Promise<{ readonly cdp: CDPSession; readonly authenticatorId: string }> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}
