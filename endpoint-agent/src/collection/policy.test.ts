import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cautiousCollection,
  generateKeyPair,
  plainRings,
  sealCollection,
  sealRevocations,
  type CollectionChoice,
  type CollectionQuestion,
} from '@eucora/protocol';
import { expect, test, vi } from 'vitest';
import { silentLogger } from '../log.ts';
import { DeskUnavailableError } from '../sender/desk.ts';
import { tempDirectory, testDevice } from '../testing/builders.ts';
import { followCollection } from './follower.ts';
import { CollectionPolicy } from './policy.ts';

const hub = generateKeyPair();
const document = (
  generation: number,
  software: CollectionChoice,
  part: { readonly site?: string; readonly ledgerEpoch?: number } = {},
  key = hub,
): Uint8Array =>
  sealCollection(
    {
      site: 'hq',
      ledgerEpoch: 1,
      ...part,
      generation,
      issuedMs: 0,
      settings: { ...cautiousCollection, software },
    },
    key,
  );
const openIn = (home: string): Promise<CollectionPolicy> =>
  CollectionPolicy.open({
    path: join(home, 'collection'),
    site: 'hq',
    hubKeys: plainRings(hub.publicKey),
    logger: silentLogger,
  });

test('the newest word of the hub holds, also after a restart; an older one never again', async () => {
  await using home = await tempDirectory();
  const policy = await openIn(home.path);
  expect(policy.document).toBeNull();
  expect(policy.settings).toEqual(cautiousCollection);
  const told = vi.fn<() => void>();
  policy.onChange(told);
  expect(await policy.take(document(7, 'off'))).toBe('taken');
  expect(policy.settings.software).toBe('off');
  expect(await policy.take(document(7, 'on'))).toBe('stale');
  expect(await policy.take(document(6, 'on'))).toBe('stale');
  expect(told).toHaveBeenCalledTimes(1);

  const again = await openIn(home.path);
  expect(again.settings.software).toBe('off');
  expect(await again.take(document(6, 'on'))).toBe('stale');
  // A restored hub begins an epoch: its numbers may be lower.
  expect(await again.take(document(3, 'on', { ledgerEpoch: 2 }))).toBe('taken');
  expect(again.settings.software).toBe('on');
});

test('a word of another hub, for another site, of another kind or changed is none', async () => {
  await using home = await tempDirectory();
  const policy = await openIn(home.path);
  await policy.take(document(7, 'off'));
  const flipped = document(9, 'on');
  flipped[flipped.length - 40]! ^= 1;
  const list = { devices: [], tokens: [], relays: [] };
  const head = { site: 'hq', ledgerEpoch: 1, generation: 9, issuedMs: 0 };
  const refused = [
    document(8, 'on', {}, generateKeyPair()),
    document(8, 'on', { site: 'lab' }),
    sealRevocations({ ...head, ...list }, hub),
    flipped,
    new Uint8Array(0),
  ];
  for (const bytes of refused) expect(await policy.take(bytes)).toBe('refused');
  expect(policy.document?.generation).toBe(7);
  // What can't be believed any more on disk is as if it had never been: cautious.
  await writeFile(join(home.path, 'collection'), flipped);
  expect((await openIn(home.path)).settings).toEqual(cautiousCollection);
});

test('a relay is asked with what is here, and its silence changes nothing', async () => {
  await using home = await tempDirectory();
  const policy = await openIn(home.path);
  const asked: CollectionQuestion[] = [];
  const answers = [
    () => Promise.reject(new DeskUnavailableError('away')),
    async () => ({ document: new Uint8Array(0), held: false }),
    async () => ({ document: document(7, 'off'), held: true }),
    async () => ({ document: new Uint8Array(0), held: true }),
  ];
  const stop = new AbortController();
  const desk = {
    collection: (question: CollectionQuestion) => {
      asked.push(question);
      const answer = answers.shift();
      if (answer) return answer();
      stop.abort();
      return Promise.reject(new Error('stopped'));
    },
  };
  const options = { deviceId: testDevice, policy, logger: silentLogger, askEveryMs: 5 };
  await followCollection(desk, options, stop.signal);
  expect(asked.map(({ generation }) => generation)).toEqual([0, 0, 0, 7, 7]);
  expect(policy.settings.software).toBe('off');
});
