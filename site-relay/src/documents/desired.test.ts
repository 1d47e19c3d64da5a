import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  leaseDefaults,
  coSign,
  openDesiredManifest,
  openSlice,
  readDesiredAnswer,
  sealDesired,
  writeDesiredAsk,
  writeDesiredBundle,
  writeSliceFile,
  type DesiredItem,
  type DirectorRoles,
} from '@eucora/protocol/desired';
import { idFor, keyFor } from '@eucora/protocol/testing';
import type { PrivateKey } from '@eucora/protocol';
import { ed25519KeyObject, tufKeyId, type KeySet } from '@eucora/protocol/trust';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SiteDesired } from './desired.ts';

const [director, approver] = [keyFor('director'), keyFor('approver')];
const setOf = (key: PrivateKey): KeySet => {
  const object = ed25519KeyObject(key.publicKey.raw);
  const keyId = tufKeyId(object);
  const plain = { keyType: 'ed25519', scheme: 'ed25519', holder: undefined, object };
  const tufKey = { keyId, public: Buffer.from(key.publicKey.raw).toString('hex'), ...plain };
  return { keyIds: [keyId], threshold: 1, keys: new Map([[keyId, tufKey]]) };
};
const roles: DirectorRoles = { director: setOf(director), approvers: setOf(approver) };
const [one, two] = [idFor('one'), idFor('two')];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-desired-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function documentOf(generation: number, version: string, key = director) {
  const pin: DesiredItem = {
    assignment: idFor('order'),
    packageName: 'app',
    format: 'deb',
    action: 'pin',
    version,
    artifact: null,
    rollback: false,
    security: false,
    ring: 0,
    plane: 'agent',
    notBeforeMs: null,
    deadlineMs: null,
    windows: [],
    before: [],
    after: [],
    attemptsMax: 3,
  };
  const head = { site: 'hq', ledgerEpoch: 1, generation, issuedMs: 1 };
  const slices = [
    { device: one, items: [pin] },
    { device: two, items: [] },
  ];
  const sealed = sealDesired(head, slices, leaseDefaults.online, null, [key]);
  const file = writeSliceFile([...sealed.slices.values()].map(({ slice }) => slice));
  const { manifest } = sealed;
  const whole = writeDesiredBundle({ manifest, slices: file });
  return { manifest, file, whole };
}

let root: DirectorRoles | undefined = roles;
const fetched: string[] = [];
let door: Uint8Array | undefined;
const load = (name: string): Promise<SiteDesired> =>
  SiteDesired.load({
    path: join(folder, name),
    site: 'hq',
    root: () => root,
    fetchSlices: (hex) => {
      fetched.push(hex);
      return door ? Promise.resolve(door) : Promise.reject(new Error('nobody is there'));
    },
    room: { use: (write) => write() },
    log: pino({ level: 'silent' }),
  });
const ask = (desired: SiteDesired, deviceId: string, generation = 0, approved = false) => {
  const has = { deviceId, ledgerEpoch: generation === 0 ? 0 : 1, generation, approved };
  return readDesiredAnswer(desired.answer(writeDesiredAsk(has), undefined));
};

test('a device gets its own slice, which it can check, and only what is newer', async () => {
  const desired = await load('a');
  expect(ask(desired, one)).toMatchObject({ held: false });
  expect(await desired.take(documentOf(4, '1').whole)).toBe('taken');
  const answer = ask(desired, one);
  const { manifest } = openDesiredManifest(answer.manifest, 'hq', roles);
  const { items } = openSlice(manifest, answer.slice, answer.proof!, one);
  expect(items).toMatchObject([{ packageName: 'app', version: '1' }]);
  expect(ask(desired, one, 4).manifest).toHaveLength(0);
  expect(ask(desired, idFor('stranger')).manifest).toHaveLength(0);
  expect(desired.answer(Buffer.from('nonsense'), undefined)).toBeDefined();
  const has = { deviceId: one, ledgerEpoch: 0, generation: 0, approved: false };
  const other = readDesiredAnswer(desired.answer(writeDesiredAsk(has), two));
  expect(other.manifest).toHaveLength(0);
});

test('older and foreign ones are refused; the same with an approver’s signature is news', async () => {
  const desired = await load('a');
  expect(desired.document?.manifest.generation).toBe(4);
  expect(await desired.take(documentOf(3, '2').whole)).toBe('stale');
  expect(await desired.take(documentOf(4, '1').whole)).toBe('stale');
  expect(await desired.take(documentOf(4, '2').whole)).toBe('refused');
  expect(await desired.take(documentOf(9, '2', approver).whole)).toBe('refused');
  const { manifest, file } = documentOf(4, '1');
  const signed = writeDesiredBundle({ manifest: coSign(manifest, approver), slices: file });
  expect(await desired.take(signed)).toBe('taken');
  expect(desired.document?.approved).toBe(true);
  expect(ask(desired, one, 4).manifest.length).toBeGreaterThan(0);
  expect(ask(desired, one, 4, true).manifest).toHaveLength(0);
});

test('large slices are fetched by their root, once, and checked against it', async () => {
  const desired = await load('b');
  const { manifest, file } = documentOf(5, '1');
  const apart = writeDesiredBundle({ manifest, slices: new Uint8Array(0) });
  expect(await desired.take(apart)).toBe('waits');
  expect(desired.isWaiting).toBe(true);
  door = documentOf(5, '2').file;
  expect(await desired.take(apart)).toBe('refused');
  door = file;
  expect(await desired.take(apart)).toBe('taken');
  const count = fetched.length;
  const renewed = documentOf(6, '1').manifest;
  const same = writeDesiredBundle({ manifest: renewed, slices: new Uint8Array(0) });
  expect(await desired.take(same)).toBe('taken');
  expect(fetched).toHaveLength(count);
  expect((await load('b')).document?.manifest.generation).toBe(6);
});

test('without a root nothing is believed, and what came is taken once there is one', async () => {
  root = undefined;
  const desired = await load('c');
  expect(await desired.take(documentOf(7, '1').whole)).toBe('waits');
  expect(ask(desired, one).held).toBe(false);
  root = roles;
  await desired.reload();
  expect(desired.document?.manifest.generation).toBe(7);
  await writeFile(join(folder, 'c'), documentOf(8, '1').whole);
  await desired.reload();
  expect(desired.document?.manifest.generation).toBe(8);
});
