import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair, openHubKeys, openSigned, sealSigned } from '@eucora/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { believedOf, numbersIn, onNewKey, parseSignKey, SignKeys } from './sign-keys.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'eucora-sign-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const now = new Date('2026-11-25T12:00:00Z');
const payload = Buffer.from('what a hub says');

test('the key changes under whoever holds it, and what it signed before stays verifiable', async () => {
  const keys = await SignKeys.open(dir);
  const told = vi.fn<() => void>();
  using _ = onNewKey(keys, told);
  expect(keys).toMatchObject({ number: 1, chain: undefined, since: undefined });
  const before = sealSigned('receipt', payload, keys);
  for (let number = 2; number <= 13; number += 1) {
    expect(await keys.adopt(keys.successor(now))).toBe('newer');
    expect(keys.number).toBe(number);
  }
  expect(told).toHaveBeenCalledTimes(12);
  const after = sealSigned('receipt', payload, keys);
  const { keys: believed } = keys;
  expect(believed).toHaveLength(13);
  expect(openSigned('receipt', before, believed).signers).toEqual([believed[0]]);
  expect(openSigned('receipt', after, believed).signers).toEqual([believed[12]]);
  expect(keys.since).toEqual(now);
  expect(openHubKeys(keys.chain!.bytes).successions.at(-1)).toMatchObject({
    number: 13,
    grantsUntilMs: now.getTime() + 30 * 86_400_000,
  });
  expect(believedOf(keys)).toBe(keys);
  const plain = generateKeyPair();
  expect(believedOf(plain)).toBe(plain.publicKey);
});

test('one file is all: private halves of retired keys are destroyed', async () => {
  const keys = await SignKeys.open(dir);
  const first = await readFile(join(dir, 'sign.key'), 'utf8');
  const next = keys.successor(now);
  expect(await readdir(dir)).toEqual(['sign.key']);
  await keys.adopt(next);
  expect(await readdir(dir)).toEqual(['sign-2.key']);
  expect((await stat(join(dir, 'sign-2.key'))).mode & 0o777).toBe(0o600);
  const again = await SignKeys.open(dir);
  expect(again.number).toBe(2);
  expect(Buffer.from(again.publicKey.raw)).toEqual(Buffer.from(next.key.publicKey.raw));
  // What a restore put back, or a stop half-way left, goes with the next look; the newest counts.
  await writeFile(join(dir, 'sign.key'), first, { mode: 0o600 });
  const restored = await SignKeys.open(dir);
  expect(restored.number).toBe(2);
  await restored.reload();
  expect(await numbersIn(dir)).toEqual([2]);
});

test('a key that does not go on from this one changes nothing', async () => {
  const keys = await SignKeys.open(dir);
  const [a, b] = [keys.successor(now), keys.successor(now)];
  expect(await keys.adopt(a)).toBe('newer');
  expect(await keys.adopt(b)).toBe('fork');
  expect(await keys.adopt(a)).toBe('known');
  const other = await mkdtemp(join(tmpdir(), 'eucora-sign-'));
  const stranger = await SignKeys.open(other);
  await stranger.adopt(stranger.successor(now));
  expect(await keys.adopt(stranger.successor(now))).toBe('fork');
  await rm(other, { recursive: true });
  expect(await keys.adopt(parseSignKey(keys.text))).toBe('known');
  expect(keys.number).toBe(2);
});

test('what is damaged or of two hubs is told, and nothing is made in its place', async () => {
  const keys = await SignKeys.open(dir);
  await keys.adopt(keys.successor(now));
  const whole = await readFile(join(dir, 'sign-2.key'), 'utf8');
  const [seed, ...rest] = whole.split('\n');
  const swapped = [Buffer.alloc(32, 7).toString('base64'), ...rest].join('\n');
  for (const text of ['', `${seed}\n`, whole.replace(/.\n/, '!\n').slice(0, 60), swapped]) {
    await writeFile(join(dir, 'sign-2.key'), text);
    await expect(SignKeys.open(dir)).rejects.toThrow(/can't be read or is damaged/);
  }
  await writeFile(join(dir, 'sign-2.key'), whole);
  await writeFile(join(dir, 'sign.key'), `${Buffer.alloc(32, 9).toString('base64')}\n`);
  await expect(SignKeys.open(dir)).rejects.toThrow(/use the keys of one hub/);
});
