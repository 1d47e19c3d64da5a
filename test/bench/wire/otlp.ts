import { readFileSync } from 'node:fs';
import { idToBytes, type EventBody } from '@eucora/protocol';
import protobuf from 'protobufjs';
import type { CutBatch } from '../fleet/device.ts';

type Encode = (batch: CutBatch) => Uint8Array;
type AnyValue = Readonly<Record<string, unknown>>;

const severities = { info: 9, warning: 13, critical: 17 } as const; // OTLP's INFO, WARN, ERROR

/**
 * Encodes a batch as OTLP logs: one resource, a record per event, the body as a key-value list. What
 * all events of a batch share (device, incarnation, boot, time bounds) stands in the resource once,
 * ids and hashes as bytes: the most compact form that the protocol allows without an own encoding.
 */
export function createOtlpEncoder(): Encode {
  const schema = readFileSync(new URL('otlp-logs.proto', import.meta.url), 'utf8');
  const LogsData = protobuf.parse(schema).root.lookupType('otlp.LogsData');
  return (batch) => LogsData.encode({ resourceLogs: [resourceLogs(batch)] }).finish();
}

function resourceLogs({ batch, anchor, events }: CutBatch) {
  const attributes = pairs({
    'host.id': idToBytes(batch.deviceId),
    incarnation: idToBytes(batch.incarnation),
    boot: idToBytes(anchor.bootId),
    lane: batch.lane,
    boottime_ms: anchor.boottimeMs,
    wall_ms: anchor.wallMs,
    lo_ms: anchor.loMs,
    hi_ms: anchor.hiMs ?? 0,
    prev_hash: batch.prevHash,
  });
  const logRecords = events.map(({ at, body }, index) => ({
    timeUnixNano: nanoseconds(at.wallMs),
    ...(body.kind === 'security' && { severityNumber: severities[body.severity] }),
    body: { kvlistValue: { values: bodyPairs(body) } },
    attributes: pairs({ seq: batch.first + index, boottime_ms: at.boottimeMs }),
    eventName: body.kind,
  }));
  return { resource: { attributes }, scopeLogs: [{ logRecords }] };
}

function bodyPairs({ kind, ...body }: EventBody) {
  const known = kind === 'security' ? { ...body, severity: null } : body;
  return pairs(known);
}

/** Members that are null are left out, as every exporter does. */
function pairs(members: Readonly<Record<string, unknown>>) {
  return Object.entries(members).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: anyValue(value) }],
  );
}

function anyValue(value: unknown): AnyValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { intValue: value } : { doubleValue: value };
  }
  if (value instanceof Uint8Array) return { bytesValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: pairs(value as Record<string, unknown>) } };
}

/** Nanoseconds pass 2^53: the halves as protobufjs takes them. */
function nanoseconds(ms: number) {
  const nanos = BigInt(ms) * 1_000_000n;
  return { low: Number(nanos & 0xffff_ffffn) | 0, high: Number(nanos >> 32n) | 0, unsigned: true };
}
