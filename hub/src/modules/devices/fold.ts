import {
  likelyMs,
  unwrapSubjectKey,
  type BoxKeyPair,
  type EventBody,
  type EventKind,
} from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';
import type { AcceptedBatch, AcceptedEvent, Fold } from '../../platform/fold.ts';
import { sealAtRest } from '../../platform/keys.ts';
import {
  advanceActivity,
  itemIds,
  itemKey,
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
import { upsertCollectors, upsertMeasurements, upsertName, type Said } from './said-store.ts';

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
  const folded: { line: Line; progress: InventoryProgress }[] = [];
  for (const line of linesOf(batches)) {
    const known = (await selectProgress(tx, line.no, line.incarnation)) ?? emptyProgress;
    folded.push({ line, progress: foldInventory(known, line.events) });
  }
  if (folded.length === 0) return [];
  const software = folded.flatMap(({ progress }) => progress.current?.state.software ?? []);
  const ids = await itemIds(tx, software);
  for (const { line, progress } of folded) {
    const items = (progress.current?.state.software ?? []).flatMap(
      (item) => ids.get(itemKey(item)) ?? [],
    );
    const sorted = [...new Set(items)].toSorted((a, b) => a - b);
    await upsertProgress(tx, line.no, line.incarnation, progress, sorted);
  }
  return folded.map(({ line }) => line.no);
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
  for (const said of names) {
    const key = unwrapSubjectKey(said.body.keys, keys.box);
    const context = Buffer.from(said.body.subject, 'hex');
    await upsertName(tx, said, key && sealAtRest(key, keys.names, context));
  }
}
