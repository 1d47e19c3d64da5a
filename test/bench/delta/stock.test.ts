import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall } from '@eucora/packaging';
import { applyBsdiff, encodeBsdiff, oldBytesOf } from '@eucora/protocol/delta';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { output } from '../../kit/command.ts';
import { createRandom } from '../../kit/random.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stock-'));
  if (existsSync('/usr/bin/bspatch') && existsSync('/usr/bin/bsdiff')) return;
  const outcome = await aptInstall(['bsdiff']);
  if (outcome.kind === 'missing') throw new Error(`To compare with bsdiff: ${outcome.reason}.`);
});
afterAll(() => rm(folder, { recursive: true }));

/** A file of blocks that were moved, dropped, repeated and changed as a compiler changes code. */
function filePair(seed: number): { old: Uint8Array; fresh: Uint8Array } {
  const random = createRandom(`stock-${seed}`);
  const blocks = Array.from({ length: random.between(0, 12) }, () =>
    random.bytes(random.between(1, 4_000)),
  );
  const moved = blocks.flatMap((block) => {
    if (random.chance(0.15)) return [];
    const every = random.between(12, 200);
    const copy = block.map((value, i) => (i % every === 0 ? value + 4 : value));
    const added = random.chance(0.3) ? [random.bytes(random.between(1, 300))] : [];
    return random.chance(0.2) ? [copy, ...added, copy] : [copy, ...added];
  });
  const order = random.chance(0.3) ? moved.toReversed() : moved;
  return { old: Buffer.concat(blocks), fresh: Buffer.concat(order) };
}

test('bspatch applies what we make, and we apply what bsdiff makes', async () => {
  const [old, fresh, patch, out] = ['old', 'fresh', 'patch', 'out'].map((n) => join(folder, n)) as [
    string,
    string,
    string,
    string,
  ];
  for (let seed = 0; seed < 25; seed += 1) {
    const pair = filePair(seed);
    const ours = encodeBsdiff(pair.old, pair.fresh);
    await Promise.all([
      writeFile(old, pair.old),
      writeFile(fresh, pair.fresh),
      writeFile(patch, ours),
    ]);
    await output('bspatch', [old, out, patch]);
    expect(Buffer.compare(await readFile(out), pair.fresh)).toBe(0);

    // bsdiff can't map an empty file.
    if (pair.old.length === 0 || pair.fresh.length === 0) continue;
    await output('bsdiff', [old, fresh, patch]);
    const theirs = await readFile(patch);
    const pieces: Buffer[] = [];
    const limits = { sizeMax: pair.fresh.length };
    for await (const piece of applyBsdiff(theirs, oldBytesOf(pair.old), limits)) {
      pieces.push(Buffer.from(piece));
    }
    expect(Buffer.compare(Buffer.concat(pieces), pair.fresh)).toBe(0);
    // A sample of the old bytes finds what all of their suffixes do, but for crumbs.
    expect(ours.length).toBeLessThan(theirs.length * 1.1 + 200);
  }
});
