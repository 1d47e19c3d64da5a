import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  generateBoxKeyPair,
  generateKeyPair,
  openSiteCertificate,
  sealRelayRequest,
} from '@eucora/protocol';
import { createUser } from '@nats-io/nkeys';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticate, openSession } from '../modules/identity/index.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';

// The program as people start it: its words, its exit codes, its two streams.

const main = new URL('../main.ts', import.meta.url).pathname;
let database: TestDatabase;
let home: string;
let env: Record<string, string>;
beforeAll(async () => {
  database = await startTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'eucora-hub-cli-'));
  env = {
    EUCORA_DATABASE_URL: database.url,
    EUCORA_DATABASE_OWNER_URL: database.ownerUrl,
    EUCORA_HUB_HOME: home,
    EUCORA_PUBLIC_URL: 'https://hub.example',
  };
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function hub(args: readonly string[], over: Record<string, string> = {}): Promise<Ended> {
  try {
    const run = promisify(execFile)(process.execPath, [main, ...args], {
      env: { ...env, ...over },
    });
    const { stdout, stderr } = await run;
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

test('set-up can be repeated: migrate, site create, site admit', async () => {
  expect(await hub(['migrate'])).toMatchObject({ code: 0, out: 'The schema is up to date.\n' });
  const create = ['site', 'create', '--site', 'hq', '--class', 'online', '--name', 'Head office'];
  expect(await hub(create)).toMatchObject({ code: 0, out: 'Site hq is created.\n' });
  expect(await hub(create)).toMatchObject({ code: 0, out: 'Site hq was there already.\n' });

  const key = generateKeyPair();
  const application = {
    site: 'hq',
    publicKey: key.publicKey.raw,
    boxPublic: generateBoxKeyPair().publicKey,
    natsPublic: createUser().getPublicKey(),
  };
  const [request, out] = [join(home, 'relay-request'), join(home, 'site-certificate')];
  await writeFile(request, sealRelayRequest(application, key));
  expect(await hub(['site', 'admit', '--request', request, '--out', out])).toMatchObject({
    code: 0,
  });
  expect(openSiteCertificate(await readFile(out))).toMatchObject({ site: 'hq' });
});

test('a token is the only line, and works', async () => {
  const { out } = await hub(['token', 'create', '--role', 'auditor', '--days', '1']);
  const now = (): Date => new Date();
  const actor = await authenticate({ db: database.db, now, mfa: [] }, { bearer: out.trim() });
  expect(actor).toMatchObject({ role: 'auditor' });
});

test('a token within a site is listed with its use, and refused once revoked', async () => {
  const limits = ['--site', 'hq,vault', '--environment', 'production'];
  const made = await hub([
    'token',
    'create',
    '--role',
    'endpoint_ops',
    '--name',
    'nightly',
    ...limits,
  ]);
  const now = (): Date => new Date();
  const deps = { db: database.db, now, mfa: [] };
  const bearer = made.out.trim();
  expect(await authenticate(deps, { bearer })).toMatchObject({
    id: 'service:nightly',
    kind: 'service',
    scope: { sites: ['hq', 'vault'], deviceGroups: 'all', environments: ['production'] },
  });
  const line = (await hub(['token', 'list'])).out
    .split('\n')
    .find((one) => one.includes('nightly'));
  expect(line?.split('\t')).toEqual([
    expect.stringMatching(/^\d+$/),
    'service:nightly',
    'valid',
    'endpoint_ops at hq,vault in production',
    expect.stringMatching(/^expires 2/),
    expect.stringMatching(/^last used 2/),
  ]);
  const again = await hub(['token', 'create', '--role', 'auditor', '--name', 'nightly']);
  expect(again).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^There is a token "nightly"/),
  });
  expect(await hub(['token', 'revoke', '--name', 'nightly'])).toMatchObject({
    code: 0,
    out: 'Token service:nightly is revoked.\n',
  });
  await expect(authenticate(deps, { bearer })).rejects.toThrow(/revoked or expired/);
});

test('a sign-in link points at the console, its secret behind the #', async () => {
  const { out } = await hub(['sign-in-link']);
  expect(out).toMatch(/^https:\/\/hub\.example\/sign-in#link=eucora_link_[\w-]{43}\n$/);
  const link = out.trim().split('#link=')[1] ?? '';
  const session = await openSession({ db: database.db, now: () => new Date() }, { link });
  expect(session.actor.role).toBe('platform_admin');
});

test.each([
  [['fly'], 2, /There is no command "fly"/],
  [['token', 'create'], 2, /^Say --role\.\n$/],
  [['token', 'create', '--role', 'king'], 1, /^"king" is no role; use platform_admin, /],
  [['token', 'create', '--rule', 'x'], 2, /Unknown option '--rule'/],
  [['token', 'create', '--role', 'auditor', '--days', '9999'], 2, /^Say --days as .* to 366/],
  [['token', 'revoke', '--name', 'nobody'], 1, /^There is no service token "nobody"/],
  [['site', 'create', '--site', 'A B', '--class', 'online'], 1, /^"A B" can't name a site/],
  [['site', 'admit', '--request', '/nowhere', '--out', 'x'], 2, /\/nowhere can't be read\.\n$/],
] as const)('%j: exit code %d and one sentence', async (args, code, message) => {
  const ended = await hub(args);
  expect(ended).toMatchObject({ code, out: '', err: expect.stringMatching(message) });
  expect(ended.err).not.toMatch(/^\s+at /m);
});

test('a database that is away is one sentence', async () => {
  const away = 'postgres://eucora@127.0.0.1:1/eucora';
  const over = { EUCORA_DATABASE_URL: away, EUCORA_DATABASE_OWNER_URL: away };
  const ended = await hub(['sign-in-link'], over);
  expect(ended).toMatchObject({
    code: 1,
    err: 'The database does not answer; try again shortly.\n',
  });
  expect((await hub(['migrate'], over)).err).toMatch(/^The database could not be migrated: .*\n$/);
});

test('the audit record that this left is whole', async () => {
  expect(await hub(['audit', 'verify'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^The audit record is whole: \d+ entries, signed checkpoints: \d+\.\n$/,
    ),
  });
});
