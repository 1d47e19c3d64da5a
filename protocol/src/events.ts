import type { Moment, TimeInterval } from './clock.ts';
import type { BootId, SubjectId } from './ids.ts';
import type { InventoryBody } from './inventory.ts';

/** Signs of life and how much this device still has to tell. */
export interface HeartbeatBody {
  readonly kind: 'heartbeat';
  readonly spoolEvents: number; // not yet journalled by a relay
  readonly spoolBytes: number;
}
/**
 * A program that ran. Identity is (bootId, pid, startMs): two reports with the same three are one
 * interval, and `ended` repeats the start. All times are CLOCK_BOOTTIME of `bootId`. The two ends
 * enclose the truth: it began at most `startUncertaintyMs` after `startMs` and ended at most
 * `endUncertaintyMs` before `endMs`. Repeated reports may be wider; the narrower bound holds.
 */
export interface UsageBody {
  readonly kind: 'usage';
  readonly phase: 'started' | 'ended';
  readonly bootId: BootId;
  readonly pid: number;
  readonly startMs: number;
  readonly startUncertaintyMs: number;
  readonly endMs: number | null; // null while it runs
  readonly endUncertaintyMs: number | null; // it ended within this much before endMs
  readonly subject: SubjectId; // whose session; never a name
  readonly program: string;
  readonly path: string | null;
  readonly title: string | null;
  readonly instancesMax: number;
}
export interface MetricBody {
  readonly kind: 'metric';
  readonly name: string;
  readonly labels: string | null; // "k=v,k=v"
  readonly value: number;
}
export interface SecurityBody {
  readonly kind: 'security';
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly detail: string | null;
}
/** Deployment results and attestations, whose own format their module defines. */
export interface OpaqueBody {
  readonly kind: 'deployment_result' | 'attestation';
  readonly type: number;
  readonly body: Uint8Array;
}
/** A name that only holders of the subject's key can read (see names.ts). */
export interface PersonalNameBody {
  readonly kind: 'personal_name';
  readonly subject: SubjectId;
  readonly role: 'device_host' | 'device_user';
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly keys: readonly WrappedKey[];
}
export interface WrappedKey {
  readonly recipient: Uint8Array; // 8 bytes
  readonly ephemeral: Uint8Array; // 32 bytes
  readonly box: Uint8Array;
}
/** What looking cost, per collector. */
export interface CollectorCostBody {
  readonly kind: 'collector_cost';
  readonly name: string;
  readonly status: 'ok' | 'slowed' | 'failed';
  readonly runs: number;
  readonly wallMsLast: number;
  readonly cpuMsTotal: number;
  readonly items: number;
  readonly detail: string | null;
}
/** Programs too short-lived to be intervals, counted; times are CLOCK_BOOTTIME of the event's boot. */
export interface ShortProgramsBody {
  readonly kind: 'short_programs';
  readonly program: string;
  readonly count: number;
  readonly fromMs: number;
  readonly toMs: number;
}
/** Says what is and is not being measured, so that silence is never read as zero. */
export interface MeasurementBody {
  readonly kind: 'measurement';
  readonly what: string;
  readonly state: 'measured' | 'unmeasured';
  readonly reason: string | null;
}

export type EventBody =
  | HeartbeatBody
  | InventoryBody
  | UsageBody
  | MetricBody
  | SecurityBody
  | OpaqueBody
  | PersonalNameBody
  | CollectorCostBody
  | ShortProgramsBody
  | MeasurementBody;
export type EventKind = EventBody['kind'];

/** One fact with when it was so. */
export interface DeviceEvent {
  readonly at: Moment;
  readonly body: EventBody;
}
/** The same as read from a batch: numbered, with bounds on its true time. */
export interface NumberedEvent extends DeviceEvent, TimeInterval {
  readonly seq: number;
}

const numbers = {
  heartbeat: 1,
  inventory: 2,
  usage: 3,
  metric: 4,
  security: 5,
  deployment_result: 6,
  personal_name: 7,
  collector_cost: 8,
  short_programs: 9,
  measurement: 10,
  attestation: 11,
} as const satisfies Record<EventKind, number>;

const kinds: ReadonlyMap<number, EventKind> = new Map([
  [1, 'heartbeat'],
  [2, 'inventory'],
  [3, 'usage'],
  [4, 'metric'],
  [5, 'security'],
  [6, 'deployment_result'],
  [7, 'personal_name'],
  [8, 'collector_cost'],
  [9, 'short_programs'],
  [10, 'measurement'],
  [11, 'attestation'],
]);

/** The kind's number on the wire and in tables. */
export function kindNumber(kind: EventKind): number {
  return numbers[kind];
}

/** The kind of a wire number; undefined for one that this program does not know. */
export function kindOf(number: number): EventKind | undefined {
  return kinds.get(number);
}

/** The lane a kind travels in (PROTOCOL: lanes). */
export function laneOfKind(kind: EventKind): 'urgent' | 'ledger' | 'bulk' {
  if (kind === 'metric') return 'bulk';
  return kind === 'security' || kind === 'deployment_result' || kind === 'attestation'
    ? 'urgent'
    : 'ledger';
}
