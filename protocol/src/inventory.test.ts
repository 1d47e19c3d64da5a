import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyDelta,
  diffInventory,
  emptyInventoryFold,
  foldInventory,
  fullInventory,
  inventoryHash,
  type InventoryBody,
  type InventoryState,
} from './inventory.ts';
import { toHex } from './ids.ts';
import { inventoryStates } from './testing/builders.ts';

const hashOf = (state: InventoryState): string => toHex(inventoryHash(state));
const foldAll = (bodies: readonly InventoryBody[]) =>
  bodies.reduce(foldInventory, emptyInventoryFold);

describe('an inventory', () => {
  test('hashes the same in any order', () => {
    fc.assert(
      fc.property(inventoryStates, ({ facts, software }) => {
        const reversed = { facts: facts.toReversed(), software: software.toReversed() };
        expect(hashOf(reversed)).toBe(hashOf({ facts, software }));
      }),
    );
  });

  test('its difference leads from one state to the other', () => {
    fc.assert(
      fc.property(inventoryStates, inventoryStates, (before, after) => {
        const delta = diffInventory(before, after);
        if (hashOf(before) === hashOf(after)) expect(delta).toBeNull();
        else expect(hashOf(applyDelta(before, delta!))).toBe(hashOf(after));
      }),
    );
  });

  test('in parts is whole when the last part is there', () => {
    fc.assert(
      fc.property(inventoryStates, fc.integer({ min: 1, max: 400 }), (state, partBytes) => {
        const parts = fullInventory(state, partBytes);
        const half = foldAll(parts.slice(0, -1));
        if (parts.length > 1) expect(half.current).toBeNull();
        const fold = foldAll(parts);
        expect(hashOf(fold.current!)).toBe(hashOf(state));
        expect(foldAll(parts.toReversed()).current).toEqual(fold.current);
      }),
    );
  });

  test('a delta without its base waits; the next full one settles everything', () => {
    fc.assert(
      fc.property(inventoryStates, inventoryStates, inventoryStates, (a, b, c) => {
        const toC = diffInventory(b, c);
        const toB = diffInventory(a, b);
        fc.pre(toC !== null && toB !== null);
        const early = foldAll([toC]);
        expect(early.current).toBeNull();
        expect(early.waiting).toHaveLength(1);
        const [full] = fullInventory(a, 1e6);
        const missingMiddle = foldAll([full!, toC]);
        expect(hashOf(missingMiddle.current!)).toBe(
          hashOf(toC.baseHash && hashOf(a) === toHex(toC.baseHash) ? c : a),
        );
        expect(hashOf(foldAll([full!, toB, toC]).current!)).toBe(hashOf(c));
        const [later] = fullInventory(c, 1e6);
        const settled = foldAll([full!, toC, later!]);
        expect(hashOf(settled.current!)).toBe(hashOf(c));
        expect(settled.waiting).toEqual([]);
      }),
    );
  });
});
