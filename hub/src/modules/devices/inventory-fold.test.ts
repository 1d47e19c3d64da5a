import {
  diffInventory,
  fullInventory,
  inventoryHash,
  softwareId,
  toHex,
  type InventoryBody,
  type InventoryState,
  type SoftwareItem,
} from '@eucora/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  emptyProgress,
  foldInventory as foldWith,
  pendingOf,
  type CurrentInventory,
  type InventoryProgress,
  type PendingInventory,
} from './inventory-fold.ts';

const stateOf = (versions: readonly number[]): InventoryState => ({
  facts: [{ section: 'os', instance: '', key: 'version', value: String(versions.length) }],
  software: versions.map((version, i) => ({
    name: `package-${i}`,
    version: String(version),
    source: 'dpkg',
    architecture: null,
    publisher: null,
  })),
});

const foldInventory = (
  progress: InventoryProgress,
  events: readonly PendingInventory[],
): InventoryProgress => foldWith(progress, events, softwareId);

/** The hash of what is known, computed from what its references mean. */
function hashOf({ facts, items }: CurrentInventory): string {
  const software = [...items].map((ref): SoftwareItem => {
    const [name, version, source, architecture, publisher] = String(ref).split('\0');
    const [known, built] = [architecture || null, publisher || null];
    return {
      name: name!,
      version: version!,
      source: source!,
      architecture: known,
      publisher: built,
    };
  });
  return toHex(inventoryHash({ facts, software }));
}

/**
 * What an agent would say while its machine goes through these states: full, deltas, full again.
 */
function history(states: readonly InventoryState[], fullEvery: number): PendingInventory[] {
  const bodies: InventoryBody[] = states.flatMap((state, i) => {
    const before = states[i - 1];
    if (before === undefined || i % fullEvery === 0) return fullInventory(state, 60);
    return diffInventory(before, state) ?? [];
  });
  return bodies.map((body, i) => pendingOf(i + 1, i * 1_000, body));
}

const states = fc
  .array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((all) => all.map(stateOf));

test('whatever the order of arrival, the newest state is the one that is known', () => {
  const run = fc
    .tuple(states, fc.integer({ min: 2, max: 5 }))
    .map(([all, fullEvery]) => ({ last: all.at(-1), events: history(all, fullEvery) }))
    .chain(({ last, events }) =>
      fc.record({
        last: fc.constant(last),
        arrivals: fc.shuffledSubarray(events, { minLength: events.length }),
      }),
    );
  fc.assert(
    fc.property(run, ({ last, arrivals }) => {
      const progress = arrivals.reduce(
        (known, event) => foldInventory(known, [event]),
        emptyProgress,
      );
      expect(progress.current?.hash).toBe(toHex(inventoryHash(last!)));
      expect(hashOf(progress.current!)).toBe(progress.current!.hash);
      expect(progress.pending).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('a part of a full inventory that repeats what is known confirms it and does not wait', () => {
  const full = history([stateOf([1, 1, 1])], 9);
  const again = full.map((event) => ({ ...event, seq: event.seq + full.length }));
  const known = foldInventory(emptyProgress, full);
  const confirmed = foldInventory(known, again.slice(0, 1));
  expect(confirmed).toMatchObject({ current: { seq: again[0]!.seq }, pending: [] });
});

test('all at once is the same as one by one', () => {
  fc.assert(
    fc.property(states, (all) => {
      const events = history(all, 3);
      const oneByOne = events.reduce(
        (known, event) => foldInventory(known, [event]),
        emptyProgress,
      );
      expect(foldInventory(emptyProgress, events)).toEqual(oneByOne);
    }),
  );
});

test('what says nothing new changes nothing', () => {
  const events = history([stateOf([1, 1]), stateOf([1, 2])], 9);
  const known = foldInventory(emptyProgress, events);
  for (const event of events) expect(foldInventory(known, [event])).toBe(known);
});

test('a delta without its base waits, and a part without the others too', () => {
  const [first, second] = [stateOf([1, 1, 1]), stateOf([1, 1, 2])];
  const events = history([first, second], 9);
  const delta = events.at(-1)!;
  const waiting = foldInventory(emptyProgress, [delta, ...events.slice(1, -1)]);
  expect(waiting.current).toBeNull();
  expect(waiting.pending.map((event) => event.seq)).toContain(delta.seq);
  expect(foldInventory(waiting, events.slice(0, 1)).current?.seq).toBe(delta.seq);
});

test('parts that do not add up to their hash are not believed', () => {
  const [part] = history([stateOf([1])], 9);
  const forged = { ...part!, hash: 'f'.repeat(64), parts: 1, part: 0 };
  expect(foldInventory(emptyProgress, [forged]).current).toBeNull();
});

test('what waits is bounded', () => {
  const delta = pendingOf(1, 0, diffInventory(stateOf([1]), stateOf([2]))!);
  const many = Array.from({ length: 600 }, (_, i) => ({ ...delta, seq: i + 1 }));
  const { pending } = foldInventory(emptyProgress, many);
  expect(pending).toHaveLength(512);
  expect(pending.at(-1)?.seq).toBe(600);
});
