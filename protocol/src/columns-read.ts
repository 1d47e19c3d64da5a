import { intervalAt, type Moment, type TimeAnchor } from './clock.ts';
import { usageBase } from './columns-write.ts';
import { ProtocolError } from './errors.ts';
import {
  kindOf,
  type EventBody,
  type EventKind,
  type NumberedEvent,
  type OpaqueBody,
} from './events.ts';
import type { eucora } from './gen/wire.js';
import type { InternTable } from './intern.ts';
import type { InventoryBody, SoftwareItem } from './inventory.ts';
import { checkInventoryText } from './inventory.ts';
import { limits } from './limits.ts';

type Wire = eucora.v1.Events.$Properties;
type Numbers = readonly number[] | null | undefined;

const none: readonly number[] = [];

/**
 * Reads columns back into numbered events. Row i is event first+i; each kind's rows are consumed in
 * order, and a column that is too short or too long is refused.
 * @throws ProtocolError malformed
 */
export function readColumns(
  wire: Wire,
  first: number,
  count: number,
  anchors: readonly TimeAnchor[],
  table: InternTable,
): NumberedEvent[] {
  const kinds = column(wire.kind, count, 'kind');
  const boots = wire.boot?.length ? column(wire.boot, count, 'boot') : null;
  const boottimes = column(wire.boottimeDeltaMs, count, 'boottime');
  const skews = wire.wallSkewDeltaMs?.length ? column(wire.wallSkewDeltaMs, count, 'skew') : null;
  const readers = createReaders(wire, anchors, table);
  const begin = anchorAt(anchors, boots?.[0] ?? 0);
  let boottimeMs = begin.boottimeMs;
  let skew = begin.wallMs - begin.boottimeMs;
  const events: NumberedEvent[] = [];
  for (let i = 0; i < count; i += 1) {
    const anchor = anchorAt(anchors, boots?.[i] ?? 0);
    boottimeMs = whole(boottimeMs + boottimes[i]!, 'boottime');
    skew = whole(skew + (skews?.[i] ?? 0), 'wall clock');
    const kind = kindOf(kinds[i]!);
    if (!kind) {
      throw new ProtocolError('unknown_version', `events of kind ${kinds[i]} are not known here`);
    }
    const { loMs, hiMs } = intervalAt(anchor, boottimeMs);
    const at = { bootId: anchor.bootId, boottimeMs, wallMs: whole(boottimeMs + skew, 'wall') };
    events.push({ seq: first + i, at, loMs, hiMs, body: readers.next(kind, anchor, at) });
  }
  readers.expectEnd();
  return events;
}

function createReaders(wire: Wire, anchors: readonly TimeAnchor[], table: InternTable) {
  const kinds = wire.kind ?? none;
  const countOf = (n: number): number => kinds.reduce((sum, kind) => sum + (kind === n ? 1 : 0), 0);
  const rows = {
    heartbeat: rowsOf(countOf(1), readHeartbeats(wire.heartbeat, countOf(1))),
    inventory: listRows(wire.inventory, (body) => readInventory(body, table)),
    usage: rowsOf(countOf(3), readUsage(wire.usage, countOf(3), anchors, table)),
    metric: rowsOf(countOf(4), readMetrics(wire.metric, countOf(4), table)),
    security: rowsOf(countOf(5), readSecurity(wire.security, countOf(5), table)),
    opaque: listRows(wire.opaque, readOpaque),
    personal_name: listRows(wire.personalName, (body) => readName(body, table)),
    collector_cost: rowsOf(countOf(8), readCollectors(wire.collector, countOf(8), table)),
    short_programs: rowsOf(countOf(9), readShort(wire.shortPrograms, countOf(9), table)),
    measurement: rowsOf(countOf(10), readMeasurements(wire.measurement, countOf(10), table)),
  };
  return {
    next(kind: EventKind, anchor: TimeAnchor, at: Moment): EventBody {
      const isOpaque = kind === 'deployment_result' || kind === 'attestation';
      return isOpaque ? { ...rows.opaque.next(anchor, at), kind } : rows[kind].next(anchor, at);
    },
    expectEnd(): void {
      for (const [kind, { left }] of Object.entries(rows)) {
        if (left() !== 0) throw new ProtocolError('malformed', `rows of ${kind} without an event`);
      }
    },
  };
}

interface Rows<B extends EventBody = EventBody> {
  readonly next: (anchor: TimeAnchor, at: Moment) => B;
  readonly left: () => number;
}

function rowsOf(count: number, read: Read): Rows {
  let i = 0;
  return { next: (anchor, at) => read(i++, anchor, at), left: () => count - i };
}

function listRows<T, B extends EventBody>(
  list: readonly T[] | null | undefined,
  read: (body: T) => B,
): Rows<B> {
  let i = 0;
  const next = (): B => {
    const body = list?.[i++];
    if (body === undefined) throw new ProtocolError('malformed', 'an event without its row');
    return read(body);
  };
  return { next, left: () => (list?.length ?? 0) - i };
}

/** Requires a column to have exactly `count` rows. */
function column(values: Numbers, count: number, what: string): readonly number[] {
  const list = values ?? none;
  if (list.length !== count) {
    throw new ProtocolError('malformed', `column ${what} has ${list.length} rows, not ${count}`);
  }
  return list;
}

function whole(value: number, what: string): number {
  if (!Number.isSafeInteger(value)) throw new ProtocolError('malformed', `${what} out of range`);
  return value;
}

function anchorAt(anchors: readonly TimeAnchor[], index: number): TimeAnchor {
  const anchor = anchors[index];
  if (!anchor) throw new ProtocolError('malformed', 'a boot index leads nowhere');
  return anchor;
}

function choose<T>(choices: readonly T[], number: number | undefined, what: string): T {
  const choice = number === undefined ? undefined : choices[number - 1];
  if (choice === undefined) throw new ProtocolError('malformed', `unknown ${what} ${number}`);
  return choice;
}

type Read = (i: number, anchor: TimeAnchor, at: Moment) => EventBody;

function readHeartbeats(
  wire: eucora.v1.HeartbeatColumns.$Properties | null | undefined,
  count: number,
): Read {
  const events = column(wire?.spoolEvents, count, 'spool_events');
  const bytes = column(wire?.spoolBytes, count, 'spool_bytes');
  return (i) => ({ kind: 'heartbeat', spoolEvents: events[i]!, spoolBytes: bytes[i]! });
}

function readInventory(wire: eucora.v1.Inventory.$Properties, table: InternTable): InventoryBody {
  const facts = wire.factSection?.length ?? 0;
  const gone = wire.goneSection?.length ?? 0;
  const text = (index: number | undefined): string => checkInventoryText(table.text(index));
  const key = (s: Numbers, i: Numbers, k: Numbers, n: number) => ({
    section: text(s?.[n]),
    instance: text(i?.[n]),
    key: text(k?.[n]),
  });
  const items = (columns: readonly Numbers[]): SoftwareItem[] => {
    const [name, version, source, architecture, publisher] = columns;
    return (name ?? none).map((index, i) => ({
      name: text(index),
      version: text(version?.[i]),
      source: text(source?.[i]),
      architecture: table.optional(architecture?.[i]),
      publisher: table.optional(publisher?.[i]),
    }));
  };
  const parts = wire.parts ?? 0;
  const part = wire.part ?? 0;
  if (parts < 1 || parts > limits.inventoryPartsMax || part >= parts) {
    throw new ProtocolError('malformed', `inventory part ${part} of ${parts}`);
  }
  const hash = wire.hash ?? new Uint8Array(0);
  const baseHash = wire.baseHash ?? new Uint8Array(0);
  const full = wire.full ?? false;
  if (hash.length !== 32 || baseHash.length !== (full ? 0 : 32)) {
    throw new ProtocolError('malformed', 'an inventory without its hashes');
  }
  return {
    kind: 'inventory',
    full,
    baseHash,
    hash,
    part,
    parts,
    facts: Array.from({ length: facts }, (_, n) => ({
      ...key(wire.factSection, wire.factInstance, wire.factKey, n),
      value: text(wire.factValue?.[n]),
    })),
    gone: Array.from({ length: gone }, (_, n) =>
      key(wire.goneSection, wire.goneInstance, wire.goneKey, n),
    ),
    software: items([wire.name, wire.version, wire.source, wire.architecture, wire.publisher]),
    removed: items([
      wire.removedName,
      wire.removedVersion,
      wire.removedSource,
      wire.removedArchitecture,
      wire.removedPublisher,
    ]),
  };
}

function readUsage(
  wire: eucora.v1.UsageColumns.$Properties | null | undefined,
  count: number,
  anchors: readonly TimeAnchor[],
  table: InternTable,
): Read {
  const phase = column(wire?.phase, count, 'phase');
  const ended = phase.filter((value) => value === 2).length;
  const boot = column(wire?.boot, count, 'usage boot');
  const pid = column(wire?.pid, count, 'pid');
  // Version 1 told times from the anchor.
  const byAnchor = (wire?.startBeforeAnchorMs?.length ?? 0) > 0;
  const start = column(byAnchor ? wire?.startBeforeAnchorMs : wire?.startBeforeMs, count, 'start');
  const startUncertainty = column(wire?.startUncertaintyMs, count, 'start uncertainty');
  const end = column(byAnchor ? wire?.endBeforeAnchorMs : wire?.endBeforeMs, ended, 'end');
  const endUncertainty = column(wire?.endUncertaintyMs, ended, 'end uncertainty');
  const instances = column(wire?.instancesMax, count, 'instances');
  let nextEnd = 0;
  return (i, _, at) => {
    const anchor = anchorAt(anchors, boot[i]!);
    const base = byAnchor ? anchor.boottimeMs : usageBase(at, anchor);
    const isEnd = phase[i] === 2;
    const e = isEnd ? nextEnd++ : -1;
    return {
      kind: 'usage',
      phase: choose(['started', 'ended'] as const, phase[i], 'phase'),
      bootId: anchor.bootId,
      pid: pid[i]!,
      startMs: whole(base - start[i]!, 'start'),
      startUncertaintyMs: startUncertainty[i]!,
      endMs: isEnd ? whole(base - end[e]!, 'end') : null,
      endUncertaintyMs: isEnd ? endUncertainty[e]! : null,
      subject: table.subject(wire?.subject?.[i]),
      program: table.text(wire?.program?.[i]),
      path: table.optional(wire?.path?.[i]),
      title: table.optional(wire?.title?.[i]),
      instancesMax: instances[i]!,
    };
  };
}

function readMetrics(
  wire: eucora.v1.MetricColumns.$Properties | null | undefined,
  count: number,
  table: InternTable,
): Read {
  const name = column(wire?.name, count, 'metric name');
  const labels = column(wire?.labels, count, 'labels');
  const form = wire?.form?.length ? column(wire.form, count, 'form') : null;
  const decimals = form ? form.filter((value) => value === 0).length : count;
  const mantissa = column(wire?.mantissa, decimals, 'mantissa');
  const exponent = column(wire?.exponent, decimals, 'exponent');
  const real = column(wire?.real, count - decimals, 'real');
  let d = 0;
  let r = 0;
  return (i) => {
    const exact = (form?.[i] ?? 0) === 0;
    const value = exact ? Number(`${mantissa[d]}e${exponent[d++]}`) : real[r++]!;
    return {
      kind: 'metric',
      name: table.text(name[i]),
      labels: table.optional(labels[i]),
      value,
    };
  };
}

function readSecurity(
  wire: eucora.v1.SecurityColumns.$Properties | null | undefined,
  count: number,
  table: InternTable,
): Read {
  const code = column(wire?.code, count, 'code');
  const severity = column(wire?.severity, count, 'severity');
  return (i) => ({
    kind: 'security',
    code: table.text(code[i]),
    severity: choose(['info', 'warning', 'critical'] as const, severity[i], 'severity'),
    detail: table.optional(wire?.detail?.[i]),
  });
}

function readOpaque(wire: eucora.v1.Opaque.$Properties): OpaqueBody {
  // The caller puts the row's own kind in place: both kinds share this shape.
  return { kind: 'attestation', type: wire.type ?? 0, body: wire.body ?? new Uint8Array(0) };
}

function readName(wire: eucora.v1.PersonalName.$Properties, table: InternTable): EventBody {
  const bytes = (value: Uint8Array | null | undefined): Uint8Array => value ?? new Uint8Array(0);
  return {
    kind: 'personal_name',
    subject: table.subject(wire.subject ?? 0),
    role: choose(['device_host', 'device_user'] as const, wire.role ?? undefined, 'role'),
    nonce: bytes(wire.nonce),
    ciphertext: bytes(wire.ciphertext),
    keys: (wire.keys ?? []).map((key) => ({
      recipient: bytes(key.recipient),
      ephemeral: bytes(key.ephemeral),
      box: bytes(key.box),
    })),
  };
}

function readCollectors(
  wire: eucora.v1.CollectorColumns.$Properties | null | undefined,
  count: number,
  table: InternTable,
): Read {
  const runs = column(wire?.runs, count, 'runs');
  const wallMs = column(wire?.wallMsLast, count, 'wall_ms');
  const cpuMs = column(wire?.cpuMsTotal, count, 'cpu_ms');
  const items = column(wire?.items, count, 'items');
  return (i) => ({
    kind: 'collector_cost',
    name: table.text(wire?.name?.[i]),
    status: choose(['ok', 'slowed', 'failed'] as const, wire?.status?.[i], 'status'),
    runs: runs[i]!,
    wallMsLast: wallMs[i]!,
    cpuMsTotal: cpuMs[i]!,
    items: items[i]!,
    detail: table.optional(wire?.detail?.[i]),
  });
}

function readShort(
  wire: eucora.v1.ShortProgramColumns.$Properties | null | undefined,
  count: number,
  table: InternTable,
): Read {
  const counts = column(wire?.count, count, 'count');
  const from = column(wire?.fromBeforeAnchorMs, count, 'from');
  const to = column(wire?.toBeforeAnchorMs, count, 'to');
  return (i, anchor) => ({
    kind: 'short_programs',
    program: table.text(wire?.program?.[i]),
    count: counts[i]!,
    fromMs: whole(anchor.boottimeMs - from[i]!, 'from'),
    toMs: whole(anchor.boottimeMs - to[i]!, 'to'),
  });
}

function readMeasurements(
  wire: eucora.v1.MeasurementColumns.$Properties | null | undefined,
  count: number,
  table: InternTable,
): Read {
  const state = column(wire?.state, count, 'state');
  return (i) => ({
    kind: 'measurement',
    what: table.text(wire?.what?.[i]),
    state: choose(['measured', 'unmeasured'] as const, state[i], 'state'),
    reason: table.optional(wire?.reason?.[i]),
  });
}
