import {
  bytesToSign,
  composeSnapshot,
  composeTimestamp,
  encodeSigned,
  openTargets,
  signersOf,
  type JsonObject,
  type ListedFile,
  type Root,
  type Signature,
} from '@eucora/protocol/trust';
import { keptOf, newcomerOf, PaperDevice } from './device.ts';
import { Repository } from './repository.ts';
import type { TrustError } from '@eucora/protocol/trust';

const dayMs = 86_400_000;

/**
 * A site that was without a wire for a year has to find them unexpired, and what is too old to act
 * on is the lease's business; so they live for two years, and are signed anew each month.
 */
export const onlineLifeMs = 730 * dayMs;
export const onlineAgeMsMax = 30 * dayMs;

/** A key of the hub that may sign `snapshot` and `timestamp`. */
export interface OnlineSigner {
  /** Its public part as TUF writes it: 64 hex digits. */
  readonly public: string;
  /** The signature over exactly these bytes, in hex. */
  sign(bytes: Uint8Array): string;
}
export type OnlineRole = 'snapshot' | 'timestamp';

/** Those of the hub's keys that root lets speak for a role, by the id that root gives them. */
export function namedSigners<T extends { readonly public: string }>(
  root: Root,
  role: OnlineRole,
  signers: readonly T[],
): readonly { readonly keyId: string; readonly signer: T }[] {
  return root.roles[role].keyIds.flatMap((keyId) => {
    const key = root.keys.get(keyId);
    const signer = signers.find((each) => key?.public.toLowerCase() === each.public);
    return key?.keyType === 'ed25519' && signer ? [{ keyId, signer }] : [];
  });
}

/** Why a new snapshot and timestamp are due; undefined: what there is will do, or there is no root. */
export function publicationDue(
  repository: Repository,
  nowMs: number,
): 'first' | 'new metadata' | 'other keys' | 'age' | undefined {
  const root = repository.root();
  if (!root || !repository.newest.has('targets')) return undefined;
  const [snapshot, timestamp] = [repository.snapshot(), repository.timestamp()];
  if (!snapshot || !timestamp) return 'first';
  const listed = snapshot.signed.meta;
  for (const role of repository.targetsRoles()) {
    if (listed.get(role)?.version !== repository.newest.get(role)?.version) return 'new metadata';
  }
  const { keys, roles } = root.signed;
  const isSigned =
    signersOf(snapshot, keys, roles.snapshot).length >= roles.snapshot.threshold &&
    signersOf(timestamp, keys, roles.timestamp).length >= roles.timestamp.threshold;
  if (!isSigned) return 'other keys';
  const ends = Math.min(snapshot.signed.expiresMs, timestamp.signed.expiresMs);
  return ends - nowMs < onlineLifeMs - onlineAgeMsMax ? 'age' : undefined;
}

/** Version numbers that nobody has seen yet. */
export interface OnlineVersions {
  readonly snapshot: number;
  readonly timestamp: number;
}

/**
 * The repository with a snapshot of all newest metadata and a timestamp of it, signed by those of
 * the hub's keys that root names. Who is refused by too few of them is a device (`refusalOf`).
 */
export function published(
  repository: Repository,
  versions: OnlineVersions,
  signers: readonly OnlineSigner[],
  nowMs: number,
): Repository {
  const root = repository.root()?.signed;
  if (!root) throw new TypeError('nothing is published without a root');
  const expiresMs = nowMs + onlineLifeMs;
  const listed = new Map<string, ListedFile>();
  for (const role of repository.targetsRoles()) {
    const { bytes } = repository.newest.get(role)!;
    listed.set(role, { bytes, version: openTargets(bytes, role).signed.version });
  }
  const sign = (signed: JsonObject, role: OnlineRole): Uint8Array => {
    const bytes = bytesToSign(signed);
    const signatures = namedSigners(root, role, signers).map(({ keyId, signer }): Signature => ({
      keyId,
      sig: signer.sign(bytes),
    }));
    return encodeSigned(signed, signatures);
  };
  const snapshot = {
    role: 'snapshot',
    version: versions.snapshot,
    bytes: sign(composeSnapshot(versions.snapshot, expiresMs, listed), 'snapshot'),
  };
  const { timestamp: version } = versions;
  const timestamp = sign(composeTimestamp(version, expiresMs, snapshot), 'timestamp');
  return repository.with([snapshot, { role: 'timestamp', version, bytes: timestamp }]);
}

/**
 * Why a device would refuse what is to be served: one that was born with the first root, or one that
 * is up to date with what was served before. Undefined: both take it.
 */
export function refusalOf(
  before: Repository,
  after: Repository,
  nowMs: number,
): TrustError | undefined {
  for (const kept of [newcomerOf(after), before.roots.length > 0 ? keptOf(before) : undefined]) {
    if (!kept) continue;
    const judged = new PaperDevice(kept, after, nowMs).refresh();
    if (judged.kind === 'refused') return judged.refusal;
  }
  return undefined;
}
