import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { DeltaError } from '../errors.ts';

/**
 * A compression that packages use. Who has a library or a program for it hands it in; only deflate
 * is always there.
 */
export interface Codec {
  readonly name: string;
  /** Settings that makers of packages use, the most usual first. */
  readonly settings: readonly string[];
  /** Unpacks. Rejects when the bytes are not of this format or give more than `bytesMax`. */
  unpack(bytes: Uint8Array, bytesMax: number): Promise<Uint8Array>;
  /** Packs. The same bytes and settings give the same result as long as the library is the same. */
  pack(bytes: Uint8Array, settings: string): Promise<Uint8Array>;
  /** False: these settings can't have made it, seen from the beginning of both. */
  mayBe?(packed: Uint8Array, bytes: Uint8Array, settings: string): boolean;
}

/** The codecs at hand, by name. */
export type Codecs = ReadonlyMap<string, Codec>;

const probeBytes = 524_288;

/** Settings of deflate are level and memory level; npm packs with 9,8. */
const deflateSettings = [
  '9,8',
  '6,8',
  '6,9',
  '9,9',
  '1,8',
  '5,8',
  '4,8',
  '8,8',
  '7,8',
  '3,8',
  '2,8',
];

/** Deflate (RFC 1951) by node:zlib, which writes what zlib itself writes from level 4 up. */
export function deflateCodec(): Codec {
  return {
    name: 'deflate',
    settings: deflateSettings,
    unpack: (bytes, bytesMax) => {
      try {
        return Promise.resolve(inflateRawSync(bytes, { maxOutputLength: Math.max(1, bytesMax) }));
      } catch (cause) {
        const message = 'what should be deflated is not, or holds more than is allowed';
        return Promise.reject(new DeltaError('malformed', message, { cause }));
      }
    },
    pack: (bytes, settings) => Promise.resolve(deflated(bytes, settings)),
    mayBe: (packed, bytes, settings) => {
      if (bytes.length <= probeBytes) return true;
      const probe = deflated(bytes.subarray(0, probeBytes), settings);
      // The end of the probe is its own; most of what comes before is as in the whole.
      const agreed = probe.length >> 1;
      return Buffer.compare(probe.subarray(0, agreed), packed.subarray(0, agreed)) === 0;
    },
  };
}

function deflated(bytes: Uint8Array, settings: string): Uint8Array {
  const [level, memLevel] = settings.split(',').map(Number);
  if (level === undefined || memLevel === undefined || !(level >= 1 && level <= 9)) {
    throw new DeltaError('malformed', `"${settings}" is no setting of deflate`);
  }
  if (!(memLevel >= 1 && memLevel <= 9)) {
    throw new DeltaError('malformed', `"${settings}" is no setting of deflate`);
  }
  const strategy = constants.Z_DEFAULT_STRATEGY;
  return deflateRawSync(bytes, { level, memLevel, strategy });
}

/** Deflate alone, with what the caller has beside it. */
export function codecsWith(...more: readonly Codec[]): Codecs {
  return new Map([deflateCodec(), ...more].map((codec) => [codec.name, codec]));
}
