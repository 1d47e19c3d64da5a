import { ProtocolError } from './errors.ts';
import { limits } from './limits.ts';

interface Decoder<T> {
  decode(bytes: Uint8Array): T;
}

/**
 * Decodes foreign bytes of at most `bytesMax`, turning the codec's faults into typed ones.
 * @throws ProtocolError oversized | truncated | malformed
 */
export function decodeBounded<T>(
  type: Decoder<T>,
  bytes: Uint8Array,
  bytesMax: number,
  what: string,
): T {
  if (bytes.length > bytesMax) {
    throw new ProtocolError('oversized', `${what} has ${bytes.length} bytes, at most ${bytesMax}`);
  }
  try {
    return type.decode(bytes);
  } catch (cause) {
    const code = cause instanceof RangeError ? 'truncated' : 'malformed';
    throw new ProtocolError(code, `${what} can't be decoded`, { cause });
  }
}

/** Refuses a message of another version. @throws ProtocolError unknown_version */
export function checkVersion(version: number, what: string, newest: number = limits.version): void {
  if (version < 1 || version > newest) {
    throw new ProtocolError(
      'unknown_version',
      `${what} is of version ${version}; this program reads up to ${newest}: update it`,
    );
  }
}

/** A counting number as the wire carries it: an integer in [min, 2^53). @throws ProtocolError */
export function checkCount(value: number, min: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < min) {
    throw new ProtocolError('malformed', `${what} is out of range: ${value}`);
  }
  return value;
}

/** Requires an exact length. @throws ProtocolError malformed */
export function checkLength(bytes: Uint8Array, length: number, what: string): Uint8Array {
  if (bytes.length !== length) {
    throw new ProtocolError('malformed', `${what} has ${bytes.length} bytes instead of ${length}`);
  }
  return bytes;
}
