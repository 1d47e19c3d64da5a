import { createHash } from 'node:crypto';
import type { TimeInterval } from '../clock.ts';
import { freshnessAt } from './expiry.ts';
import type { FileMeta, Signed, Targets } from './metadata.ts';
import { TrustError } from './refusal.ts';
import { requireThreshold } from './threshold.ts';
import type { Doubt, Want } from './stored.ts';
import { openTargets } from './open.ts';
import type { KeySet } from './metadata.ts';

export interface Place {
  readonly clause: string;
  readonly role: string;
}

/** Algorithms that we can compute; a file has to be vouched for by at least one of them. */
const algorithms: ReadonlySet<string> = new Set(['sha256', 'sha512']);

/** Refuses more bytes than were asked for: endless data (TUF 5.3.3, 5.4.1, 5.5.1, 5.6.1). */
export function requireSize(bytes: Uint8Array, want: Want, clause: string): void {
  if (bytes.length <= want.bytesMax) return;
  const saw = `${bytes.length} bytes of ${want.name}, at most ${want.bytesMax}`;
  throw new TrustError('oversized', { clause, role: want.role }, saw);
}

/** Refuses bytes that are not those that `meta` describes (TUF 5.5.2, 5.6.2). */
export function requireMeta(bytes: Uint8Array, meta: FileMeta, at: Place): void {
  if (meta.length !== undefined && bytes.length !== meta.length) {
    const saw = `${bytes.length} bytes, not the ${meta.length} that are listed`;
    throw new TrustError('wrong_length', at, saw);
  }
  if (meta.hashes.size === 0) return;
  const found = new Map(
    [...meta.hashes.keys()]
      .filter((name) => algorithms.has(name))
      .map((name) => [name, createHash(name).update(bytes).digest('hex')]),
  );
  requireHashes(meta.hashes, found, at);
}

/**
 * Refuses unless every listed hash that can be computed is the one found, and there is one.
 * @throws TrustError wrong_hash
 */
export function requireHashes(
  listed: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
  at: Place,
): void {
  const known = [...listed].filter(([name]) => algorithms.has(name));
  if (known.length === 0) {
    const saw = `only hashes that can't be computed here: ${[...listed.keys()].join(', ')}`;
    throw new TrustError('wrong_hash', at, saw);
  }
  for (const [name, hash] of known) {
    if (found.get(name) === hash) continue;
    const saw = `${name} ${found.get(name)?.slice(0, 16) ?? 'unknown'}…, listed ${hash.slice(0, 16)}…`;
    throw new TrustError('wrong_hash', at, saw);
  }
}

/** Refuses what is certainly expired; answers the doubt, if there is one (TUF 5.3.10 and others). */
export function requireUnexpired(
  expiresMs: number,
  now: TimeInterval,
  at: Place,
): Doubt | undefined {
  const freshness = freshnessAt(expiresMs, now);
  if (freshness === 'expired') {
    const [expired, lo] = [expiresMs, now.loMs].map((ms) => new Date(ms).toISOString());
    throw new TrustError('expired', at, `expired at ${expired}; it is ${lo} or later`);
  }
  return freshness === 'unproven' ? { role: at.role, expiresMs } : undefined;
}

/**
 * Takes the file of a targets role (TUF 5.6.2–5.6.5): the bytes that the snapshot lists, signed by
 * whom `keys` names, of the listed version, not expired.
 */
export function takeTargets(
  bytes: Uint8Array,
  role: string,
  meta: FileMeta,
  keys: KeySet,
  now: TimeInterval,
): { readonly file: Signed<Targets>; readonly doubt: Doubt | undefined } {
  // 5.6.2: against the snapshot's hash, before anything of it is read.
  requireMeta(bytes, meta, { clause: 'TUF 5.6.2', role });
  const file = openTargets(bytes, role);
  // 5.6.3: arbitrary software.
  requireThreshold(file, keys.keys, keys, { clause: 'TUF 5.6.3', role });
  // 5.6.4: the version that the snapshot lists.
  if (file.signed.version !== meta.version) {
    const saw = `version ${file.signed.version}, the snapshot lists ${meta.version}`;
    throw new TrustError('wrong_version', { clause: 'TUF 5.6.4', role }, saw);
  }
  // 5.6.5: freeze.
  const doubt = requireUnexpired(file.signed.expiresMs, now, { clause: 'TUF 5.6.5', role });
  return { file, doubt };
}

/** The kept file of a targets role, where it is still the one that is listed and believed. */
export function heldTargets(
  bytes: Uint8Array | undefined,
  role: string,
  meta: FileMeta,
  keys: KeySet,
  now: TimeInterval,
): ReturnType<typeof takeTargets> | undefined {
  return bytes && believed(() => takeTargets(bytes, role, meta, keys, now));
}

/** The value, or undefined where it is refused: for kept files, of which a better one is fetched. */
export function believed<T>(take: () => T): T | undefined {
  try {
    return take();
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}
