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
    const reserved = Number(await readFile(join(home, 'counters', 'receipt'), 'utf8'));
    expect(reserved).toBeGreaterThanOrEqual(number);
  });

  it('do not start over from a damaged file', async () => {
    const counters = await Counters.open(home);
    await writeFile(join(home, 'counters', 'receipt'), '');
    await expect(counters.next('receipt')).rejects.toThrow(/damaged/);
  });
});
