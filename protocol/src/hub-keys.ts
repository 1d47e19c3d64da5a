import { checkCount, checkLength, checkVersion, decodeBounded } from './codec.ts';
import { openSigned, peekSigned, sealSigned } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import { sameBytes, sha256 } from './ids.ts';
import { importPublicKey, type KeyRing, type PrivateKey, type PublicKey } from './keys.ts';
import { limits } from './limits.ts';

const { HubKeys, HubSuccession } = eucora.v1;

/** The hub signs with another key from now on (PROTOCOL: the hub's signing keys). */
export interface HubSuccession {
  /** Of the next key; the first key of a hub is number 1. */
  readonly number: number;
  readonly from: Uint8Array; // Ed25519, public
  readonly to: Uint8Array;
  /** SHA-256 of the payload of the succession before; empty for number 2. */
  readonly prevHash: Uint8Array;
  readonly issuedMs: number; // by the hub's clock
  /** Until then enrolment grants of the key before count: they lie on paper and can't be renewed. */
  readonly grantsUntilMs: number;
}
/** A succession as both keys signed it. */
export interface SignedSuccession extends HubSuccession {
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array; // of the payload
}

/** Signs a succession with the key that goes and with the one that comes. */
export function sealSuccession(
  succession: Omit<HubSuccession, 'from' | 'to'>,
  from: PrivateKey,
  to: PrivateKey,
): Uint8Array {
  const payload = HubSuccession.encode({
    ...succession,
    version: limits.version,
    fromPublic: from.publicKey.raw,
    toPublic: to.publicKey.raw,
  }).finish();
  return sealSigned('hub-succession', payload, from, to);
}

/** Reads a succession that both of its keys must have signed. @throws ProtocolError */
export function openSuccession(bytes: Uint8Array): SignedSuccession {
  const peeked = peekSigned(bytes, 'a succession');
  const wire = decodeBounded(HubSuccession, peeked, 1_024, 'a succession');
  checkVersion(wire.version, 'a succession');
  const { fromPublic: from, toPublic: to, prevHash } = wire;
  if (sameBytes(from, to)) throw new ProtocolError('malformed', 'a key that follows itself');
  openSigned('hub-succession', bytes, [importPublicKey(from), importPublicKey(to)], 2);
  const number = checkCount(wire.number, 2, 'number');
  return {
    number,
    from,
    to,
    prevHash: number === 2 ? checkLength(prevHash, 0, 'prev_hash') : prevHash,
    issuedMs: checkCount(wire.issuedMs, 0, 'issued_ms'),
    grantsUntilMs: checkCount(wire.grantsUntilMs, 0, 'grants_until_ms'),
    bytes,
    hash: sha256(peeked),
  };
}

/** All signing keys that a hub ever had, each named by the one before. */
export interface HubKeyChain {
  readonly successions: readonly SignedSuccession[]; // at least one
  readonly keys: readonly PublicKey[]; // the first one first
  /** As carriers take it: the document `hub-keys`. */
  readonly bytes: Uint8Array;
}

/**
 * Puts successions together: numbers from 2 without a hole, each by the key that the one before named
 * and with its hash, none coming back. @throws ProtocolError
 */
export function chainHubKeys(successions: readonly SignedSuccession[]): HubKeyChain {
  const [first] = successions;
  if (!first) throw new ProtocolError('malformed', 'hub keys without a succession');
  if (successions.length > limits.hubSuccessionsMax) {
    throw new ProtocolError('oversized', `${successions.length} successions of a hub's key`);
  }
  const raw = [first.from];
  let before: SignedSuccession | undefined;
  for (const [i, next] of successions.entries()) {
    if (next.number !== i + 2) {
      throw new ProtocolError('malformed', `succession ${next.number} in the place of ${i + 2}`);
    }
    if (!sameBytes(next.from, raw[i]!)) {
      throw new ProtocolError('malformed', `succession ${next.number} is by another key`);
    }
    if (before && !sameBytes(next.prevHash, before.hash)) {
      throw new ProtocolError('wrong_hash', `succession ${next.number} names another before it`);
    }
    if (raw.some((known) => sameBytes(known, next.to))) {
      throw new ProtocolError('malformed', `succession ${next.number} brings back an old key`);
    }
    raw.push(next.to);
    before = next;
  }
  const bytes = HubKeys.encode({
    version: limits.version,
    successions: successions.map((each) => each.bytes),
  }).finish();
  return { successions, keys: raw.map(importPublicKey), bytes };
}

/**
 * Reads the document `hub-keys`. It proves itself to whoever believes one of its keys, and nothing to
 * anybody else. @throws ProtocolError
 */
export function openHubKeys(bytes: Uint8Array): HubKeyChain {
  const wire = decodeBounded(HubKeys, bytes, limits.signedPayloadBytesMax, 'hub keys');
  checkVersion(wire.version, 'hub keys');
  if (wire.successions.length > limits.hubSuccessionsMax) {
    throw new ProtocolError('oversized', `${wire.successions.length} successions of a hub's key`);
  }
  return chainHubKeys(wire.successions.map(openSuccession));
}

/**
 * What an offered chain is to a receiver: `newer` goes on from what it follows, `known` tells nothing
 * new, `fork` contradicts it, `stranger` does not hold the key that it pins.
 */
export type HubKeysVerdict = 'newer' | 'known' | 'fork' | 'stranger';

/**
 * Compares a chain with the one that a receiver follows. What it saw first stays: a key that named its
 * successor names no other, so a retired key in a thief's hands moves nobody who has followed it.
 */
export function judgeHubKeys(
  held: HubKeyChain | undefined,
  pinned: PublicKey,
  offered: HubKeyChain,
): HubKeysVerdict {
  const both = Math.min(held?.successions.length ?? 0, offered.successions.length);
  for (let i = 0; i < both; i += 1) {
    if (!sameBytes(held!.successions[i]!.hash, offered.successions[i]!.hash)) return 'fork';
  }
  if (!holds(offered, pinned)) return 'stranger';
  return offered.successions.length > (held?.successions.length ?? 0) ? 'newer' : 'known';
}

/** Whether a chain leads over a key. */
const holds = ({ keys }: HubKeyChain, key: PublicKey): boolean =>
  keys.some(({ raw }) => sameBytes(raw, key.raw));

/** Whose signatures count to somebody who follows a hub's keys. */
export interface HubTrust {
  /** What is new is by the newest key alone: a retired one has nothing to say any more. */
  readonly newest: PublicKey;
  /** What was taken before, and what can't be signed anew: by any key that there was. */
  readonly ever: readonly PublicKey[];
  /**
   * Enrolment grants: by the newest key, and by one before it until its successor said. `loMs`: the
   * lower bound of time, so that a clock which runs ahead ends nothing.
   */
  readonly grantors: (loMs: number) => readonly PublicKey[];
}

/** The trust of a receiver that pins a key and follows a chain which holds it. */
export function trustOf(pinned: PublicKey, chain: HubKeyChain | undefined): HubTrust {
  const newest = chain?.keys.at(-1);
  if (!chain || !newest) return { newest: pinned, ever: [pinned], grantors: () => [pinned] };
  const { keys, successions } = chain;
  return {
    newest,
    ever: keys,
    grantors: (loMs) => keys.filter((_, i) => (successions[i]?.grantsUntilMs ?? Infinity) >= loMs),
  };
}

/**
 * Who is believed for an answer that brings a chain along: the keys that are known, and those of the
 * chain where it goes on from them. One that contradicts, or that can't be read, adds nothing.
 */
export function believedWith(
  pinned: PublicKey,
  held: HubKeyChain | undefined,
  brought: Uint8Array,
): KeyRing {
  // What was followed before may be another hub's: a device can be enrolled anew.
  const own = held && holds(held, pinned) ? held : undefined;
  const known = { keys: trustOf(pinned, own).ever };
  if (brought.length === 0) return known;
  try {
    const chain = openHubKeys(brought);
    return judgeHubKeys(own, pinned, chain) === 'newer' ? { keys: chain.keys } : known;
  } catch (error) {
    if (error instanceof ProtocolError) return known;
    throw error;
  }
}

/** Which of the hub's keys a relay follows, as its tips tell it. */
export interface HubKeyMark {
  readonly number: number; // of the newest key it knows
  readonly hash: Uint8Array; // of the succession to it; empty: none
  /** How many successions it was shown that are not those it follows. */
  readonly contradicting: number;
}

/** The mark of a chain. */
export function hubKeyMark(chain: HubKeyChain | undefined, contradicting: number): HubKeyMark {
  const last = chain?.successions.at(-1);
  return { number: last?.number ?? 1, hash: last?.hash ?? new Uint8Array(0), contradicting };
}

/** Live rings over a trust that changes: hand them to whoever verifies. */
export interface HubKeyRings {
  readonly newest: KeyRing;
  readonly ever: KeyRing;
}

/** Rings that say what `trust` says at the moment. */
export const ringsOf = (trust: () => HubTrust): HubKeyRings => ({
  newest: {
    get keys() {
      return [trust().newest];
    },
  },
  ever: {
    get keys() {
      return trust().ever;
    },
  },
});

/** Rings of a hub whose key never changed. */
export const plainRings = (key: PublicKey): HubKeyRings => ringsOf(() => trustOf(key, undefined));
