import {
  factId,
  inventoryHash,
  toHex,
  type Fact,
  type FactKey,
  type InventoryBody,
  type SoftwareItem,
} from '@eucora/protocol';

/** An inventory event that waits: a part of a full one, or a delta whose base is not here. */
export interface PendingInventory {
  readonly seq: number;
  readonly atMs: number;
  readonly full: boolean;
  readonly baseHash: string;
  readonly hash: string;
  readonly part: number;
  readonly parts: number;
  readonly facts: readonly Fact[];
  readonly gone: readonly FactKey[];
  readonly software: readonly SoftwareItem[];
  readonly removed: readonly SoftwareItem[];
}
/**
 * A software item: by its number in the fleet or, where it has none yet, by its key. So a delta costs
 * what it changes and not what the device has.
 */
export type ItemRef = number | string;
/** A complete inventory: that of event `seq`. */
export interface CurrentInventory {
  readonly seq: number;
  readonly atMs: number;
  readonly hash: string;
  readonly facts: readonly Fact[];
  readonly items: ReadonlySet<ItemRef>;
}
/** Where one incarnation's inventory stands. */
export interface InventoryProgress {
  readonly current: CurrentInventory | null;
  readonly pending: readonly PendingInventory[]; // by seq
}

export const emptyProgress: InventoryProgress = { current: null, pending: [] };
// Beyond this the oldest are let go: the next full inventory settles everything anyway.
const pendingMax = 512;

/** An event in the form in which it may have to wait. */
export function pendingOf(seq: number, atMs: number, body: InventoryBody): PendingInventory {
  const { full, part, parts, facts, gone, software, removed } = body;
  const [baseHash, hash] = [toHex(body.baseHash), toHex(body.hash)];
  return { seq, atMs, full, baseHash, hash, part, parts, facts, gone, software, removed };
}

/**
 * Takes inventory events of one incarnation, in whatever order segments bring them. The newest
 * state that can be told wins: a full inventory when all its parts are here, a delta when the state
 * it names as its base is. What is older than the current state is history and changes nothing.
 * `refOf` names one item always alike. What changes nothing gives back the same object.
 */
export function foldInventory(
  progress: InventoryProgress,
  events: readonly PendingInventory[],
  refOf: (item: SoftwareItem) => ItemRef,
): InventoryProgress {
  const bySeq = new Map(progress.pending.map((event) => [event.seq, event]));
  for (const event of events) bySeq.set(event.seq, event);
  const known = [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
  const start = newestFull(progress.current, known, refOf) ?? progress.current;
  const current = continueFrom(start, known, refOf);
  const settled = current?.seq ?? 0;
  const pending = known.filter((event) => event.seq > settled).slice(-pendingMax);
  const isSame =
    current === progress.current &&
    pending.length === progress.pending.length &&
    pending.every((event, i) => event === progress.pending[i]);
  return isSame ? progress : { current, pending };
}

/** The newest full inventory whose parts are all here and which is newer than what is known. */
function newestFull(
  known: CurrentInventory | null,
  pending: readonly PendingInventory[],
  refOf: (item: SoftwareItem) => ItemRef,
): CurrentInventory | null {
  const collected = new Map<string, Map<number, PendingInventory>>();
  let newest: CurrentInventory | null = null;
  for (const event of pending) {
    if (!event.full || (known && event.seq <= known.seq)) continue;
    const key = `${event.hash}/${event.parts}`;
    const parts = collected.get(key) ?? new Map<number, PendingInventory>();
    collected.set(key, parts.set(event.part, event));
    if (parts.size === event.parts) newest = assemble(event, parts, refOf) ?? newest;
  }
  return newest;
}

/** The whole of its parts; null when they don't add up to the hash that they name. */
function assemble(
  last: PendingInventory,
  parts: ReadonlyMap<number, PendingInventory>,
  refOf: (item: SoftwareItem) => ItemRef,
): CurrentInventory | null {
  const inOrder = [...parts.values()].toSorted((a, b) => a.part - b.part);
  const facts = inOrder.flatMap((part) => part.facts);
  const software = inOrder.flatMap((part) => part.software);
  const { seq, atMs, hash } = last;
  if (toHex(inventoryHash({ facts, software })) !== hash) return null;
  return { seq, atMs, hash, facts, items: new Set(software.map(refOf)) };
}

/** Goes on from a state as far as what waits continues it. */
function continueFrom(
  start: CurrentInventory | null,
  pending: readonly PendingInventory[],
  refOf: (item: SoftwareItem) => ItemRef,
): CurrentInventory | null {
  let current = start;
  for (let next = nextStep(current, pending); current && next; next = nextStep(current, pending)) {
    const { seq, atMs, hash } = next;
    // Any part of a full inventory with the hash that is known confirms it up to there.
    const state = next.full ? current : afterDelta(current, next, refOf);
    current = { seq, atMs, hash, facts: state.facts, items: state.items };
  }
  return current;
}

function afterDelta(
  state: Pick<CurrentInventory, 'facts' | 'items'>,
  delta: PendingInventory,
  refOf: (item: SoftwareItem) => ItemRef,
): Pick<CurrentInventory, 'facts' | 'items'> {
  const items = new Set(state.items);
  for (const item of delta.removed) items.delete(refOf(item));
  for (const item of delta.software) items.add(refOf(item));
  if (delta.gone.length + delta.facts.length === 0) return { facts: state.facts, items };
  const facts = new Map(state.facts.map((fact) => [factId(fact), fact]));
  for (const key of delta.gone) facts.delete(factId(key));
  for (const fact of delta.facts) facts.set(factId(fact), fact);
  return { facts: [...facts.values()], items };
}

function nextStep(
  current: CurrentInventory | null,
  pending: readonly PendingInventory[],
): PendingInventory | undefined {
  if (!current) return undefined;
  return pending.find(
    (event) =>
      event.seq > current.seq && (event.full ? event.hash : event.baseHash) === current.hash,
  );
}
