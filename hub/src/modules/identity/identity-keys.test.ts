import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealAtRest } from '../../platform/keys.ts';
import type { Database } from '../../platform/db.ts';
import { TestBrowser } from '../../testing/browser.ts';
import {
  beginSignIn,
  finishSignIn,
  goodPassword,
  person,
  signInWithEnrolment,
  startPeopleWorld,
  type PeopleWorld,
} from '../../testing/people-world.ts';
import { Envelope, envelopeSource, SecretStore, spentAfterMs } from '../secrets/index.ts';
import { IdentityKeys } from './identity-keys.ts';
import { hotp, stepAt, tokenSigningKey } from './index.ts';
import { publishedMs } from './provider/signing-keys.ts';
import { signingKeyContext, totpContext } from './sealed-contexts.ts';

// A home from before keys had versions, in which people sign in while everything changes.

const imported = randomBytes(32);
let world: PeopleWorld;
let keys: IdentityKeys;
let envelope: Envelope;
const now = (): Date => world.now();
const keysOf = (db: Database): IdentityKeys =>
  new IdentityKeys({ store: new SecretStore({ db, envelope, now }), db, now, imported });
/** As another process has them. */
const otherProcess = (): IdentityKeys => keysOf(world.postgres.db);

beforeAll(async () => {
  const current = randomBytes(32).toString('base64');
  envelope = await Envelope.open(envelopeSource({ kind: 'environment', current }));
  world = await startPeopleWorld((deps) => {
    keys = keysOf(deps.db);
    return { identityKeys: keys };
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const rotateAll = async (): Promise<void> => {
  const { db } = world.postgres;
  await keys.rotateSealing('test');
  await keys.rotateCookies('test');
  await tokenSigningKey.rotate({ db, now, keys });
};
const versionsOf = async (table: string): Promise<number[]> => {
  const sql = `SELECT DISTINCT seal_version AS version FROM identity.${table} ORDER BY 1`;
  const { rows } = await world.postgres.db.query<{ version: number }>(sql);
  return rows.map(({ version }) => version);
};
const kept = async (): Promise<string[]> => {
  const sql = `SELECT name || ' ' || version AS key FROM secrets.versions ORDER BY name, version`;
  return (await world.postgres.db.query<{ key: string }>(sql)).rows.map(({ key }) => key);
};

test('what lies under the key of an old home is read, sealed anew in steps, and the key destroyed', async () => {
  const { db } = world.postgres;
  const owner = await person(world, 'old', 'auditor');
  const secret = randomBytes(20);
  const insert = `INSERT INTO identity.totp (user_id, secret, confirmed_at, seal_version)
                  VALUES ($1, $2, now(), 1)`;
  await db.query(insert, [owner.id, sealAtRest(secret, imported, totpContext(owner.id))]);
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(pair.privateKey)), kid: 'old', alg: 'ES256', use: 'sig' };
  const sealedJwk = sealAtRest(
    Buffer.from(JSON.stringify(jwk)),
    imported,
    signingKeyContext('old'),
  );
  const insertKey = `INSERT INTO identity.signing_keys (kid, sealed, seal_version, created_at)
                     VALUES ('old', $1, 1, $2)`;
  await db.query(insertKey, [sealedJwk, new Date(world.now().getTime() - 1_000)]);
  const damaged = `INSERT INTO identity.oidc_payloads (model, id_hash, payload, seal_version)
                   SELECT 'Session', ('\\x' || lpad(to_hex(n), 4, '0'))::bytea, $1, 1
                     FROM generate_series(1, 250) n`;
  await db.query(damaged, [randomBytes(40)]); // opens under no key, and holds up nothing

  const browser = new TestBrowser(world.app);
  const steps = await beginSignIn(browser);
  await browser.post(`${steps}password/`, { name: 'old', password: goodPassword });
  const stopped = new AbortController();
  stopped.abort();
  await otherProcess().keepUp(stopped.signal); // imports, and nothing else
  expect(await kept()).toContain('identity-sealing-key 1');

  expect(await keys.rotateSealing('test')).toMatchObject({ version: 2 });
  for (const table of ['totp', 'signing_keys', 'oidc_payloads']) {
    expect(await versionsOf(table)).toEqual([2]);
  }
  // Whoever is in the middle of it goes on, and with the second factor from before.
  const code = hotp(secret, stepAt(world.now()));
  expect((await browser.post(`${steps}totp/`, { code })).statusCode).toBe(200);
  expect(await finishSignIn(browser, steps)).toBe('/');

  await otherProcess().keepUp();
  expect(await kept()).toContain('identity-sealing-key 1'); // somebody may seal under it still
  expect(await keys.isImportedSpent()).toBe(false);
  world.advance(spentAfterMs);
  await otherProcess().keepUp();
  expect(await kept()).not.toContain('identity-sealing-key 1');
  expect(await keys.isImportedSpent()).toBe(true);
  const sealed = await keys.seal(secret, Buffer.from('x'));
  expect(sealed.version).toBe(2);
  // The old file does not come back as a newer version.
  expect(await otherProcess().rotateSealing('test')).toMatchObject({ version: 3 });
  const after = await keys.seal(secret, Buffer.from('x'));
  expect(await keys.open(sealed, Buffer.from('x'))).toEqual(
    await keys.open(after, Buffer.from('x')),
  );
  const withOld = { version: 1, bytes: sealAtRest(secret, imported, Buffer.from('x')) };
  await expect(keys.open(withOld, Buffer.from('x'))).rejects.toThrow(/Version 1 of the key/);
});

test('what is still under an old version keeps it, and a stopped process is followed by another', async () => {
  const { db } = world.postgres;
  const insert = `INSERT INTO identity.oidc_payloads (model, id_hash, payload, seal_version)
                  VALUES ('Session', '\\xffff', $1, $2)`;
  const current = await keys.seal(Buffer.from('{}'), Buffer.from('oidc:Session'));
  await db.query(insert, [current.bytes, current.version]);
  const store = new SecretStore({ db, envelope, now });
  const change = { name: 'identity-sealing-key', overlapMs: 1e12, actor: 'test' };
  // A process that begins a version and is stopped before it seals anything anew.
  await db.transaction((tx) => store.rotate(tx, { ...change, make: () => randomBytes(32) }));
  world.advance(spentAfterMs);
  expect(await versionsOf('oidc_payloads')).toContain(current.version);
  await keys.keepUp();
  expect(await versionsOf('oidc_payloads')).toEqual([current.version + 1]);
  expect(await kept()).not.toContain(`identity-sealing-key ${current.version}`);
});

test('nobody is signed out, and who signs in just then gets in', async () => {
  world.resetClock(); // the provider's tokens are dated by the machine's
  await person(world, 'anna', 'platform_admin');
  const { browser, secret } = await signInWithEnrolment(world, 'anna');
  const other = new TestBrowser(world.app);
  world.advance(30_000);
  const steps = await beginSignIn(other);
  await rotateAll();
  world.advance(60_001); // the provider reads its keys again
  const password = await other.post(`${steps}password/`, { name: 'anna', password: goodPassword });
  expect(password.statusCode).toBe(200);
  await rotateAll();
  const code = hotp(secret, stepAt(world.now()));
  expect((await other.post(`${steps}totp/`, { code })).statusCode).toBe(200);
  expect(await finishSignIn(other, steps)).toBe('/');
  for (const one of [browser, other]) {
    expect((await one.get('/api/session/')).statusCode).toBe(200);
  }
});

test('the key before is published until its tokens are over', async () => {
  const { db } = world.postgres;
  const kids = async (): Promise<string[]> => {
    world.advance(60_001);
    const browser = new TestBrowser(world.app);
    const answer = await browser.get('/oidc/jwks');
    return answer.json<{ keys: { kid: string }[] }>().keys.map(({ kid }) => kid);
  };
  const [before] = await kids();
  const { kid } = await tokenSigningKey.rotate({ db, now, keys });
  expect((await kids()).slice(0, 2)).toEqual([kid, before]);
  world.advance(publishedMs);
  expect(await kids()).toEqual([kid]);
});
