import {
  likelyMs,
  unwrapSubjectKey,
  type BoxKeyPair,
  type EventBody,
  type EventKind,
  type SoftwareItem,
} from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';
import type { AcceptedBatch, AcceptedEvent, Fold } from '../../platform/fold.ts';
import { sealAtRest } from '../../platform/keys.ts';
import {
  advanceActivity,
  itemIds,
  lineKey,
  noteIncarnations,
  selectHeads,
  selectIncarnations,
  selectProgress,
  updateSummaries,
  upsertProgress,
} from './fold-store.ts';
import { systemLine } from './hardware.ts';
import { currentIncarnation, lineage } from './incarnations.ts';
import {
  emptyProgress,
  foldInventory,
  pendingOf,
  type InventoryProgress,
  type PendingInventory,
} from './inventory-fold.ts';
import { upsertCollectors, upsertMeasurements, upsertNames, type Said } from './said-store.ts';

export interface DevicesFoldKeys {
  readonly box: BoxKeyPair;
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
  };
}

/** When an event most likely was, never later than we heard of it. */
function eventTime(event: AcceptedEvent, receivedAt: Date): Date {
  return new Date(Math.min(likelyMs(event, event.at.wallMs), receivedAt.getTime()));
}

async function foldActivity(tx: Tx, batches: readonly AcceptedBatch[]): Promise<void> {
  const latest = new Map<number, Date>();
  for (const { deviceNo, events, receivedAt } of batches) {
    for (const event of events) {
      const at = eventTime(event, receivedAt);
      const known = latest.get(deviceNo);
      if (!known || known < at) latest.set(deviceNo, at);
    }
  }
  const rows = [...latest].map(([no, at]) => ({ no, at }));
  if (rows.length > 0) await advanceActivity(tx, rows);
}

async function foldIncarnations(tx: Tx, batches: readonly AcceptedBatch[]): Promise<number[]> {
  const seen = new Map<string, { no: number; incarnation: string; parent: string | null }>();
  for (const { deviceNo: no, incarnation, parentIncarnation } of batches) {
    const key = `${no}/${incarnation}`;
    const parent = seen.get(key)?.parent ?? parentIncarnation;
    seen.set(key, { no, incarnation, parent });
  }
  return noteIncarnations(tx, [...seen.values()]);
}

interface Line {
  readonly no: number;
  readonly incarnation: string;
  readonly events: PendingInventory[];
}

/** Inventory events by device and incarnation. */
function linesOf(batches: readonly AcceptedBatch[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { deviceNo: no, incarnation, events, receivedAt } of batches) {
    for (const event of events) {
      if (event.body.kind !== 'inventory') continue;
      const key = `${no}/${incarnation}`;
      const line = lines.get(key) ?? { no, incarnation, events: [] };
      lines.set(key, line);
      const atMs = eventTime(event, receivedAt).getTime();
      line.events.push(pendingOf(event.seq, atMs, event.body));
    }
  }
  return [...lines.values()];
}

/** Folds inventories; answers with the devices for which something is new. */
async function foldInventories(tx: Tx, batches: readonly AcceptedBatch[]): Promise<number[]> {
  const lines = linesOf(batches);
  if (lines.length === 0) return [];
  const { byLine, idOf } = await selectProgress(tx, lines);
  const folded = lines.map((line) => {
    const known = byLine.get(lineKey(line)) ?? emptyProgress;
    return { line, progress: foldInventory(known, line.events) };
  });
  const softwareOf = (progress: InventoryProgress): readonly SoftwareItem[] =>
    progress.current?.state.software ?? [];
  // Folding keeps the items that stay as they are: only those that came need to be looked up.
  const came = folded.flatMap(({ progress }) =>
    softwareOf(progress).filter((item) => !idOf.has(item)),
  );
  const ids = await itemIds(tx, came);
  const changes = folded.map(({ line: { no, incarnation }, progress }) => {
    const items = softwareOf(progress).flatMap((item) => idOf.get(item) ?? ids.get(item) ?? []);
    return { no, incarnation, progress, items: [...new Set(items)].toSorted((a, b) => a - b) };
  });
  await upsertProgress(tx, changes);
  return changes.map(({ no }) => no);
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
      const at = eventTime(event, receivedAt);
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
    const key = unwrapSubjectKey(said.body.keys, keys.box);
    const context = Buffer.from(said.body.subject, 'hex');
    return { ...said, sealedKey: key && sealAtRest(key, keys.names, context) };
  });
  if (sealed.length > 0) await upsertNames(tx, sealed);
}
