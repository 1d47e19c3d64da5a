import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Envelope } from './envelope.ts';
import { envelopeSource, type EnvelopePlace } from './envelope-sources.ts';
import { startKvServer, type KvServer } from './testing/kv-server.ts';

let dir: string;
let vault: KvServer;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'eucora-vault-'));
  vault = await startKvServer();
  await writeFile(join(dir, 'token'), `${vault.rootToken}\n`, { mode: 0o600 });
  await writeFile(join(dir, 'secret-id'), vault.secretId, { mode: 0o600 });
});
afterEach(async () => {
  await vault[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true });
});

const byToken = (): EnvelopePlace => ({
  kind: 'vault',
  address: vault.address,
  mount: 'secret',
  path: 'eucora/envelope',
  login: { method: 'token', tokenFile: join(dir, 'token') },
});
const byAppRole = (): EnvelopePlace => ({
  kind: 'vault',
  address: vault.address,
  mount: 'secret',
  path: 'eucora/envelope',
  login: {
    method: 'approle',
    roleId: vault.roleId,
    secretIdFile: join(dir, 'secret-id'),
    mount: 'approle',
  },
});
const open = (place: EnvelopePlace): Promise<Envelope> => Envelope.open(envelopeSource(place));

test('the first who comes makes the key; whoever comes at the same time has the same', async () => {
  const envelopes = await Promise.all([byToken(), byAppRole(), byToken(), byAppRole()].map(open));
  expect(new Set(envelopes.map(({ currentId }) => currentId)).size).toBe(1);
  expect(vault.versions).toHaveLength(1);
});

test('a new key is written against the version that it replaces, the old one beside it', async () => {
  const [a, b] = [await open(byToken()), await open(byAppRole())];
  const wrapped = a.wrap(Buffer.alloc(32, 7), 'x');
  await Promise.all([a.replace(), b.replace()]);
  await Promise.all([a.refresh(), b.refresh()]);
  expect(a.currentId).toBe(b.currentId);
  expect(a.currentId).not.toBe(wrapped.envelopeId);
  expect(await b.unwrap(wrapped, 'x')).toEqual(Buffer.alloc(32, 7));
  expect(vault.versions).toHaveLength(2);
});

test('a token that has run out is asked for again', async () => {
  const envelope = await open(byAppRole());
  vault.endTokens();
  await envelope.refresh();
  expect(vault.requests.filter((request) => request.endsWith('/login'))).toHaveLength(2);
});

test('a deleted key is made anew as the next version', async () => {
  const before = await open(byToken());
  vault.versions.push(undefined);
  const after = await open(byToken());
  expect(after.currentId).not.toBe(before.currentId);
  expect(vault.versions).toHaveLength(3);
});

test('what is wrong is named with its remedy', async () => {
  vault.sealed = true;
  await expect(open(byToken())).rejects.toThrow(/answered 503 .*sealed/);
  vault.sealed = false;
  await writeFile(join(dir, 'token'), 'hvs.wrong');
  await expect(open(byToken())).rejects.toThrow(
    /answered 403 .*permission denied; check EUCORA_VAULT_/,
  );
  await writeFile(join(dir, 'secret-id'), 'wrong');
  await expect(open(byAppRole())).rejects.toThrow(/AppRole login: invalid role or secret ID/);
  await rm(join(dir, 'token'));
  await expect(open(byToken())).rejects.toThrow(/token, which lets the hub into the vault, can't/);
  const away = { ...byToken(), address: new URL('http://127.0.0.1:1') } as EnvelopePlace;
  await writeFile(join(dir, 'token'), vault.rootToken);
  await expect(open(away)).rejects.toThrow(
    /127\.0\.0\.1:1, which keeps the envelope key, does not/,
  );
});

test('no message holds the token or the key', async () => {
  await open(byToken());
  vault.versions.push({ key: 'planted-not-a-key' });
  const fault = await open(byToken()).catch((error: unknown) => String(error));
  expect(fault).toMatch(/must hold an envelope key/);
  expect(fault).not.toContain('planted');
  expect(fault).not.toContain(vault.rootToken);
});
