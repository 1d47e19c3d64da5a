/** Builders for tests of every package: real keys, real signatures, seeded where it matters. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { cutBatch, readBatch, signBatch, type BatchDraft, type ReadBatch } from '../batch.ts';
import type { TimeAnchor } from '../clock.ts';
import { relayIdOf, sealEnrolment } from '../enrolment.ts';
import type { DeviceEvent, EventBody } from '../events.ts';
import {
  chainHubKeys,
  openSuccession,
  sealSuccession,
  type HubKeyChain,
  type SignedSuccession,
} from '../hub-keys.ts';
import { toHex, type Id } from '../ids.ts';
import { deviceIdOf, importPrivateKey, type PrivateKey } from '../keys.ts';
import { lanes, type Lane } from '../lanes.ts';
import { sealSegment, type SealedSegment, type SegmentDraft } from '../segment.ts';

const bytesOf = (seed: string, length: number): Uint8Array =>
  createHash('sha512').update(seed).digest().subarray(0, length);

/** An id that is always the same for the same words. */
export const idFor = (seed: string): Id => toHex(bytesOf(seed, 16));

/** A key pair that is always the same for the same words. */
export const keyFor = (seed: string): PrivateKey => importPrivateKey(bytesOf(seed, 32));

/** A succession from a key to another behind `before`, saying what `over` says instead. */
export function successionOf(
  from: PrivateKey,
  to: PrivateKey,
  before: SignedSuccession | undefined,
  over: Partial<Pick<SignedSuccession, 'number' | 'prevHash' | 'grantsUntilMs'>> = {},
): SignedSuccession {
  const number = (before?.number ?? 1) + 1;
  const prevHash = before?.hash ?? new Uint8Array(0);
  const said = { number, prevHash, issuedMs: number * 100, grantsUntilMs: number * 1_000 };
  return openSuccession(sealSuccession({ ...said, ...over }, from, to));
}

/** A hub that signed with these keys, one after the other. */
export function hubKeysOver(...keys: readonly PrivateKey[]): HubKeyChain {
  const steps: SignedSuccession[] = [];
  for (let i = 1; i < keys.length; i += 1) {
    steps.push(successionOf(keys[i - 1]!, keys[i]!, steps.at(-1)));
  }
  return chainHubKeys(steps);
}

/** A time anchor: booted an hour ago, wall clock right. */
export const anchorFor = (seed: string, over: Partial<TimeAnchor> = {}): TimeAnchor => ({
  bootId: idFor(`boot ${seed}`),
  boottimeMs: 3_600_000,
  wallMs: 1_790_000_000_000,
  loMs: 1_789_999_999_000,
  hiMs: null,
  ...over,
});

/** A device that can speak: key, id, one incarnation and the chain of its lanes. */
export interface TestDevice {
  readonly key: PrivateKey;
  readonly deviceId: Id;
  readonly incarnation: Id;
  /** Cuts and signs the next batch of a lane. */
  next(bodies: readonly EventBody[], lane?: Lane, over?: Partial<BatchDraft>): ReadBatch;
  /** An enrolment by this relay. */
  enrolment(site: string, relayKey: PrivateKey, simulated?: boolean, run?: string): Uint8Array;
}

export function deviceFor(seed: string, incarnationSeed = seed): TestDevice {
  const key = keyFor(`device ${seed}`);
  const deviceId = deviceIdOf(key.publicKey.raw);
  const incarnation = idFor(`incarnation ${incarnationSeed}`);
  const heads = new Map<Lane, { last: number; hash: Uint8Array }>();
  return {
    key,
    deviceId,
    incarnation,
    next(bodies, lane = 'ledger', over = {}) {
      const head = heads.get(lane) ?? { last: 0, hash: new Uint8Array(0) };
      const anchor = anchorFor(seed);
      const events = bodies.map((body, i) => eventAt(anchor, body, i - bodies.length));
      const payload = cutBatch({
        deviceId,
        incarnation,
        lane,
        first: head.last + 1,
        prevHash: head.hash,
        parent: null,
        anchors: [anchor],
        events,
        ...over,
      });
      const batch = readBatch(signBatch(payload, key));
      heads.set(lane, { last: batch.last, hash: batch.hash });
      return batch;
    },
    enrolment(site, relayKey, simulated = false, run = '') {
      const relayId = relayIdOf(relayKey.publicKey.raw);
      const publicKey = key.publicKey.raw;
      const issued = anchorFor(seed);
      const statement = { site, relayId, deviceId, publicKey, simulated, run, issued };
      return sealEnrolment(statement, relayKey);
    },
  };
}

/** An event `offsetMs` from the anchor's moment. */
export function eventAt(anchor: TimeAnchor, body: EventBody, offsetMs = 0): DeviceEvent {
  const { bootId, boottimeMs, wallMs } = anchor;
  return { at: { bootId, boottimeMs: boottimeMs + offsetMs, wallMs: wallMs + offsetMs }, body };
}

/** `count` heartbeats, each different. */
export const heartbeats = (count: number, from = 1): EventBody[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: 'heartbeat',
    spoolEvents: from + i,
    spoolBytes: 20 * (from + i),
  }));

/** A relay that seals: key, id, one journal and the chain of its lanes. */
export interface TestRelay {
  readonly key: PrivateKey;
  readonly relayId: Id;
  readonly incarnation: Id;
  seal(batches: readonly ReadBatch[], over?: Partial<SegmentDraft>): SealedSegment;
}

export function relayFor(site: string, seed = site): TestRelay {
  const key = keyFor(`relay ${seed}`);
  const relayId = relayIdOf(key.publicKey.raw);
  const incarnation = idFor(`journal ${seed}`);
  const heads = new Map<Lane, { seq: number; hash: Uint8Array; position: number }>();
  return {
    key,
    relayId,
    incarnation,
    seal(batches, over = {}) {
      const lane = over.lane ?? batches[0]?.lane ?? 'ledger';
      const head = heads.get(lane) ?? { seq: 0, hash: new Uint8Array(0), position: 0 };
      const sealed = sealSegment(
        {
          site,
          relayId,
          incarnation,
          lane,
          seq: head.seq + 1,
          prevHash: head.hash,
          parent: null,
          enrolments: [],
          batches: batches.map((batch) => batch.bytes),
          lost: [],
          refusals: [],
          events: batches.reduce((sum, batch) => sum + batch.count, 0),
          firstPosition: batches.length > 0 ? head.position + 1 : 0,
          lastPosition: batches.length > 0 ? head.position + batches.length : 0,
          sealed: anchorFor(seed),
          ...over,
        },
        key,
      );
      const position = head.position + batches.length;
      heads.set(lane, { seq: head.seq + 1, hash: sealed.headerHash, position });
      return sealed;
    },
  };
}

const count = fc.nat({ max: 2 ** 31 });
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const line = text.map((value) => value.replaceAll(/[\0\n]/g, ' '));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(value, { nil: null });
const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(toHex);
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const softwareItem = fc.record({
  name: line,
  version: line,
  source: fc.constantFrom('dpkg', 'rpm', 'winget'),
  architecture: maybe(line),
  publisher: maybe(line),
});
const factKey = fc.record({ section: line, instance: line, key: line });
const fact = fc.record({ section: line, instance: line, key: line, value: line });

/** An inventory state: every field free. */
export const inventoryStates = fc.record({
  facts: fc.uniqueArray(fact, {
    maxLength: 12,
    selector: (f) => `${f.section}\0${f.instance}\0${f.key}`,
  }),
  software: fc.array(softwareItem, { maxLength: 12 }),
});

const usage = fc.record({
  kind: fc.constant('usage' as const),
  phase: fc.constant('started' as const),
  bootId: fc.constant(anchorFor('arbitrary').bootId),
  pid: count,
  startMs: count,
  startUncertaintyMs: count,
  endMs: fc.constant(null),
  endUncertaintyMs: fc.constant(null),
  subject: id,
  program: text,
  path: maybe(text),
  title: maybe(text),
  instancesMax: count,
});
const ended = fc.tuple(usage, count, count).map(([body, endMs, endUncertaintyMs]) => ({
  ...body,
  phase: 'ended' as const,
  endMs,
  endUncertaintyMs,
}));

/** Any event body, every kind and every optional field. */
export const eventBodies: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({ kind: fc.constant('heartbeat' as const), spoolEvents: count, spoolBytes: count }),
  fc.record({
    kind: fc.constant('inventory' as const),
    full: fc.constant(false),
    baseHash: hash,
    hash,
    part: fc.constant(0),
    parts: fc.constant(1),
    facts: fc.array(fact, { maxLength: 5 }),
    gone: fc.array(factKey, { maxLength: 5 }),
    software: fc.array(softwareItem, { maxLength: 5 }),
    removed: fc.array(softwareItem, { maxLength: 5 }),
  }),
  usage,
  ended,
  fc.record({
    kind: fc.constant('metric' as const),
    name: text,
    labels: maybe(text),
    value: fc.oneof(fc.double({ noNaN: true }), fc.integer()),
  }),
  fc.record({
    kind: fc.constant('security' as const),
    code: text,
    severity: fc.constantFrom('info' as const, 'warning' as const, 'critical' as const),
    detail: maybe(text),
  }),
  fc.record({
    kind: fc.constantFrom('deployment_result' as const, 'attestation' as const),
    type: count,
    body: fc.uint8Array({ minLength: 1, maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant('personal_name' as const),
    subject: id,
    role: fc.constantFrom('device_host' as const, 'device_user' as const),
    nonce: fc.uint8Array({ minLength: 12, maxLength: 12 }),
    ciphertext: fc.uint8Array({ minLength: 17, maxLength: 30 }),
    keys: fc.array(fc.record({ recipient: hash, ephemeral: hash, box: hash }), { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('collector_cost' as const),
    name: text,
    status: fc.constantFrom('ok' as const, 'slowed' as const, 'failed' as const),
    runs: count,
    wallMsLast: count,
    cpuMsTotal: count,
    items: count,
    detail: maybe(text),
  }),
  fc.record({
    kind: fc.constant('short_programs' as const),
    program: text,
    count,
    fromMs: count,
    toMs: count,
  }),
  fc.record({
    kind: fc.constant('measurement' as const),
    what: text,
    state: fc.constantFrom('measured' as const, 'unmeasured' as const),
    reason: maybe(text),
  }),
);

/** Any lane. */
export const anyLane: fc.Arbitrary<Lane> = fc.constantFrom(...lanes);
