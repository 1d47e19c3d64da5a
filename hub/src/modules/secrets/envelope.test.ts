import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Envelope, envelopeKey, parseEnvelopeKeys } from './envelope.ts';
import { envelopeSource } from './envelope-sources.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'eucora-envelope-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

test('a key has an id that is not of the key alone, and one for each key', () => {
  const ids = [1, 2].map((fill) => envelopeKey(Buffer.alloc(32, fill)).id);
  expect(new Set(ids).size).toBe(2);
  expect(ids[0]).toMatch(/^[0-9a-f]{16}$/);
});

test.each([
  ['nothing', ''],
  ['31 bytes', Buffer.alloc(31, 1).toString('base64')],
  ['a word', 'password'],
  ['a key with something behind it', `${key(1)}!`],
])('%s is no key, and the message names the place and the remedy', (_, text) => {
  expect(() => parseEnvelopeKeys(text, '/place')).toThrow(
    /^\/place must hold an envelope key: .*openssl rand/,
  );
});

test('a file is made for its owner alone; a second reader finds the same key', async () => {
  const place = { kind: 'file', path: join(dir, 'deep', 'envelope.key') } as const;
  const [a, b] = await Promise.all([
    Envelope.open(envelopeSource(place)),
    Envelope.open(envelopeSource(place)),
  ]);
  await Promise.all([a.refresh(), b.refresh()]);
  expect(a.currentId).toBe(b.currentId);
  expect((await stat(place.path)).mode & 0o777).toBe(0o600);
  await chmod(place.path, 0o640);
  await expect(a.refresh()).rejects.toThrow(/can be read by others; chmod 600/);
});

test('the key before is kept and opens what it wrapped; the one before that is not', async () => {
  const path = join(dir, 'rotated.key');
  const envelope = await Envelope.open(envelopeSource({ kind: 'file', path }));
  const dataKey = randomBytes(32);
  const first = envelope.wrap(dataKey, 'x');
  await envelope.replace();
  const second = envelope.wrap(dataKey, 'x');
  expect(second.envelopeId).not.toBe(first.envelopeId);
  // Another process, which read the file before that, has neither forgotten nor to be told.
  const other = await Envelope.open(envelopeSource({ kind: 'file', path }));
  expect(await other.unwrap(first, 'x')).toEqual(dataKey);
  await envelope.replace();
  expect(await other.unwrap(envelope.wrap(dataKey, 'x'), 'x')).toEqual(dataKey);
  await expect(envelope.unwrap(first, 'x')).rejects.toThrow(
    new RegExp(`${first.envelopeId} is needed and not at hand`),
  );
  expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(2);
});

test('of two that replace the same key, one gives way', async () => {
  const path = join(dir, 'raced.key');
  const source = envelopeSource({ kind: 'file', path });
  const [first] = await source.read();
  await source.replace?.(first!.id);
  const after = await source.read();
  expect((await source.replace?.(first!.id))?.map(({ id }) => id)).toEqual(
    after.map(({ id }) => id),
  );
});

test('a wrapped key opens for its own context alone, and only as it was', async () => {
  const place = { kind: 'environment', current: key(1) } as const;
  const envelope = await Envelope.open(envelopeSource(place));
  const wrapped = envelope.wrap(randomBytes(32), 'row 1');
  await expect(envelope.unwrap(wrapped, 'row 2')).rejects.toThrow(/changed or is damaged/);
  wrapped.wrapped[20]! ^= 1;
  await expect(envelope.unwrap(wrapped, 'row 1')).rejects.toThrow(/changed or is damaged/);
});

test('from the environment an operator changes it: the one before is named beside it', async () => {
  const before = await Envelope.open(envelopeSource({ kind: 'environment', current: key(1) }));
  const wrapped = before.wrap(Buffer.alloc(32, 9), 'x');
  const place = { kind: 'environment', current: key(2), previous: key(1) } as const;
  const after = await Envelope.open(envelopeSource(place));
  expect(after.isRotatable).toBe(false);
  expect(await after.unwrap(wrapped, 'x')).toEqual(Buffer.alloc(32, 9));
  await expect(after.replace()).rejects.toThrow(/EUCORA_ENVELOPE_KEY_PREVIOUS/);
});

test('a file that is no key is named', async () => {
  const path = join(dir, 'wrong.key');
  await writeFile(path, 'hunter2\n', { mode: 0o600 });
  await expect(Envelope.open(envelopeSource({ kind: 'file', path }))).rejects.toThrow(
    `${path} must hold an envelope key`,
  );
});
