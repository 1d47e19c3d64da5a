import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coSign,
  leaseDefaults,
  sealDesired,
  writeDesiredAnswer,
  type DirectorRoles,
} from '@eucora/protocol/desired';
import { ProtocolError, type PrivateKey } from '@eucora/protocol';
import { idFor, keyFor } from '@eucora/protocol/testing';
import { ed25519KeyObject, tufKeyId, type KeySet } from '@eucora/protocol/trust';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../log.ts';
import { DesiredState } from './desired-state.ts';
import { KeptDocument } from './kept-document.ts';

let folder: string;
let logger: Awaited<ReturnType<typeof createLogger>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-kept-'));
  logger = await createLogger('silent');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Note {
  readonly ledgerEpoch: number;
  readonly generation: number;
}
const open = (bytes: Uint8Array): Note => {
  const [ledgerEpoch = 0, generation = 0, sum] = bytes;
  if (sum !== ledgerEpoch + generation) throw new ProtocolError('malformed', 'no note');
  return { ledgerEpoch, generation };
};
const note = (epoch: number, generation: number) =>
  Uint8Array.of(epoch, generation, epoch + generation);

test('the newest holds, is on disk before it does, and is verified again at each start', async () => {
  const taken: number[] = [];
  const options = {
    path: join(folder, 'note'),
    what: 'notes',
    open,
    onTaken: ({ generation }: Note) => taken.push(generation),
    logger,
  };
  const kept = await KeptDocument.open<Note>(options);
  expect(kept.document).toBeNull();
  expect(await kept.take(note(1, 4))).toBe('taken');
  expect(await kept.take(note(1, 3))).toBe('stale');
  expect(await kept.take(note(1, 4))).toBe('stale');
  expect(await kept.take(Uint8Array.of(9, 9, 9))).toBe('refused');
  expect(await kept.take(note(2, 1))).toBe('taken');
  expect(taken).toEqual([4, 1]);
  expect((await KeptDocument.open<Note>(options)).document).toEqual(open(note(2, 1)));
  const strict = { ...options, open: () => open(Uint8Array.of(9, 9, 9)) };
  expect((await KeptDocument.open<Note>(strict)).document).toBeNull();
});

test('what can’t be obeyed is not kept, and is taken when it comes again', async () => {
  let isBroken = true;
  const kept = await KeptDocument.open<Note>({
    path: join(folder, 'obeyed'),
    what: 'notes',
    open,
    obey: () => (isBroken ? Promise.reject(new Error('no room')) : Promise.resolve()),
    onTaken: () => undefined,
    logger,
  });
  await expect(kept.take(note(1, 1))).rejects.toThrow('no room');
  expect(kept.document).toBeNull();
  isBroken = false;
  expect(await kept.take(note(1, 1))).toBe('taken');
});

const [director, approver] = [keyFor('director'), keyFor('approver')];
const setOf = (key: PrivateKey): KeySet => {
  const object = ed25519KeyObject(key.publicKey.raw);
  const keyId = tufKeyId(object);
  const plain = { keyType: 'ed25519', scheme: 'ed25519', holder: undefined, object };
  const tufKey = { keyId, public: Buffer.from(key.publicKey.raw).toString('hex'), ...plain };
  return { keyIds: [keyId], threshold: 1, keys: new Map([[keyId, tufKey]]) };
};
const roles: DirectorRoles = { director: setOf(director), approvers: setOf(approver) };
const own = idFor('device');

function answerOf(generation: number, of: { key?: PrivateKey; approved?: boolean } = {}) {
  const head = { site: 'hq', ledgerEpoch: 1, generation, issuedMs: 1 };
  const slices = [own, idFor('other')].map((device) => ({ device, items: [] }));
  const keys = [of.key ?? director];
  const sealed = sealDesired(head, slices, leaseDefaults.online, null, keys);
  const manifest = of.approved ? coSign(sealed.manifest, approver) : sealed.manifest;
  return (device: string) =>
    writeDesiredAnswer({ manifest, ...sealed.slices.get(device)!, held: true });
}

test('orders are told when they are the director’s and this device’s, at the start too', async () => {
  let root: DirectorRoles | undefined = roles;
  const told: string[] = [];
  const options = {
    path: join(folder, 'desired'),
    site: 'hq',
    deviceId: own,
    root: () => root,
    onDesired: (_slice: unknown, { generation }: { generation: number }, approved: boolean) => {
      told.push(`${generation}${approved ? ' approved' : ''}`);
    },
    logger,
  };
  const state = await DesiredState.open(options);
  expect(await state.take(answerOf(4)(own))).toBe('taken');
  expect(await state.take(answerOf(3)(own))).toBe('stale');
  expect(await state.take(answerOf(5)(idFor('other')))).toBe('refused');
  expect(await state.take(answerOf(5, { key: approver })(own))).toBe('refused');
  expect(await state.take(answerOf(4, { approved: true })(own))).toBe('taken');
  expect(await state.take(answerOf(4)(own))).toBe('stale');
  expect(told).toEqual(['4', '4 approved']);
  root = undefined;
  const later = await DesiredState.open(options);
  expect(later.document).toBeNull();
  root = roles;
  await later.rootChanged();
  expect(told.at(-1)).toBe('4 approved');
  root = { ...roles, director: setOf(keyFor('the next director')) };
  await later.rootChanged();
  expect(later.document).toBeNull();
});
