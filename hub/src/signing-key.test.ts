import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import {
  hubKeyMark,
  isSignedBy,
  openCollection,
  openHubKeys,
  openReceipt,
  subjects,
  type DocumentKind,
} from '@eucora/protocol';
import { deviceFor, heartbeats, hubKeysOver, keyFor, relayFor } from '@eucora/protocol/testing';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestFor, testNow } from './ingest/testing/ingest.ts';
import { startBroker, until, type TestBroker } from './ingest/testing/nats-server.ts';
import { ensureStreams } from './ingest/uplink-stream.ts';
import { checkpointNow, sealAll, verifyChain } from './modules/audit/index.ts';
import { Counters } from './modules/ledger/index.ts';
import { Envelope, envelopeSource, SecretStore } from './modules/secrets/index.ts';
import { noteHubKeyWord, relaysOf } from './modules/sites/index.ts';
import { hubKeyFault } from './modules/sites/hub-key-words.ts';
import { loadHubKeys, type HubKeys } from './platform/keys.ts';
import { createMetrics } from './platform/metrics.ts';
import { silent, startTestDatabase, type TestDatabase } from './platform/testing.ts';
import { CreditDesk } from './publish/credit-desk.ts';
import { documentSources } from './publish/document-sources.ts';
import { hubKeysTurn } from './publish/hub-key-documents.ts';
import { PublisherWork } from './publish/publisher.ts';
import { SiteDocumentsWork } from './publish/site-documents.ts';
import { followSigningKey, signingKeyRotation, type SigningKeyDeps } from './signing-key.ts';

let database: TestDatabase;
let broker: TestBroker;
let nats: NatsConnection;
let folder: string;
let secrets: SecretStore;
const site = 'hq';
const relay = relayFor(site);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-signing-'));
  [database, broker] = await Promise.all([startTestDatabase(), startBroker()]);
  nats = await broker.connect();
  const options = { uplinkBytesMax: 10_000_000, replicas: 1, ackWaitMs: 2_000 };
  await ensureStreams(await jetstreamManager(nats), options);
  const path = join(folder, 'envelope.key');
  const envelope = await Envelope.open(envelopeSource({ kind: 'file', path }));
  secrets = new SecretStore({ db: database.db, envelope, now: testNow });
});
afterAll(async () => {
  await broker[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Where the database has forgotten the key. */
const noSecrets = { get: () => Promise.resolve(undefined), put: () => Promise.resolve(1) };
const homeOf = (name: string): string => join(folder, name);
const depsOf = (keys: HubKeys, backups?: string): SigningKeyDeps => ({
  db: database.db,
  secrets,
  keys,
  backups,
  now: testNow,
  logger: silent,
});
const rotate = (keys: HubKeys, backups?: string) =>
  signingKeyRotation(depsOf(keys, backups)).rotate('user:anna');

async function atBroker(kind: DocumentKind): Promise<Uint8Array> {
  const manager = await jetstreamManager(nats);
  const last_by_subj = subjects.downlink(site, kind);
  const message = await manager.streams.getMessage(subjects.stream.downlink, { last_by_subj });
  if (!message) throw new Error(`the broker holds no ${kind}`);
  return message.data;
}

async function workOf(keys: HubKeys, home: string) {
  const { db } = database;
  const counters = await Counters.open(home);
  const common = { db, nats, counters, key: keys.sign, now: testNow, logger: silent };
  const credit = new CreditDesk(() => performance.now());
  const windowBytes = (): number => 1_000_000;
  const publisher = new PublisherWork({
    ...common,
    metrics: createMetrics(),
    windowBytes,
    credit,
  });
  const source = documentSources(keys.box).find(({ kind }) => kind === 'collection')!;
  const documents = new SiteDocumentsWork({ ...common, box: keys.box }, source);
  const turn = async (): Promise<void> => {
    await hubKeysTurn({ db, nats, key: keys.sign, logger: silent });
    await publisher.reconcileTurn();
    await publisher.issueTurn();
    await documents.issueTurn();
  };
  return { turn };
}

test('it changes while receipts and documents are issued; all is said again by the new key', async () => {
  const home = homeOf('one');
  const backups = join(folder, 'backups');
  const keys = await loadHubKeys(home);
  const ingest = await ingestFor(database, [{ site, relay }]);
  const device = deviceFor(site);
  const enrolments = [device.enrolment(site, relay.key)];
  await ingest.take(relay.seal([device.next(heartbeats(3))], { enrolments }).bytes);
  const { turn } = await workOf(keys, home);
  await turn();
  const [first] = keys.sign.keys;
  const before = openReceipt(await atBroker('receipt'), site, first!);
  const settings = openCollection(await atBroker('collection'), site, first!);
  await sealAll({ db: database.db, signKey: keys.sign, now: testNow });
  await checkpointNow({ db: database.db, signKey: keys.sign, now: testNow });

  expect(await rotate(keys, backups)).toEqual({ number: 2, copied: true });
  const { publicKey: newest } = keys.sign;
  // A site is told at most four times a second.
  const after = await until('the receipt is signed anew', async () => {
    await turn();
    const bytes = await atBroker('receipt');
    return isSignedBy(bytes, newest, 'it') ? openReceipt(bytes, site, newest) : undefined;
  });
  expect(after.generation).toBeGreaterThan(before.generation);
  expect(after.journals).toEqual(before.journals);
  const again = openCollection(await atBroker('collection'), site, newest);
  expect(again).toMatchObject({ settings: settings.settings });
  expect(again.generation).toBeGreaterThan(settings.generation);
  expect(openHubKeys(await atBroker('hub-keys')).keys).toHaveLength(2);
  // It is said once, not with every turn.
  await turn();
  expect(openReceipt(await atBroker('receipt'), site, newest)).toEqual(after);

  // The audit record is whole over both keys, and to one key alone it is not.
  const { db } = database;
  const check = await verifyChain(db, keys.sign);
  expect(check).toMatchObject({ whole: true });
  expect(check.whole && check.checkpoints).toBeGreaterThan(1);
  expect(await verifyChain(db, newest)).toMatchObject({ whole: false });
  const { rows } = await db.query<{ detail: { number: number } }>(
    `SELECT detail FROM audit.entries WHERE action = 'hub_keys.in_force'`,
  );
  expect(rows.map(({ detail }) => detail.number)).toEqual([2]);
  expect(await readdir(join(backups, 'signing-keys'))).toEqual(['sign-2.key']);
  expect(await readdir(join(home, 'keys'))).not.toContain('sign.key');
});

test('two hubs of one database agree, also when each is asked to rotate', async () => {
  await cp(homeOf('one'), homeOf('two'), { recursive: true });
  const [one, two] = [await loadHubKeys(homeOf('one')), await loadHubKeys(homeOf('two'))];
  await rotate(one);
  expect(two.sign.number).toBe(2);
  await followSigningKey(depsOf(two));
  expect(Buffer.from(two.sign.publicKey.raw)).toEqual(Buffer.from(one.sign.publicKey.raw));
  await rotate(two);
  await rotate(one); // which has not heard of it
  await followSigningKey(depsOf(two));
  expect([one.sign.number, two.sign.number]).toEqual([5, 5]);
  expect(two.sign.text).toBe(one.sign.text);
  expect(await readdir(join(homeOf('two'), 'keys'))).toContain('sign-5.key');
});

test('a home that was put back from before a rotation finds the key again', async () => {
  await cp(homeOf('one'), homeOf('old'), { recursive: true });
  const backups = join(folder, 'backups');
  const one = await loadHubKeys(homeOf('one'));
  await rotate(one, backups);
  const old = await loadHubKeys(homeOf('old'));
  expect(old.sign.number).toBe(5);
  const withoutSecret = { ...depsOf(old, backups), secrets: noSecrets };
  await followSigningKey(withoutSecret);
  expect(old.sign.text).toBe(one.sign.text);
});

test('a hub that forgot a key names no other successor once a relay says so', async () => {
  const { db } = database;
  const home = homeOf('forgot');
  const keys = await loadHubKeys(home); // a fresh first key: nothing of the fleet's is left
  const chain = hubKeysOver(keys.sign, keyFor('lost'));
  const [{ relayId } = { relayId: '' }] = await relaysOf(db, site);
  const word = { relayId, siteId: site, mark: hubKeyMark(chain, 0) };
  const noted = () => db.transaction((tx) => noteHubKeyWord(tx, word, keys.sign.chain, testNow()));
  expect(await noted()).toMatch(/follows signing key 2, and this hub has 1/);
  await noted();
  const { rows } = await db.query(`SELECT actor FROM audit.entries
                                    WHERE action = 'hub_keys.contradicted'`);
  expect(rows).toEqual([{ actor: `relay:${relayId}` }]);
  const alone = { ...depsOf(keys), secrets: noSecrets };
  await expect(signingKeyRotation(alone).rotate('user:anna')).rejects.toThrow(
    /was restored from before a rotation/,
  );
  expect(keys.sign.number).toBe(1);
  // What goes on from our key stays at the broker, too: sites may follow already.
  const manager = await jetstreamManager(nats);
  await manager.streams.purge(subjects.stream.downlink);
  nats.publish(subjects.downlink(site, 'hub-keys'), chain.bytes);
  await nats.flush();
  await hubKeysTurn({ db, nats, key: keys.sign, logger: silent });
  expect(openHubKeys(await atBroker('hub-keys')).keys).toHaveLength(2);
});

test('what a relay says of the keys is judged by the chain', () => {
  const [a, b, c, d] = [keyFor('a'), keyFor('b'), keyFor('c'), keyFor('d')];
  const chain = hubKeysOver(a, b, c);
  expect(hubKeyFault(hubKeyMark(undefined, 0), undefined)).toBeUndefined();
  expect(hubKeyFault(hubKeyMark(undefined, 0), chain)).toBeUndefined(); // only behind
  expect(hubKeyFault(hubKeyMark(hubKeysOver(a, b), 0), chain)).toBeUndefined();
  expect(hubKeyFault(hubKeyMark(chain, 0), chain)).toBeUndefined();
  expect(hubKeyFault(hubKeyMark(hubKeysOver(a, d), 0), chain)).toMatch(/is not this hub's/);
  expect(hubKeyFault(hubKeyMark(hubKeysOver(a, b, c, d), 0), chain)).toMatch(/this hub has 3/);
  expect(hubKeyFault(hubKeyMark(chain, 2), chain)).toMatch(/shown 2 successors/);
});
