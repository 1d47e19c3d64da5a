import {
  likelyMs,
  softwareId,
  unwrapSubjectKey,
  type BoxKeyPair,
  type EventBody,
  type EventKind,
  type NumberedEvent,
  type SoftwareItem,
} from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';
import type { AcceptedBatch, Fold } from '../../platform/fold.ts';
import type { BoxKeys } from '../../platform/box-keys.ts';
import { sealAtRest } from '../../platform/keys.ts';
import {
  advanceActivity,
  findItems,
  itemKey,
  lineKey,
  noteIncarnations,
  numberItems,
  selectHeads,
  selectIncarnations,
  selectProgress,
  updateSummaries,
  upsertProgress,
  type BegunIncarnation,
  type InventoryLine,
} from './fold-store.ts';
import { cutAt } from '../ledger/index.ts';
import { systemLine } from './hardware.ts';
import { currentIncarnation, lineage } from './incarnations.ts';
import {
  emptyProgress,
  foldInventory,
  pendingOf,
  type InventoryProgress,
  type ItemRef,
  type PendingInventory,
} from './inventory-fold.ts';
import { upsertCollectors, upsertMeasurements, upsertNames, type Said } from './said-store.ts';

/** Opens the subject keys that were wrapped for this hub. */
export type Unwrap = Pick<BoxKeys, 'unwrap'>;

export interface DevicesFoldKeys {
  readonly box: BoxKeyPair | Unwrap;
  readonly names: Uint8Array;
}

/** Keeps what is known of each device now from what its events say. */
export function createDevicesFold(keys: DevicesFoldKeys): Fold {
  return {
    name: 'devices',
    async apply(tx, batches) {
      await foldActivity(tx, batches);
      const changed = new Set([
        ...(await foldIncarnations(tx, batches)),
        ...(await foldInventories(tx, batches)),
      ]);
      if (changed.size > 0) await summarise(tx, [...changed]);
      await foldSaid(tx, batches, keys);
    },
    refresh: summarise,
  };
}

/** When an event most likely was, never later than we heard of it. */
function eventMs(event: NumberedEvent, receivedMs: number): number {
  return Math.min(likelyMs(event, event.at.wallMs), receivedMs);
}

async function foldActivity(tx: Tx, batches: readonly AcceptedBatch[]): Promise<void> {
  const latest = new Map<number, number>();
  for (const { deviceNo, events, receivedAt } of batches) {
    if (events.length === 0) continue;
    const receivedMs = receivedAt.getTime();
    let ms = latest.get(deviceNo) ?? Number.NEGATIVE_INFINITY;
    for (const event of events) ms = Math.max(ms, eventMs(event, receivedMs));
    latest.set(deviceNo, ms);
  }
  const rows = Array.from(latest, ([no, ms]) => ({ no, at: new Date(ms) }));
  if (rows.length > 0) await advanceActivity(tx, rows);
}

async function foldIncarnations(tx: Tx, batches: readonly AcceptedBatch[]): Promise<number[]> {
  const seen = new Map<string, BegunIncarnation>();
  for (const batch of batches) {
    const { deviceNo: no, incarnation, parentIncarnation, receivedAt } = batch;
    const key = `${no}/${incarnation}`;
    const known = seen.get(key);
    const at = cutAt(batch, receivedAt);
    const isFirst = known === undefined || at < known.cutAt;
    seen.set(key, {
      no,
      incarnation,
      parent: known?.parent ?? parentIncarnation,
      cutAt: isFirst ? at : known.cutAt,
      bootId: isFirst ? (batch.anchors[0]?.bootId ?? null) : known.bootId,
    });
  }
  return noteIncarnations(tx, [...seen.values()]);
}

interface Line extends InventoryLine {
  readonly events: PendingInventory[];
}

/** Inventory events by device and incarnation. */
function linesOf(batches: readonly AcceptedBatch[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { deviceNo: no, incarnation, events, receivedAt } of batches) {
    for (const event of events) {
      if (event.body.kind !== 'inventory') continue;
      const key = lineKey({ no, incarnation });
      const line = lines.get(key) ?? { no, incarnation, events: [] };
      lines.set(key, line);
      const atMs = eventMs(event, receivedAt.getTime());
      line.events.push(pendingOf(event.seq, atMs, event.body));
    }
  }
  return [...lines.values()];
}

/** Folds inventories; answers with the devices for which something is new. */
async function foldInventories(tx: Tx, batches: readonly AcceptedBatch[]): Promise<number[]> {
  const lines = linesOf(batches);
  if (lines.length === 0) return [];
  const stored = await selectProgress(tx, lines);
  const progressOf = (line: Line): InventoryProgress => stored.get(lineKey(line)) ?? emptyProgress;
  const named = itemsNamed(lines.flatMap((line) => [...progressOf(line).pending, ...line.events]));
  const ids = await findItems(tx, [...named.byKey.keys()]);
  const refOf = (item: SoftwareItem): ItemRef => {
    const key = named.keyOf(item);
    return ids.get(key) ?? key;
  };
  const folded = lines.flatMap((line) => {
    const progress = foldInventory(progressOf(line), line.events, refOf);
    return progress === progressOf(line) ? [] : [{ ...line, progress }];
  });
  // Only what somebody has gets a number: which events came and went on the way plays no part.
  const fresh = new Map<string, SoftwareItem>();
  for (const { progress } of folded) {
    for (const ref of progress.current?.items ?? []) {
      if (typeof ref === 'string') fresh.set(ref, named.byKey.get(ref)!);
    }
  }
  const numbered = await numberItems(tx, fresh);
  const numberOf = (ref: ItemRef): number => (typeof ref === 'number' ? ref : numbered.get(ref)!);
  const rows = folded.map(({ no, incarnation, progress }) => {
    const items = new Set(Array.from(progress.current?.items ?? [], numberOf));
    return { no, incarnation, progress, items: [...items].toSorted((a, b) => a - b) };
  });
  if (rows.length > 0) await upsertProgress(tx, rows);
  return folded.map(({ no }) => no);
}

/** All software items that events speak of, and their keys, each computed once. */
function itemsNamed(events: readonly PendingInventory[]) {
  const byKey = new Map<string, SoftwareItem>();
  const keys = new Map<string, string>();
  const keyOf = (item: SoftwareItem): string => {
    const id = softwareId(item);
    const key = keys.get(id) ?? itemKey(item);
    keys.set(id, key);
    return key;
  };
  for (const { software, removed } of events) {
    for (const item of software) byKey.set(keyOf(item), item);
    for (const item of removed) byKey.set(keyOf(item), item);
  }
  return { byKey, keyOf };
}

/** Says anew which incarnation of a device is current, and what its inventory is. */
async function summarise(tx: Tx, nos: readonly number[]): Promise<void> {
  const nodes = Map.groupBy(await selectIncarnations(tx, nos), (node) => node.no);
  const heads = Map.groupBy(await selectHeads(tx, nos), (head) => head.no);
  const summaries = nos.map((no) => {
    const tree = nodes.get(no) ?? [];
    const incarnation = currentIncarnation(tree);
    const line = incarnation === null ? [] : lineage(tree, incarnation);
    const known = heads.get(no) ?? [];
    const head = line
      .map((life) => known.find((candidate) => candidate.incarnation === life))
      .find((candidate) => candidate !== undefined);
    return { no, incarnation, head, os: head ? systemLine(head.facts) : null };
  });
  await updateSummaries(tx, summaries);
}

type BodyOf<Kind extends EventKind> = Extract<EventBody, { kind: Kind }>;

/** The latest word of each device about each thing of a kind, in the order of things. */
function latestSaid<Kind extends EventKind>(
  batches: readonly AcceptedBatch[],
  kind: Kind,
  thingOf: (body: BodyOf<Kind>) => string,
): Said<BodyOf<Kind>>[] {
  const latest = new Map<string, Said<BodyOf<Kind>>>();
  for (const { deviceNo: no, events, receivedAt } of batches) {
    for (const event of events) {
      if (!isKind(event.body, kind)) continue;
      const at = new Date(eventMs(event, receivedAt.getTime()));
      const key = `${no}/${thingOf(event.body)}`;
      const known = latest.get(key);
      if (!known || known.at <= at) latest.set(key, { no, at, body: event.body });
    }
  }
  return [...latest.values()];
}

function isKind<Kind extends EventKind>(body: EventBody, kind: Kind): body is BodyOf<Kind> {
  return body.kind === kind;
}

async function foldSaid(
  tx: Tx,
  batches: readonly AcceptedBatch[],
  keys: DevicesFoldKeys,
): Promise<void> {
  const collectors = latestSaid(batches, 'collector_cost', (body) => body.name);
  if (collectors.length > 0) await upsertCollectors(tx, collectors);
  const measurements = latestSaid(batches, 'measurement', (body) => body.what);
  if (measurements.length > 0) await upsertMeasurements(tx, measurements);
  const names = latestSaid(batches, 'personal_name', (body) => `${body.subject}/${body.role}`);
  const sealed = names.map((said) => {
    const { keys: wrapped } = said.body;
    const { box } = keys;
    const key = 'unwrap' in box ? box.unwrap(wrapped) : unwrapSubjectKey(wrapped, box);
    const context = Buffer.from(said.body.subject, 'hex');
    return { ...said, sealedKey: key && sealAtRest(key, keys.names, context) };
  });
  if (sealed.length > 0) await upsertNames(tx, sealed);
}
