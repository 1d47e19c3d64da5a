import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Counters } from './counters.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'eucora-counters-'));
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

describe('counters outside the database', () => {
  it('rise, even when they are asked for at once and opened again', async () => {
    const first = await Counters.open(home);
    const numbers = await Promise.all(Array.from({ length: 5 }, () => first.next('receipt')));
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
    const again = await Counters.open(home);
    expect(await again.next('receipt')).toBeGreaterThan(5);
  });

  it('reserve on disk before the first number of a block is used', async () => {
    const counters = await Counters.open(home);
    const number = await counters.next('receipt', 4_000);
    expect(number).toBe(4_001);
    const text = await readFile(join(home, 'counters', 'receipt'), 'utf8');
    const reserved = Number(text.split(' ')[1]);
    expect(reserved).toBeGreaterThanOrEqual(number);
  });

  it('do not give a number twice when two have the same folder', async () => {
    const two = [await Counters.open(home), await Counters.open(home)];
    const given = new Set<number>();
    for (let i = 0; i < 2_500; i += 1) {
      for (const counters of two) given.add(await counters.next('receipt'));
    }
    expect(given.size).toBe(5_000);
  });

  it('do not start over from a damaged file', async () => {
    const counters = await Counters.open(home);
    await writeFile(join(home, 'counters', 'receipt'), '');
    await expect(counters.next('receipt')).rejects.toThrow(/damaged/);
  });

  it('are never lower for a bit that flipped or an end that is gone', async () => {
    const path = join(home, 'counters', 'receipt');
    const last = await (await Counters.open(home)).next('receipt', 7_777);
    const whole = await readFile(path);
    const cut = Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length));
    const flipped = Array.from({ length: whole.length * 8 }, (_, bit) => {
      const bytes = Buffer.from(whole);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      return bytes;
    });
    for (const bytes of [...cut, ...flipped]) {
      await writeFile(path, bytes);
      const counters = await Counters.open(home);
      await expect(counters.next('receipt')).rejects.toThrow(/damaged; write/);
    }
    await writeFile(path, '9000\n');
    expect(await (await Counters.open(home)).next('receipt')).toBe(9_001);
    expect(last).toBeLessThan(9_001);
  });
});
