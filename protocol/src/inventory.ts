import { createHash } from 'node:crypto';
import { ProtocolError } from './errors.ts';
import { sameBytes } from './ids.ts';

/** One fact about a machine: `cpu` · `` · `model`, or `disk` · `nvme0n1` · `size_bytes`. */
export interface FactKey {
  readonly section: string;
  readonly instance: string; // empty where there is only one
  readonly key: string;
}
export interface Fact extends FactKey {
  readonly value: string;
}
export interface SoftwareItem {
  readonly name: string;
  readonly version: string;
  readonly source: string; // dpkg, rpm, snap, flatpak, winget, registry, pkgutil, app …
  readonly architecture: string | null;
  readonly publisher: string | null;
}
/** Everything known of a machine at one moment. Order is irrelevant; doubles count once. */
export interface InventoryState {
  readonly facts: readonly Fact[];
  readonly software: readonly SoftwareItem[];
}
/** An inventory as it travels: the whole (perhaps in parts), or the difference from `baseHash`. */
export interface InventoryBody {
  readonly kind: 'inventory';
  readonly full: boolean;
  readonly baseHash: Uint8Array; // empty when full
  readonly hash: Uint8Array; // of the state after all parts
  readonly part: number;
  readonly parts: number;
  readonly facts: readonly Fact[];
  readonly gone: readonly FactKey[];
  readonly software: readonly SoftwareItem[];
  readonly removed: readonly SoftwareItem[];
}

/** Identity of a fact within a state. */
export function factId(fact: FactKey): string {
  return `${fact.section}\0${fact.instance}\0${fact.key}`;
}

/** Identity of a software item within a state: all its fields. */
export function softwareId(item: SoftwareItem): string {
  const { name, version, source, architecture, publisher } = item;
  return [name, version, source, architecture ?? '', publisher ?? ''].join('\0');
}

/**
 * SHA-256 of a state: its lines (`f` or `s`, then the fields, each after a zero byte) sorted by
 * their UTF-8 bytes, each ended by a newline. The same in every language; see vectors/inventory.
 */
export function inventoryHash(state: InventoryState): Uint8Array {
  const lines = new Set<string>();
  for (const fact of state.facts) lines.add(`f\0${factId(fact)}\0${fact.value}\n`);
  for (const item of state.software) lines.add(`s\0${softwareId(item)}\n`);
  const sorted = [...lines]
    .map((line) => Buffer.from(line))
    .toSorted((a, b) => Buffer.compare(a, b));
  const hash = createHash('sha256');
  for (const line of sorted) hash.update(line);
  return hash.digest();
}

/** The difference that turns `before` into `after`; null when nothing changed. */
export function diffInventory(before: InventoryState, after: InventoryState): InventoryBody | null {
  const factsBefore = new Map(before.facts.map((fact) => [factId(fact), fact]));
  const factsAfter = new Map(after.facts.map((fact) => [factId(fact), fact]));
  const itemsBefore = new Map(before.software.map((item) => [softwareId(item), item]));
  const itemsAfter = new Map(after.software.map((item) => [softwareId(item), item]));
  const facts = [...factsAfter].filter(([id, fact]) => factsBefore.get(id)?.value !== fact.value);
  const gone = [...factsBefore].filter(([id]) => !factsAfter.has(id));
  const software = [...itemsAfter].filter(([id]) => !itemsBefore.has(id));
  const removed = [...itemsBefore].filter(([id]) => !itemsAfter.has(id));
  if (facts.length + gone.length + software.length + removed.length === 0) return null;
  return {
    kind: 'inventory',
    full: false,
    baseHash: inventoryHash(before),
    hash: inventoryHash(after),
    part: 0,
    parts: 1,
    facts: facts.map(([, fact]) => fact),
    gone: gone.map(([, { section, instance, key }]) => ({ section, instance, key })),
    software: software.map(([, item]) => item),
    removed: removed.map(([, item]) => item),
  };
}

/** A whole inventory as parts of at most about `partBytesMax` bytes each. */
export function fullInventory(state: InventoryState, partBytesMax: number): InventoryBody[] {
  const groups: { facts: Fact[]; software: SoftwareItem[] }[] = [{ facts: [], software: [] }];
  let bytes = 0;
  const room = (size: number): { facts: Fact[]; software: SoftwareItem[] } => {
    if (bytes + size > partBytesMax && bytes > 0) {
      groups.push({ facts: [], software: [] });
      bytes = 0;
    }
    bytes += size;
    return groups.at(-1)!;
  };
  for (const fact of state.facts) {
    room(Buffer.byteLength(factId(fact) + fact.value) + 12).facts.push(fact);
  }
  for (const item of state.software) {
    room(Buffer.byteLength(softwareId(item)) + 16).software.push(item);
  }
  const hash = inventoryHash(state);
  return groups.map((group, part) => ({
    kind: 'inventory',
    full: true,
    baseHash: new Uint8Array(0),
    hash,
    part,
    parts: groups.length,
    gone: [],
    removed: [],
    ...group,
  }));
}

/** Parts of one full inventory of which some are still to come. */
export interface CollectedParts {
  readonly hash: Uint8Array;
  readonly parts: readonly (InventoryBody | undefined)[];
}
/** Where a receiver stands with one device's inventory. */
export interface InventoryFold {
  readonly current: InventoryState | null; // null: no full inventory has arrived
  readonly hash: Uint8Array | null;
  readonly collecting: CollectedParts | null;
  readonly waiting: readonly InventoryBody[]; // deltas whose base is not here yet, in order
}
export const emptyInventoryFold: InventoryFold = {
  current: null,
  hash: null,
  collecting: null,
  waiting: [],
};

/**
 * Takes the next inventory event, in sequence order. A delta whose base is not the current state
 * waits; a full inventory settles everything and lets those waiting deltas apply that continue it.
 */
export function foldInventory(fold: InventoryFold, body: InventoryBody): InventoryFold {
  if (!body.full) return settle({ ...fold, waiting: [...fold.waiting, body] });
  const begun = fold.collecting;
  const same =
    begun !== null && begun.parts.length === body.parts && sameBytes(begun.hash, body.hash);
  const parts = Array.from({ length: body.parts }, (_, i) =>
    i === body.part ? body : same ? begun.parts[i] : undefined,
  );
  if (parts.includes(undefined)) return { ...fold, collecting: { hash: body.hash, parts } };
  const whole = parts.filter((part) => part !== undefined);
  const current = {
    facts: whole.flatMap((part) => part.facts),
    software: whole.flatMap((part) => part.software),
  };
  // Deltas that were cut before this full one lead to a state that is already in it.
  return settle({ current, hash: body.hash, collecting: null, waiting: [] });
}

function settle(fold: InventoryFold): InventoryFold {
  let { current, hash } = fold;
  let waiting = [...fold.waiting];
  for (;;) {
    const base = hash;
    const next = waiting.find((delta) => base !== null && sameBytes(delta.baseHash, base));
    if (!next || !current) return { ...fold, current, hash, waiting };
    current = applyDelta(current, next);
    hash = next.hash;
    waiting = waiting.filter((delta) => delta !== next);
  }
}

/** The state after a delta. Does not check the base: `foldInventory` does. */
export function applyDelta(state: InventoryState, delta: InventoryBody): InventoryState {
  const facts = new Map(state.facts.map((fact) => [factId(fact), fact]));
  const software = new Map(state.software.map((item) => [softwareId(item), item]));
  for (const key of delta.gone) facts.delete(factId(key));
  for (const fact of delta.facts) facts.set(factId(fact), fact);
  for (const item of delta.removed) software.delete(softwareId(item));
  for (const item of delta.software) software.set(softwareId(item), item);
  return { facts: [...facts.values()], software: [...software.values()] };
}

/** Refuses texts that would make the canonical lines ambiguous. @throws ProtocolError malformed */
export function checkInventoryText(text: string): string {
  if (text.includes('\0') || text.includes('\n')) {
    throw new ProtocolError('malformed', 'an inventory text holds a zero byte or a line break');
  }
  return text;
}
