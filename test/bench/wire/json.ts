import type { CutBatch } from '../fleet/device.ts';

/** Bytes as base64: what a JSON exporter does with them. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

/** JSON lines, one event each, complete in itself: what log shippers send. */
export function jsonLines({ batch, events }: CutBatch): Uint8Array {
  const { deviceId: device, incarnation, lane, first } = batch;
  const lines = events.map(({ at, body }, index) => {
    const { bootId: boot, boottimeMs: boottime_ms, wallMs } = at;
    const wall = new Date(wallMs).toISOString();
    const event = { device, incarnation, lane, seq: first + index, wall, boot, boottime_ms };
    return `${JSON.stringify({ ...event, ...body }, plain)}\n`;
  });
  return Buffer.from(lines.join(''));
}

/** JSON with what a batch shares said once: a format that somebody who counts bytes would design. */
export function jsonBatches({ batch, anchor, events }: CutBatch): Uint8Array {
  const { deviceId: device, incarnation, lane, first, prevHash } = batch;
  const head = { device, incarnation, lane, first, prevHash, ...anchor };
  const rows = events.map(({ at, body }) => ({ boottime_ms: at.boottimeMs, ...body }));
  return Buffer.from(`${JSON.stringify({ ...head, events: rows }, plain)}\n`);
}
