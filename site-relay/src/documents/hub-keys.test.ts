import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chainHubKeys,
  noRevocations,
  openHubKeys,
  readDocumentAnswer,
  sealRevocations,
  writeDocumentAsk,
  type PrivateKey,
} from '@eucora/protocol';
import { hubKeysOver, idFor, keyFor, successionOf } from '@eucora/protocol/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryDirectory } from '../../test-kit/journal.ts';
import { boundlessRoom } from '../home/room.ts';
import { createLogger } from '../log.ts';
import { Revocations } from '../pki/revocations.ts';
import { SiteHubKeys } from './hub-keys.ts';

const [one, two, three] = [keyFor('first'), keyFor('second'), keyFor('third')];
const log = createLogger('silent', 'test');
const room = boundlessRoom;
let home: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  home = await temporaryDirectory();
});
afterEach(() => home[Symbol.asyncDispose]());

const open = (pinned: PrivateKey = one): Promise<SiteHubKeys> =>
  SiteHubKeys.load({ path: join(home.path, 'keys'), pinned: pinned.publicKey, room, log });
const listBy = (key: PrivateKey, generation: number): Uint8Array =>
  sealRevocations({ ...noRevocations, site: 'hq', ledgerEpoch: 1, generation, issuedMs: 0 }, key);
const revocations = (hubKeys: SiteHubKeys): Promise<Revocations> =>
  Revocations.load({ path: join(home.path, 'revocations'), site: 'hq', hubKeys, room, log });
const asked = (keys: SiteHubKeys, generation: number): Uint8Array =>
  readDocumentAnswer(
    keys.answer(writeDocumentAsk({ deviceId: idFor('d'), ledgerEpoch: 0, generation })),
  );

test('the hub’s keys are followed, told to devices, and kept across a restart', async () => {
  const keys = await open();
  const told = vi.fn<() => void>();
  keys.onNewKey(told);
  expect(asked(keys, 1)).toHaveLength(0);
  // Years away: two rotations in one go.
  expect(await keys.take(hubKeysOver(one, two, three).bytes)).toBe('taken');
  expect(await keys.take(hubKeysOver(one, two).bytes)).toBe('stale');
  expect(told).toHaveBeenCalledTimes(1);
  const again = await open();
  expect(again.mark).toMatchObject({ number: 3, contradicting: 0 });
  expect(openHubKeys(asked(again, 1)).keys).toHaveLength(3);
  expect(asked(again, 3)).toHaveLength(0);
  expect(readDocumentAnswer(again.answer(Buffer.from('nonsense')))).toHaveLength(0);
  // A certificate of a newer key pins that one; the chain leads over it all the same.
  expect((await open(three)).number).toBe(3);
  expect((await open(keyFor('another hub'))).number).toBe(1);
});

test('a document that comes before its key waits for it; one of a retired key is none', async () => {
  const keys = await open();
  const list = await revocations(keys);
  expect(await list.take(listBy(one, 4))).toBe('taken');
  expect(await list.take(listBy(two, 5))).toBe('refused');
  await keys.take(hubKeysOver(one, two).bytes);
  expect(await list.take(listBy(one, 9))).toBe('refused');
  // What was taken by the old key stays, also when the relay starts again.
  const kept = await revocations(await open());
  expect(kept.document?.generation).toBe(4);
  expect(await kept.take(listBy(two, 5))).toBe('taken');
  // And nobody puts one of the retired key into the file of a running relay.
  await writeFile(join(home.path, 'revocations'), listBy(one, 9));
  await kept.reload();
  expect(kept.document?.generation).toBe(5);
});

test('the thief of a retired key names no other successor; the attempt is counted', async () => {
  const keys = await open();
  await keys.take(hubKeysOver(one, two).bytes);
  const thief = keyFor('thief');
  const forged = hubKeysOver(one, thief, keyFor('thief 2')).bytes;
  for (const bytes of [forged, forged, hubKeysOver(keyFor('x'), thief).bytes, Buffer.from('?')]) {
    expect(await keys.take(bytes)).toBe('refused');
  }
  // By file neither.
  await writeFile(join(home.path, 'keys'), forged);
  await keys.reload();
  expect(keys.mark).toMatchObject({ number: 2, contradicting: 2 });
  expect(keys.newest.keys.map(({ raw }) => raw)).toEqual([two.publicKey.raw]);
  // Of the key in force a thief can; that is what its holder has to prevent.
  const first = hubKeysOver(one, two).successions[0]!;
  const late = chainHubKeys([first, successionOf(two, thief, first)]);
  expect(await keys.take(late.bytes)).toBe('taken');
});

test('grants of a retired key count until its successor said', async () => {
  const keys = await open();
  await keys.take(hubKeysOver(one, two).bytes);
  const count = (loMs: number): number => keys.grantors(loMs).keys.length;
  expect([count(2_000), count(2_001)]).toEqual([2, 1]);
  await rm(join(home.path, 'keys'));
  expect((await open()).grantors(1e15).keys).toHaveLength(1);
});
