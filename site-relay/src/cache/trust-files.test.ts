import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@eucora/protocol';
import { signedReset, SimulatedRepository } from '@eucora/protocol/testing/trust';
import type { Answer } from '@eucora/protocol/trust';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../test-kit/journal.ts';
import { boundlessRoom } from '../home/room.ts';
import { createLogger } from '../log.ts';
import { firstRootSha256, TrustFiles, type FetchTrust } from './trust-files.ts';

const log = createLogger('silent', 'test');
const path = 'linux/retail/hello_1.0_amd64.deb';

/** A repository with a publisher, and a relay that follows it. */
function repository(): SimulatedRepository {
  const made = new SimulatedRepository();
  made.delegate('targets', 'retail-linux', { paths: ['linux/retail/*'] });
  made.addArtifact('retail-linux', path, 'the bytes');
  made.publish('retail-linux', 'targets', 'snapshot', 'timestamp');
  return made;
}

function open(
  directory: string,
  { nowMs }: Pick<SimulatedRepository, 'nowMs'>,
): Promise<TrustFiles> {
  const now = () => ({ loMs: nowMs, hiMs: nowMs });
  return TrustFiles.open({ directory, room: boundlessRoom, now, log });
}

const from =
  (source: SimulatedRepository, asked: string[] = []): FetchTrust =>
  ({ name }): Promise<Answer> => {
    asked.push(name);
    return Promise.resolve(source.fetch(name));
  };

test('brings what a device needs to believe an artifact, and keeps it over a restart', async () => {
  await using home = await temporaryDirectory();
  const source = repository();
  const files = await open(home.path, source);
  expect(files.root).toBeUndefined();
  expect(await firstRootSha256(home.path)).toHaveLength(0);
  const roots: number[] = [];
  files.onRoot(({ version }) => roots.push(version));
  expect(await files.refresh(from(source), [path])).toBe('current');
  expect(roots).toEqual([1]);
  const first = await files.file('1.root.json');
  expect(await firstRootSha256(home.path)).toEqual(sha256(first!));
  for (const name of [
    '1.root.json',
    'timestamp.json',
    '2.snapshot.json',
    '2.targets.json',
    '1.retail-linux.json',
  ]) {
    expect({ name, held: await files.file(name) }).toMatchObject({ held: expect.any(Buffer) });
  }
  expect(await files.file('../kept/root.json')).toBeUndefined();
  const again = await open(home.path, source);
  expect(again.root?.version).toBe(1);
  const asked: string[] = [];
  expect(await again.refresh(from(source, asked), [path])).toBe('unchanged');
  expect(asked).toEqual(['2.root.json', 'timestamp.json', 'time-reset.json']);
});

test('walks any number of roots, and keeps each for whoever was away longer', async () => {
  await using home = await temporaryDirectory();
  const source = repository();
  const files = await open(home.path, source);
  await files.refresh(from(source), []);
  for (let turn = 0; turn < 5; turn += 1) {
    source.addKey('root');
    source.publish('root');
  }
  await files.refresh(from(source), []);
  expect(files.root?.version).toBe(6);
  for (let version = 1; version <= 6; version += 1) {
    expect((await files.file(`${version}.root.json`))?.length).toBeGreaterThan(0);
  }
});

test('passes on a reset of the time that root signed, also while all seems to have expired here', async () => {
  await using home = await temporaryDirectory();
  const source = repository();
  const late = { nowMs: source.nowMs + 9e11 };
  await (await open(home.path, source)).refresh(from(source), []);
  const files = await open(home.path, late);
  let reset = signedReset(source, {}, 'timestamp');
  const fetch: FetchTrust = (want) =>
    want.name === 'time-reset.json'
      ? Promise.resolve({ kind: 'bytes', bytes: reset })
      : from(source)(want);
  expect(await files.refresh(fetch, [])).toBe('refused');
  expect(await files.file('time-reset.json')).toBeUndefined();
  reset = signedReset(source);
  expect(await files.refresh(fetch, [])).toBe('refused');
  expect(await files.file('time-reset.json')).toEqual(Buffer.from(reset));
});

test('gives out nothing that it would refuse itself, and what was good stays', async () => {
  await using home = await temporaryDirectory();
  const source = repository();
  const files = await open(home.path, source);
  await files.refresh(from(source), [path]);
  const before = await files.file('timestamp.json');
  source.publish('targets', 'snapshot', 'timestamp');
  source.spoil('snapshot', ({ signed }) => {
    signed.version = 77;
  });
  expect(await files.refresh(from(source), [path])).toBe('refused');
  expect(await files.file('timestamp.json')).toEqual(before);
  expect(await files.file('3.snapshot.json')).toBeUndefined();
  expect(await files.file('77.snapshot.json')).toBeUndefined();
});

test('a link that breaks in the middle leaves the old files, and the next turn ends it', async () => {
  await using home = await temporaryDirectory();
  const source = repository();
  const files = await open(home.path, source);
  await files.refresh(from(source), [path]);
  source.publish('retail-linux', 'targets', 'snapshot', 'timestamp');
  const good = from(source);
  for (let broken = 2; broken < 5; broken += 1) {
    let turn = 0;
    const breaking: FetchTrust = (want) => {
      turn += 1;
      return turn >= broken ? Promise.reject(new Error('cut')) : good(want);
    };
    const again = await open(home.path, source);
    await again.refresh(breaking, [path]).catch((error: unknown) => {
      expect(error).toMatchObject({ message: 'cut' });
    });
  }
  const after = await open(home.path, source);
  await after.refresh(good, [path]);
  for (const name of [
    'timestamp.json',
    '3.snapshot.json',
    '3.targets.json',
    '2.retail-linux.json',
  ]) {
    expect((await after.file(name))?.length).toBeGreaterThan(0);
  }
});

test('a first root that is none is not taken', async () => {
  await using home = await temporaryDirectory();
  const source = repository();
  const files = await open(home.path, source);
  const lying: FetchTrust = () =>
    Promise.resolve({ kind: 'bytes', bytes: Buffer.from('{"signed":{}}') });
  expect(await files.refresh(lying, [])).toBe('none');
  expect(await files.refresh(() => Promise.resolve({ kind: 'absent' }), [])).toBe('none');
  expect(await readdir(join(home.path, 'served'))).toEqual([]);
  await rm(join(home.path, 'served'), { recursive: true });
  expect(files.root).toBeUndefined();
});
