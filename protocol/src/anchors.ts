import type { TimeAnchor } from './clock.ts';
import { checkCount } from './codec.ts';
import { ProtocolError } from './errors.ts';
import type { eucora } from './gen/wire.js';
import { idFromBytes, idToBytes } from './ids.ts';

type Wire = eucora.v1.TimeAnchor.$Properties;

/** A time anchor as the wire carries it. */
export function anchorToWire(anchor: TimeAnchor): Wire {
  return {
    bootId: idToBytes(anchor.bootId),
    boottimeMs: anchor.boottimeMs,
    wallMs: anchor.wallMs,
    loMs: anchor.loMs,
    hiMs: anchor.hiMs ?? 0,
  };
}

/** A received time anchor, its numbers checked. @throws ProtocolError malformed */
export function anchorFromWire(wire: Wire): TimeAnchor {
  const loMs = checkCount(wire.loMs ?? 0, 0, 'lo_ms');
  const hi = checkCount(wire.hiMs ?? 0, 0, 'hi_ms');
  const hiMs = hi === 0 ? null : hi;
  if (hiMs !== null && hiMs < loMs) throw new ProtocolError('malformed', 'time bounds cross');
  return {
    bootId: idFromBytes(wire.bootId ?? new Uint8Array(0), 'boot id'),
    boottimeMs: checkCount(wire.boottimeMs ?? 0, 0, 'boottime_ms'),
    wallMs: checkCount(wire.wallMs ?? 0, Number.MIN_SAFE_INTEGER, 'wall_ms'),
    loMs,
    hiMs,
  };
}
