import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cautiousCollection,
  sealCollection,
  type CollectionAnswer,
  type DocumentQuestion,
  type PrivateKey,
} from '@eucora/protocol';
import { hubKeysOver, keyFor } from '@eucora/protocol/testing';
import { expect, test } from 'vitest';
import { CollectionPolicy } from '../collection/policy.ts';
import { silentLogger } from '../log.ts';
import { DeskUnavailableError, type Desk } from '../sender/desk.ts';
import { tempDirectory, testDevice } from '../testing/builders.ts';
import { followHubKeys, keysBeforeDocuments } from './follower.ts';
import { DeviceHubKeys, hubKeysPath } from './hub-keys.ts';

const [one, two, three] = [keyFor('first'), keyFor('second'), keyFor('third')];
const openIn = (state: string, pinned: PrivateKey = one): Promise<DeviceHubKeys> =>
  DeviceHubKeys.open({ path: hubKeysPath(state), pinned: pinned.publicKey, logger: silentLogger });
const settingsBy = (key: PrivateKey, generation: number): Uint8Array =>
  sealCollection(
    { site: 'hq', ledgerEpoch: 1, generation, issuedMs: 0, settings: cautiousCollection },
    key,
  );

/** A relay that has this document and follows these keys. */
function deskOf(document: () => Uint8Array, keys: () => Uint8Array) {
  const asked: number[] = [];
  const none = (): never => {
    throw new DeskUnavailableError('nobody answers');
  };
  const desk: Desk = {
    enrol: none,
    offer: none,
    deliver: none,
    artifact: none,
    chunks: none,
    trust: none,
    collection: async (): Promise<CollectionAnswer> => ({ document: document(), held: true }),
    erasures: async () => document(),
    desired: none,
    hubKeys: async ({ generation }: DocumentQuestion) => {
      asked.push(generation);
      return keys();
    },
  };
  return { desk, asked };
}

test('the hub’s keys are followed through rotations, and kept across a restart', async () => {
  await using state = await tempDirectory();
  const keys = await openIn(state.path);
  expect(await keys.take(hubKeysOver(one, two, three).bytes)).toBe('taken');
  expect(await keys.take(hubKeysOver(one, two).bytes)).toBe('stale');
  expect(await keys.take(hubKeysOver(one, keyFor('thief')).bytes)).toBe('refused');
  expect(await keys.take(Buffer.from('nonsense'))).toBe('refused');
  const again = await openIn(state.path);
  expect(again.number).toBe(3);
  expect(again.newest.keys.map(({ raw }) => raw)).toEqual([three.publicKey.raw]);
  // A home that was enrolled anew follows another hub; what was damaged leads nowhere.
  expect((await openIn(state.path, keyFor('another'))).number).toBe(1);
  await writeFile(hubKeysPath(state.path), 'x');
  expect((await openIn(state.path)).number).toBe(1);
});

test('a document by a key that is not known has the relay asked for the keys first', async () => {
  await using state = await tempDirectory();
  const hubKeys = await openIn(state.path);
  const path = join(state.path, 'collection');
  const policy = await CollectionPolicy.open({ path, site: 'hq', hubKeys, logger: silentLogger });
  let document = settingsBy(one, 1);
  const { desk, asked } = deskOf(
    () => document,
    () => hubKeysOver(one, two).bytes,
  );
  const of = { deviceId: testDevice, hubKeys, logger: silentLogger };
  const keyed = keysBeforeDocuments(desk, of);
  const question = { deviceId: testDevice, ledgerEpoch: 0, generation: 0 };
  const take = async () => policy.take((await keyed.collection(question)).document);
  expect(await take()).toBe('taken');
  expect(asked).toEqual([]);
  document = settingsBy(two, 2);
  expect(await take()).toBe('taken');
  expect(asked).toEqual([1]);
  expect(await keyed.erasures(question)).toHaveLength(document.length);
  // A retired key has nothing to say any more, whatever number it says.
  document = settingsBy(one, 9);
  expect(await take()).toBe('refused');
  document = settingsBy(keyFor('thief'), 9);
  expect(await take()).toBe('refused');
  expect(asked).toEqual([1, 2]);
  // What was taken before counts after a restart, too.
  const later = { path, site: 'hq', hubKeys: await openIn(state.path), logger: silentLogger };
  expect((await CollectionPolicy.open(later)).document?.generation).toBe(2);
});

test('a relay is asked on each connection, and its silence changes nothing', async () => {
  await using state = await tempDirectory();
  const hubKeys = await openIn(state.path);
  const stop = new AbortController();
  const answers = [
    () => Promise.reject(new DeskUnavailableError('away')),
    async () => new Uint8Array(0),
    async () => hubKeysOver(one, two).bytes,
    async () => {
      stop.abort();
      return new Uint8Array(0);
    },
  ];
  const asked: number[] = [];
  const desk = {
    hubKeys: ({ generation }: DocumentQuestion) => {
      asked.push(generation);
      return answers.shift()!();
    },
  };
  const of = { deviceId: testDevice, hubKeys, logger: silentLogger, askEveryMs: 5 };
  await followHubKeys(desk, of, stop.signal);
  expect(asked).toEqual([1, 1, 1, 2]);
});
