import {
  emptyInventoryFold,
  foldInventory,
  inventoryHash,
  randomId,
  toHex,
  type EventBody,
  type InventoryFold,
  type PersonalNameBody,
  type UsageBody,
} from '@eucora/protocol';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../kit/random.ts';
import { createCatalogue, drawInstalled } from './catalogue.ts';
import { createLife, type SealName } from './life.ts';
import { zipfShares } from './zipf.ts';

const catalogue = createCatalogue(createRandom('world'));
const bootId = randomId();
const sealName: SealName = (name, subject, role): PersonalNameBody => ({
  kind: 'personal_name',
  subject,
  role,
  nonce: new Uint8Array(12),
  ciphertext: Buffer.from(name.padEnd(16)),
  keys: [],
});

function live(seed: string, turns: number): EventBody[] {
  const life = createLife(createRandom(seed), catalogue, 0);
  const bodies = life.begin(sealName);
  for (let turn = 1; turn <= turns; turn += 1) {
    bodies.push(...life.next({ bootId, boottimeMs: turn * 1_000, wallMs: turn * 1_000 }));
  }
  return bodies;
}

describe('popularity', () => {
  it('falls by rank and adds up to the wanted mean', () => {
    const shares = zipfShares(1_000, 150);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(150, 3);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.98);
  });

  it('does not promise more than there is', () => {
    expect(zipfShares(10, 50)).toEqual(Array.from({ length: 10 }, () => 0.98));
  });
});

describe('the catalogue', () => {
  it('is the same for a seed', () => {
    expect(createCatalogue(createRandom('world'))).toEqual(catalogue);
  });

  it('gives a fleet common products, rare ones and several releases of one', () => {
    const machines = Array.from({ length: 60 }, (_, i) =>
      drawInstalled(createRandom(`m${i}`), catalogue.linux),
    );
    const sizes = machines.map((installed) => installed.length);
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeGreaterThan(280);
    const counts = new Map<string, number>();
    const releases = new Map<string, Set<number>>();
    for (const { product, release } of machines.flat()) {
      counts.set(product.name, (counts.get(product.name) ?? 0) + 1);
      releases.set(product.name, (releases.get(product.name) ?? new Set()).add(release));
    }
    expect([...counts.values()].filter((count) => count > 50).length).toBeGreaterThan(20);
    expect([...counts.values()].filter((count) => count < 5).length).toBeGreaterThan(100);
    expect([...releases.values()].filter((set) => set.size > 2).length).toBeGreaterThan(50);
  });
});

describe('the life of a simulated machine', () => {
  it('repeats itself for a seed', () => {
    expect(live('a', 500)).toEqual(live('a', 500));
  });

  it('tells an inventory whose deltas fold to the state their hashes name', () => {
    const inventories = live('b', 3_000).filter((body) => body.kind === 'inventory');
    expect(inventories.filter((body) => !body.full).length).toBeGreaterThan(5);
    let fold: InventoryFold = emptyInventoryFold;
    for (const body of inventories) fold = foldInventory(fold, body);
    expect(fold.waiting).toEqual([]);
    const last = inventories.at(-1);
    expect(last && toHex(last.hash)).toBe(fold.current && toHex(inventoryHash(fold.current)));
  });

  it('ends only what it started, and never before', () => {
    const usage = live('c', 3_000).filter((body) => body.kind === 'usage');
    const idOf = (body: UsageBody): string => `${body.pid}/${body.startMs}`;
    const started = usage.filter((body) => body.phase === 'started').map(idOf);
    const ended = usage.filter((body) => body.phase === 'ended');
    expect(ended.length).toBeGreaterThan(300);
    expect(new Set(started).size).toBe(started.length);
    expect(new Set(ended.map(idOf)).size).toBe(ended.length);
    expect(started).toEqual(expect.arrayContaining(ended.map(idOf)));
    expect(ended.filter((body) => (body.endMs ?? 0) < body.startMs)).toEqual([]);
  });

  it('mixes every kind of event that a machine has', () => {
    const kinds = new Set(live('d', 5_000).map((body) => body.kind));
    expect([...kinds].toSorted()).toEqual([
      'heartbeat',
      'inventory',
      'measurement',
      'metric',
      'personal_name',
      'security',
      'usage',
    ]);
  });
});
