import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bzip2Writer } from '../bzip2/compress.ts';
import { DeltaError } from '../errors.ts';
import { oldBytesOf } from '../old-bytes.ts';
import { align } from './align.ts';
import { applyBsdiff } from './apply.ts';
import { getNumber, headerBytes, joinPatch, putNumber, splitPatch } from './container.ts';
import { encodeBsdiff } from './encode.ts';

/** Made by bsdiff 4.3-23 from `stockOld()` to `stockNew()`. */
const stockPatch = [
  'QlNESUZGNDA4AAAAAAAAACsAAAAAAAAAFQIAAAAAAABCWmg5MUFZJlNZubpkFAAAAlEFeAQABAQAAIAAICAAIjID',
  '1CDJiH3G4khqJGeLuSKcKEhc3TIKAEJaaDkxQVkmU1lL8SytAAAA0ADAAAAgAAggACEmQZioDi7kinChIJfiWVpC',
  'Wmg5MUFZJlNZpdx+wwAAMP///q115fqvX79eq3Xl9u/fr12rNef279eu3b8899br1+AwALGkGTEZBpo00GJoaaaZ',
  'BoyYTARpoyaDRhDJo0Gg0AGQYRo0GIMgBiNNGhoGmmDVT1Q0aG1BpoNAAAA0yBo0aAGgaA09QAZBoAaaaZAAAAAA',
  'AAGBCqgA0AYQ0GRoZMgDEBoxBoyGIMIyAAAAMgyYmjTTTAE0aMTQYmI0YwDFkzaNW80acXJzNlB0Dq7HDhHg68vQ',
  'e6g8+h+f4CBgoOEhTENDxETFCLjI2Oj5CRkj5+UQIZWWEvMTKKaE2Ec4kSEnp+goaKjFJUkLSpiy6qrTIEtYiKra',
  '4gI2CvT2JSdtsi253O2dpa21uLi5uru8ChTe31+MAKsHCGGMTFxsfIHDxcfJypEvNz9AOlMn6lClV1q+wHas7lve',
  'Bd4FF7BiBmzaAatm7hxH+Xm5B6Du7/AePkPP09fb3+Pkx9ff4P3+DBiGTNoGv+LuSKcKEhS7j9hg',
].join('');

function stockOld(): Uint8Array {
  return Uint8Array.from({ length: 600 }, (_, i) => (i * 7 + (i >> 3)) % 251);
}

function stockNew(): Uint8Array {
  const old = stockOld();
  const changed = old.subarray(380).map((value, i) => (i % 9 === 0 ? (value + 1) % 256 : value));
  return Buffer.concat([old.subarray(100, 400), Buffer.from('inserted here'), changed]);
}

async function applied(patch: Uint8Array, old: Uint8Array, sizeMax = 1 << 20): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of applyBsdiff(patch, oldBytesOf(old), { sizeMax })) {
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}

function bz(bytes: Uint8Array): Uint8Array {
  const writer = new Bzip2Writer();
  writer.write(bytes);
  return writer.finish();
}

interface Made {
  readonly triples: readonly (readonly [number, number, number])[];
  readonly difference?: Uint8Array;
  readonly extra?: Uint8Array;
  readonly size: number;
}

/** A patch that says whatever it is told to. */
function patchOf({ triples, difference, extra, size }: Made): Uint8Array {
  const control = new DataView(new ArrayBuffer(triples.length * 24));
  triples.flat().forEach((value, i) => putNumber(control, i * 8, value));
  return joinPatch({
    control: bz(new Uint8Array(control.buffer)),
    difference: bz(difference ?? new Uint8Array(100)),
    extra: bz(extra ?? new Uint8Array(100)),
    size,
  });
}

/** An old file and one made of it: moved, repeated, changed here and there, with new pieces. */
const pair = fc
  .record({
    old: fc.uint8Array({ maxLength: 900, max: 40 }),
    cuts: fc.array(
      fc.record({
        at: fc.nat(900),
        length: fc.nat(300),
        added: fc.uint8Array({ maxLength: 40 }),
        every: fc.integer({ min: 3, max: 60 }),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ old, cuts }) => ({
    old,
    fresh: Buffer.concat(
      cuts.flatMap(({ at, length, added, every }) => [
        old.subarray(at, at + length).map((value, i) => (i % every === 0 ? value + 1 : value)),
        added,
      ]),
    ),
  }));

describe('BSDIFF40', () => {
  test('every pair comes back', async () => {
    await fc.assert(
      fc.asyncProperty(pair, async ({ old, fresh }) => {
        const made = await applied(encodeBsdiff(old, fresh), old);
        expect(Buffer.compare(made, fresh)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test('a patch of bsdiff is applied', async () => {
    const made = await applied(Buffer.from(stockPatch, 'base64'), stockOld());
    expect(Buffer.compare(made, stockNew())).toBe(0);
  });

  test('code that moved, with addresses changed in it, costs little', () => {
    let state = 5;
    const old = Uint8Array.from({ length: 60_000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return state >>> 24;
    });
    const moved = old.slice(20_000).map((value, i) => (i % 16 === 5 ? value + 8 : value));
    const fresh = Buffer.concat([moved, old.subarray(0, 20_000)]);
    expect([...align(old, fresh)].length).toBeLessThan(6);
    expect(encodeBsdiff(old, fresh).length).toBeLessThan(1_500);
  });

  test('numbers keep their sign and what a double tells apart', () => {
    const view = new DataView(new ArrayBuffer(8));
    for (const value of [0, 1, -1, 2 ** 32 - 1, -(2 ** 40), Number.MAX_SAFE_INTEGER]) {
      putNumber(view, 0, value);
      expect(getNumber(view, 0)).toBe(value === 0 ? 0 : value);
    }
  });
});

describe('a patch that lies is refused:', () => {
  const old = new Uint8Array(50);
  const good = patchOf({ triples: [[50, 10, 0]], size: 60 });
  const header = (at: number, value: number) => {
    const patch = good.slice();
    putNumber(new DataView(patch.buffer), at, value);
    return patch;
  };
  const idle = Array.from({ length: 3_000 }, () => [0, 0, 0] as const);
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['shorter than a header', good.subarray(0, 20), 'truncated'],
    ['another magic', Buffer.from(good).fill('E', 0, 1), 'malformed'],
    ['control of negative length', header(8, -1), 'out_of_range'],
    ['difference of negative length', header(16, -5), 'out_of_range'],
    ['result of negative length', header(24, -60), 'out_of_range'],
    ['control beyond the end', header(8, good.length), 'truncated'],
    ['difference beyond the end', header(16, good.length), 'truncated'],
    ['result beyond what is allowed', header(24, 2 ** 21), 'oversized'],
    ['result beyond any file', Buffer.from(good).fill(0x7f, 24, 32), 'out_of_range'],
    ['negative match', patchOf({ triples: [[-1, 61, 0]], size: 60 }), 'out_of_range'],
    ['negative extra', patchOf({ triples: [[50, -1, 0]], size: 60 }), 'out_of_range'],
    ['more than the result', patchOf({ triples: [[50, 11, 0]], size: 60 }), 'out_of_range'],
    ['match beyond the old bytes', patchOf({ triples: [[51, 9, 0]], size: 60 }), 'out_of_range'],
    [
      'seek before the old bytes',
      patchOf({
        triples: [
          [10, 0, -20],
          [10, 40, 0],
        ],
        size: 60,
      }),
      'out_of_range',
    ],
    [
      'seek behind the old bytes',
      patchOf({
        triples: [
          [10, 0, 31],
          [10, 40, 0],
        ],
        size: 60,
      }),
      'out_of_range',
    ],
    ['too few triples', patchOf({ triples: [[50, 0, 0]], size: 60 }), 'truncated'],
    ['steps that make nothing', patchOf({ triples: idle, size: 60 }), 'malformed'],
    [
      'difference that ends',
      patchOf({ triples: [[50, 10, 0]], difference: new Uint8Array(49), size: 60 }),
      'truncated',
    ],
    [
      'extra that ends',
      patchOf({ triples: [[50, 10, 0]], extra: new Uint8Array(9), size: 60 }),
      'truncated',
    ],
  ];

  test.each(cases)('%s', async (_, patch, code) => {
    const outcome = await applied(patch, old).then(
      () => 'applied',
      (error: unknown) => (error instanceof DeltaError ? error.code : String(error)),
    );
    expect(outcome).toBe(code);
  });

  test('the one that all are made of is fine', async () => {
    expect((await applied(good, old)).length).toBe(60);
    expect(splitPatch(good, 60).control.length).toBeLessThan(good.length - headerBytes);
  });

  test('any changed byte: other bytes or a refusal, never another error', async () => {
    const patch = encodeBsdiff(stockOld(), stockNew());
    for (let at = 0; at < patch.length; at += 1) {
      const changed = patch.slice();
      changed[at]! ^= 0x15;
      const outcome = await applied(changed, stockOld(), 4_000).catch((error: unknown) => error);
      expect(outcome instanceof DeltaError || Buffer.isBuffer(outcome)).toBe(true);
    }
  });
});
