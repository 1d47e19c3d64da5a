import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DeltaError } from './errors.ts';
import { oldBytesOf } from './old-bytes.ts';
import { codecsWith, type Codec } from './packages/codec.ts';
import { openPackage } from './packages/open.ts';
import { isProgram, preparePair, prepareWhole, type Artifact, type Delivery } from './prepare.ts';
import { receive } from './receive.ts';

const codecs = codecsWith();

function artifactOf(bytes: Uint8Array) {
  const loads = { count: 0 };
  const artifact: Artifact = {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    load: () => {
      loads.count += 1;
      return Promise.resolve(bytes);
    },
  };
  return { artifact, loads };
}

class MemoryCache {
  readonly held = new Map<string, Uint8Array>();
  get(name: string) {
    return Promise.resolve(this.held.get(name));
  }
  put(name: string, bytes: Uint8Array) {
    this.held.set(name, bytes);
    return Promise.resolve();
  }
}

function text(lines: number, change: (line: number) => string): Buffer {
  return Buffer.from(Array.from({ length: lines }, (_, i) => change(i)).join('\n'));
}

const line = (i: number) => `${i}: ${createHash('sha256').update(String(i)).digest('hex')}`;
const oldText = text(3_000, line);
const newText = text(3_000, (i) => (i === 1_700 ? `${line(i)} // changed` : line(i)));

function without(plan: Delivery, name: keyof Delivery): Delivery {
  const keep = (key: string, value: unknown): unknown => (key === name ? undefined : value);
  const left: Delivery = JSON.parse(JSON.stringify(plan, keep));
  return left;
}

/** An archive of ar(5) as a Debian package is one. */
function archive(members: readonly (readonly [string, Uint8Array])[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from('!<arch>\n')];
  for (const [name, bytes] of members) {
    const header = `${name.padEnd(16)}${'0'.padEnd(32)}${String(bytes.length).padEnd(10)}\`\n`;
    parts.push(Buffer.from(header), bytes);
    if (bytes.length % 2 === 1) parts.push(Buffer.from('\n'));
  }
  return Buffer.concat(parts);
}

interface Trip {
  readonly method?: Delivery['method'];
  readonly spoil?: (cache: MemoryCache, plan: Delivery) => void;
  readonly forget?: boolean;
  readonly change?: (plan: Delivery) => Delivery;
}

/** Prepares a pair, sends it and gives what was received. */
async function trip(old: Uint8Array, fresh: Uint8Array, how: Trip = {}) {
  const cache = new MemoryCache();
  const base = artifactOf(old).artifact;
  const target = artifactOf(fresh).artifact;
  const { offers, closed } = await preparePair(base, target, { codecs, cache });
  const whole = await prepareWhole(target, cache);
  const offer = offers.find(({ method }) => method === (how.method ?? 'patch'))!;
  how.spoil?.(cache, offer);
  let made: Buffer[] = [];
  let begun = 0;
  const received = await receive(how.change?.(offer) ?? offer, whole, {
    codecs,
    async *fetch({ sha256 }) {
      const bytes = (await cache.get(sha256))!;
      for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
    },
    held: () => Promise.resolve(how.forget === true ? undefined : oldBytesOf(old)),
    begin: () => {
      begun += 1;
      made = [];
      return Promise.resolve({
        write: (piece) => Promise.resolve(void made.push(Buffer.from(piece))),
      });
    },
  });
  const same = Buffer.compare(Buffer.concat(made), fresh) === 0;
  return { received, same, begun, offer, closed, whole };
}

describe('what is prepared arrives', () => {
  test('as a patch or as chunks, plain or of an opened package', async () => {
    const pack = (bytes: Buffer) => gzipSync(bytes, { level: 9 });
    const deb = (bytes: Buffer) =>
      archive([
        ['debian-binary', Buffer.from('2.0\n')],
        ['control.tar.gz', pack(Buffer.from('Package: x'))],
        ['data.tar', bytes],
        ['data.tar.gz', pack(bytes)],
      ]);
    for (const [old, fresh] of [
      [oldText, newText],
      [pack(oldText), pack(newText)],
      [deb(oldText), deb(newText)],
      [oldText, pack(newText)],
      [new Uint8Array(), newText],
      [oldText, new Uint8Array()],
    ] as const) {
      for (const method of ['patch', 'chunks'] as const) {
        const { received, same } = await trip(old, fresh, { method });
        expect({ received, same }).toEqual({ received: { method }, same: true });
      }
    }
    const opened = await trip(pack(oldText), pack(newText));
    expect(opened.offer.bytes).toBeLessThan(400);
    expect(opened.whole.bytes).toBeGreaterThan(50_000);
  });

  test('twice, but is made once: the second call loads nothing', async () => {
    const cache = new MemoryCache();
    const base = artifactOf(oldText);
    const target = artifactOf(newText);
    const first = await preparePair(base.artifact, target.artifact, { codecs, cache });
    const second = await preparePair(base.artifact, target.artifact, { codecs, cache });
    expect(second).toEqual(first);
    expect([base.loads.count, target.loads.count]).toEqual([1, 1]);
    // A record that is not what was written is made again.
    const other = await preparePair(target.artifact, base.artifact, { codecs, cache });
    expect(other).not.toEqual(first);
    for (const [name, bytes] of cache.held) {
      if (bytes[0] === '{'.charCodeAt(0)) cache.held.set(name, Buffer.from('{"record":{}}'));
    }
    expect(await preparePair(base.artifact, target.artifact, { codecs, cache })).toEqual(first);
    expect(base.loads.count).toBe(3);
  });
});

describe('falls back to the whole by itself, and says why:', () => {
  const spoilPayload = (cache: MemoryCache, { payload }: Delivery) => {
    const bytes = cache.held.get(payload.sha256)!.slice();
    bytes[bytes.length - 1]! ^= 1;
    cache.held.set(payload.sha256, bytes);
  };
  const layouts = (plan: Delivery, settings: string) => ({
    base: plan.layouts!.base,
    target: { parts: plan.layouts!.target.parts.map((part) => ({ ...part, settings })) },
  });
  const cases: readonly (readonly [string, Trip, string])[] = [
    ['a payload that was damaged', { spoil: spoilPayload }, 'wrong_hash'],
    ['a base that is gone', { forget: true }, 'malformed'],
    [
      'other settings than those it was packed with',
      { change: (plan) => ({ ...plan, layouts: layouts(plan, '1,8') }) },
      'oversized',
    ],
    [
      'settings that nothing has',
      { change: (plan) => ({ ...plan, layouts: layouts(plan, '99,8') }) },
      'malformed',
    ],
    [
      'a payload longer than announced',
      { change: (plan) => ({ ...plan, payload: { ...plan.payload, size: 10 } }) },
      'oversized',
    ],
    [
      'a payload shorter than announced',
      { change: (plan) => ({ ...plan, payload: { ...plan.payload, size: 1e6 } }) },
      'truncated',
    ],
    ['a plan without layouts', { change: (plan) => without(plan, 'layouts') }, 'malformed'],
    [
      'chunks without their list',
      { method: 'chunks', change: (plan) => without(plan, 'list') },
      'malformed',
    ],
    ['chunks that were damaged', { method: 'chunks', spoil: spoilPayload }, 'malformed'],
  ];

  test.each(cases)('%s', async (_, how, code) => {
    const packed = (bytes: Buffer) => gzipSync(bytes, { level: 9 });
    const { received, same, begun } = await trip(packed(oldText), packed(newText), how);
    expect(received).toMatchObject({ method: 'full', fellBack: { code } });
    expect({ same, begun }).toEqual({ same: true, begun: 2 });
  });

  test('a whole that is not the artifact is an error', async () => {
    const spoil = (cache: MemoryCache) => {
      for (const name of cache.held.keys()) cache.held.set(name, Buffer.from('nothing'));
    };
    await expect(trip(oldText, newText, { spoil })).rejects.toThrow(DeltaError);
  });
});

describe('packages', () => {
  const options = { codecs, imageBytesMax: 1 << 20, as: 'target' as const };

  test('stay closed where they could not be made again, and say so', async () => {
    const gzip = gzipSync(oldText, { level: 9, windowBits: 9 });
    const xz = Buffer.from('\u00fd7zXZ\0 and more', 'latin1');
    const { closed, image } = await openPackage(
      archive([
        ['a', gzip],
        ['b', xz],
      ]),
      options,
    );
    expect(closed).toEqual([
      { codec: 'deflate', reason: 'not_reproducible' },
      { codec: 'xz', reason: 'no_codec' },
    ]);
    expect(image.length).toBeLessThan(oldText.length);
    // To be read only, the first can be opened.
    const base = await openPackage(gzip, { ...options, as: 'base' });
    expect(base.image.length).toBeGreaterThan(oldText.length);
  });

  test('that are bombs, cut off or odd are taken as they are', async () => {
    const bomb = gzipSync(new Uint8Array(1 << 21), { level: 9 });
    expect((await openPackage(bomb, options)).closed).toEqual([
      { codec: 'deflate', reason: 'not_readable' },
    ]);
    const deb = archive([['a', gzipSync(oldText)]]);
    for (const odd of [
      deb.subarray(0, -5),
      Buffer.concat([deb, Buffer.from('tail')]),
      Buffer.from(gzipSync('x')).fill(0xff, 3, 4),
      Buffer.from('!<arch>\n'),
    ]) {
      const { layout } = await openPackage(odd, options);
      expect(layout.parts.reduce((sum, { stored }) => sum + stored, 0)).toBe(odd.length);
    }
  });

  test('are opened by what the caller has', async () => {
    const reversed: Codec = {
      name: 'xz',
      settings: ['none', 'reversed'],
      unpack: (bytes) => Promise.resolve(bytes.toReversed()),
      pack: (bytes, how) => Promise.resolve(how === 'reversed' ? bytes.toReversed() : bytes),
    };
    const xz = Buffer.from('\u00fd7zXZ\0 and more', 'latin1');
    const withXz = { ...options, codecs: codecsWith(reversed) };
    const { layout } = await openPackage(archive([['b', xz]]), withXz);
    expect(layout.parts[1]).toMatchObject({ codec: 'xz', settings: 'reversed' });
  });

  test('programs are known by their first bytes', () => {
    expect(isProgram(Buffer.from('\u007fELF\u0002', 'latin1'))).toBe(true);
    expect(isProgram(Buffer.from('MZ\u0090\0', 'latin1'))).toBe(true);
    expect(isProgram(Buffer.from('#!/bin/sh'))).toBe(false);
    expect(isProgram(Buffer.from('MZ'))).toBe(false);
  });
});
