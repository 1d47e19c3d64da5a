import type { Moment, TimeAnchor } from './clock.ts';
import { ProtocolError } from './errors.ts';
import {
  kindNumber,
  type CollectorCostBody,
  type DeviceEvent,
  type EventBody,
  type EventKind,
  type HeartbeatBody,
  type MeasurementBody,
  type MetricBody,
  type OpaqueBody,
  type PersonalNameBody,
  type SecurityBody,
  type ShortProgramsBody,
  type UsageBody,
} from './events.ts';
import type { eucora } from './gen/wire.js';
import type { Interner } from './intern.ts';
import { checkInventoryText, type InventoryBody, type SoftwareItem } from './inventory.ts';

type Wire = eucora.v1.Events.$Properties;

/** Lays events out in columns. `anchors` must name every boot that the events mention. */
export function writeColumns(
  events: readonly DeviceEvent[],
  anchors: readonly TimeAnchor[],
  intern: Interner,
): Wire {
  const bodies = <K extends EventKind>(...kinds: K[]): Extract<EventBody, { kind: K }>[] =>
    events
      .map((event) => event.body)
      .filter((body): body is Extract<EventBody, { kind: K }> =>
        (kinds as readonly string[]).includes(body.kind),
      );
  const present = <T, R>(rows: readonly T[], write: (rows: readonly T[]) => R): R | null =>
    rows.length > 0 ? write(rows) : null;
  const short = events.flatMap((event) =>
    event.body.kind === 'short_programs' ? [{ body: event.body, bootId: event.at.bootId }] : [],
  );
  const usage = events.flatMap(({ at, body }) => (body.kind === 'usage' ? [{ body, at }] : []));
  return {
    kind: events.map((event) => kindNumber(event.body.kind)),
    ...writeTimes(events, anchors),
    heartbeat: present(bodies('heartbeat'), writeHeartbeats),
    inventory: bodies('inventory').map((body) => writeInventory(body, intern)),
    usage: present(usage, (rows) => writeUsage(rows, anchors, intern)),
    metric: present(bodies('metric'), (rows) => writeMetrics(rows, intern)),
    security: present(bodies('security'), (rows) => writeSecurity(rows, intern)),
    opaque: bodies('deployment_result', 'attestation').map(writeOpaque),
    personalName: bodies('personal_name').map((body) => writeName(body, intern)),
    collector: present(bodies('collector_cost'), (rows) => writeCollectors(rows, intern)),
    shortPrograms: present(short, (rows) => writeShort(rows, anchors, intern)),
    measurement: present(bodies('measurement'), (rows) => writeMeasurements(rows, intern)),
  };
}

/** Index of a boot among the anchors. @throws ProtocolError malformed when it is not there */
export function bootIndex(anchors: readonly TimeAnchor[], bootId: string): number {
  const index = anchors.findIndex((anchor) => anchor.bootId === bootId);
  if (index < 0) throw new ProtocolError('malformed', `no anchor for boot ${bootId}`);
  return index;
}

function writeTimes(events: readonly DeviceEvent[], anchors: readonly TimeAnchor[]): Wire {
  const boot = events.map((event) => bootIndex(anchors, event.at.bootId));
  const first = anchors[boot[0] ?? 0]!;
  let boottime = first.boottimeMs;
  let skew = first.wallMs - first.boottimeMs;
  const boottimeDeltaMs: number[] = [];
  const wallSkewDeltaMs: number[] = [];
  for (const { at } of events) {
    boottimeDeltaMs.push(at.boottimeMs - boottime);
    wallSkewDeltaMs.push(at.wallMs - at.boottimeMs - skew);
    boottime = at.boottimeMs;
    skew = at.wallMs - at.boottimeMs;
  }
  return {
    boot: boot.every((index) => index === 0) ? [] : boot,
    boottimeDeltaMs,
    wallSkewDeltaMs: wallSkewDeltaMs.every((delta) => delta === 0) ? [] : wallSkewDeltaMs,
  };
}

function writeHeartbeats(rows: readonly HeartbeatBody[]): eucora.v1.HeartbeatColumns.$Properties {
  return {
    spoolEvents: rows.map((row) => row.spoolEvents),
    spoolBytes: rows.map((row) => row.spoolBytes),
  };
}

function writeInventory(body: InventoryBody, intern: Interner): eucora.v1.Inventory.$Properties {
  const text = (value: string): number => intern.text(checkInventoryText(value));
  const optional = (value: string | null): number => (value === null ? 0 : text(value) + 1);
  const column = (items: readonly SoftwareItem[]) => ({
    name: items.map((item) => text(item.name)),
    version: items.map((item) => text(item.version)),
    source: items.map((item) => text(item.source)),
    architecture: items.map((item) => optional(item.architecture)),
    publisher: items.map((item) => optional(item.publisher)),
  });
  const removed = column(body.removed);
  return {
    full: body.full,
    baseHash: body.baseHash,
    hash: body.hash,
    part: body.part,
    parts: body.parts,
    factSection: body.facts.map((fact) => text(fact.section)),
    factInstance: body.facts.map((fact) => text(fact.instance)),
    factKey: body.facts.map((fact) => text(fact.key)),
    factValue: body.facts.map((fact) => text(fact.value)),
    goneSection: body.gone.map((fact) => text(fact.section)),
    goneInstance: body.gone.map((fact) => text(fact.instance)),
    goneKey: body.gone.map((fact) => text(fact.key)),
    ...column(body.software),
    removedName: removed.name,
    removedVersion: removed.version,
    removedSource: removed.source,
    removedArchitecture: removed.architecture,
    removedPublisher: removed.publisher,
  };
}

interface UsageRow {
  readonly body: UsageBody;
  readonly at: Moment;
}

/** What times of a usage row are told from: its event where that is of the same boot. */
export function usageBase(at: Moment, anchor: TimeAnchor): number {
  return at.bootId === anchor.bootId ? at.boottimeMs : anchor.boottimeMs;
}

function writeUsage(
  usage: readonly UsageRow[],
  anchors: readonly TimeAnchor[],
  intern: Interner,
): eucora.v1.UsageColumns.$Properties {
  const rows = usage.map(({ body }) => body);
  const boot = rows.map((row) => bootIndex(anchors, row.bootId));
  const before = (i: number, ms: number): number =>
    usageBase(usage[i]!.at, anchors[boot[i]!]!) - ms;
  const ended = rows.flatMap((row, i) => (row.phase === 'ended' ? [{ row, i }] : []));
  if (ended.some(({ row }) => row.endMs === null)) {
    throw new ProtocolError('malformed', 'an ended usage interval without its end');
  }
  return {
    phase: rows.map((row) => (row.phase === 'started' ? 1 : 2)),
    boot,
    pid: rows.map((row) => row.pid),
    startBeforeMs: rows.map((row, i) => before(i, row.startMs)),
    startUncertaintyMs: rows.map((row) => row.startUncertaintyMs),
    endBeforeMs: ended.map(({ row, i }) => before(i, row.endMs ?? 0)),
    endUncertaintyMs: ended.map(({ row }) => row.endUncertaintyMs ?? 0),
    subject: rows.map((row) => intern.subject(row.subject)),
    program: rows.map((row) => intern.text(row.program)),
    path: rows.map((row) => intern.optional(row.path)),
    title: rows.map((row) => intern.optional(row.title)),
    instancesMax: rows.map((row) => row.instancesMax),
  };
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** A double as mantissa × 10^exponent where that is exact and small, else null. */
export function asDecimal(value: number): { mantissa: number; exponent: number } | null {
  const match = decimal.exec(String(value));
  if (!match) return null;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  let mantissa = Number(whole + fraction) * (sign === '-' ? -1 : 1);
  let exponent = Number(power) - fraction.length;
  while (mantissa !== 0 && mantissa % 10 === 0 && exponent < 0) {
    mantissa /= 10;
    exponent += 1;
  }
  const exact =
    Number.isSafeInteger(mantissa) && Object.is(Number(`${mantissa}e${exponent}`), value);
  return exact ? { mantissa, exponent } : null;
}

function writeMetrics(
  rows: readonly MetricBody[],
  intern: Interner,
): eucora.v1.MetricColumns.$Properties {
  const decimals = rows.map((row) => asDecimal(row.value));
  const exact = decimals.filter((form) => form !== null);
  return {
    name: rows.map((row) => intern.text(row.name)),
    labels: rows.map((row) => intern.optional(row.labels)),
    form: decimals.every((form) => form !== null) ? [] : decimals.map((form) => (form ? 0 : 1)),
    mantissa: exact.map((form) => form.mantissa),
    exponent: exact.map((form) => form.exponent),
    real: rows.filter((_, i) => decimals[i] === null).map((row) => row.value),
  };
}

const severities = { info: 1, warning: 2, critical: 3 } as const;

function writeSecurity(
  rows: readonly SecurityBody[],
  intern: Interner,
): eucora.v1.SecurityColumns.$Properties {
  return {
    code: rows.map((row) => intern.text(row.code)),
    severity: rows.map((row) => severities[row.severity]),
    detail: rows.map((row) => intern.optional(row.detail)),
  };
}

function writeOpaque(body: OpaqueBody): eucora.v1.Opaque.$Properties {
  return { type: body.type, body: body.body };
}

function writeName(body: PersonalNameBody, intern: Interner): eucora.v1.PersonalName.$Properties {
  return {
    subject: intern.subject(body.subject),
    role: body.role === 'device_host' ? 1 : 2,
    nonce: body.nonce,
    ciphertext: body.ciphertext,
    keys: body.keys.map(({ recipient, ephemeral, box }) => ({ recipient, ephemeral, box })),
  };
}

const statuses = { ok: 1, slowed: 2, failed: 3 } as const;

function writeCollectors(
  rows: readonly CollectorCostBody[],
  intern: Interner,
): eucora.v1.CollectorColumns.$Properties {
  return {
    name: rows.map((row) => intern.text(row.name)),
    status: rows.map((row) => statuses[row.status]),
    runs: rows.map((row) => row.runs),
    wallMsLast: rows.map((row) => row.wallMsLast),
    cpuMsTotal: rows.map((row) => row.cpuMsTotal),
    items: rows.map((row) => row.items),
    detail: rows.map((row) => intern.optional(row.detail)),
  };
}

function writeShort(
  rows: readonly { body: ShortProgramsBody; bootId: string }[],
  anchors: readonly TimeAnchor[],
  intern: Interner,
): eucora.v1.ShortProgramColumns.$Properties {
  const anchorOf = (bootId: string): number => anchors[bootIndex(anchors, bootId)]!.boottimeMs;
  return {
    program: rows.map(({ body }) => intern.text(body.program)),
    count: rows.map(({ body }) => body.count),
    fromBeforeAnchorMs: rows.map(({ body, bootId }) => anchorOf(bootId) - body.fromMs),
    toBeforeAnchorMs: rows.map(({ body, bootId }) => anchorOf(bootId) - body.toMs),
  };
}

function writeMeasurements(
  rows: readonly MeasurementBody[],
  intern: Interner,
): eucora.v1.MeasurementColumns.$Properties {
  return {
    what: rows.map((row) => intern.text(row.what)),
    state: rows.map((row) => (row.state === 'measured' ? 1 : 2)),
    reason: rows.map((row) => intern.optional(row.reason)),
  };
}
