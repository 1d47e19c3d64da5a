import type { TimeInterval } from '../clock.ts';
import {
  believed,
  heldTargets,
  requireMeta,
  requireSize,
  requireUnexpired,
  takeTargets,
} from './checks.ts';
import type { FileMeta, KeySet, Root, Signed, Snapshot, Timestamp, TopRole } from './metadata.ts';
import { openRoot, openSnapshot, openTimestamp } from './open.ts';
import { TrustError } from './refusal.ts';
import {
  publishedName,
  trustLimits,
  type Answer,
  type Change,
  type Current,
  type Doubt,
  type StoredFiles,
  type TrustLimits,
  type Want,
} from './stored.ts';
import { requireThreshold } from './threshold.ts';

/** A refresh that waits for a file. Plain data: it may be kept, copied or begun again. */
export interface Refresh {
  readonly want: Want;
  readonly limits: TrustLimits;
  readonly now: TimeInterval;
  readonly stored: StoredFiles;
  readonly root: Signed<Root>;
  readonly rotations: number;
  /** The kept ones at first, the new ones when they are taken. */
  readonly timestamp: Signed<Timestamp> | undefined;
  readonly snapshot: Signed<Snapshot> | undefined;
  readonly doubts: readonly Doubt[];
}

/** What follows: fetch a file and go on, or all is current, or nothing more is believed. */
export type RefreshStep = { readonly changes: readonly Change[] } & (
  | { readonly kind: 'fetch'; readonly refresh: Refresh }
  | { readonly kind: 'current'; readonly current: Current }
  | { readonly kind: 'refused'; readonly refusal: TrustError }
);

const nothing: readonly Change[] = [];

/**
 * Begins the client workflow of TUF 1.0 (section 5) for a device that keeps `stored`. `now` is fixed
 * for the whole refresh (TUF 5.1). The caller writes down `changes`, fetches `refresh.want`, and goes
 * on with `continueRefresh`, until all is `current` or something is `refused`. After a refusal what
 * was taken before it stays trusted, and the next refresh begins from there.
 */
export function beginRefresh(
  stored: StoredFiles,
  now: TimeInterval,
  limits: TrustLimits = trustLimits,
): RefreshStep {
  return judged(() => {
    // 5.2: the trusted root, whose expiry does not matter yet.
    const at = { clause: 'TUF 5.2', role: 'root' };
    const bytes = stored.get('root.json');
    if (!bytes) throw new TrustError('unavailable', at, 'no root.json to begin with');
    const root = openRoot(bytes);
    requireThreshold(root, root.signed.keys, root.signed.roles.root, at);
    const state = { limits, now, stored, root, rotations: 0, doubts: [] };
    return askRoot({ ...state, timestamp: undefined, snapshot: undefined }, nothing);
  });
}

/** Goes on with what came of `refresh.want`. */
export function continueRefresh(refresh: Refresh, answer: Answer): RefreshStep {
  return judged(() => {
    const { want } = refresh;
    switch (want.role) {
      case 'root':
        return answer.kind === 'absent' ? endOfRoots(refresh, nothing) : takeRoot(refresh, answer);
      case 'timestamp':
        return takeTimestamp(refresh, bytesOf(want, answer, 'TUF 5.4.1'));
      case 'snapshot':
        return takeSnapshot(refresh, bytesOf(want, answer, 'TUF 5.5.1'));
      default:
        return takeTopTargets(refresh, bytesOf(want, answer, 'TUF 5.6.1'));
    }
  });
}

type Waiting = Omit<Refresh, 'want'>;

function judged(step: () => RefreshStep): RefreshStep {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    return { kind: 'refused', refusal: error, changes: nothing };
  }
}

/** The step, or, where it is refused, the refusal with what was to be written down before it. */
function after(changes: readonly Change[], step: () => RefreshStep): RefreshStep {
  const next = judged(step);
  return { ...next, changes: [...changes, ...next.changes] };
}

function bytesOf(want: Want, answer: Answer, clause: string): Uint8Array {
  if (answer.kind === 'absent') {
    throw new TrustError('unavailable', { clause, role: want.role }, `there is no ${want.name}`);
  }
  requireSize(answer.bytes, want, clause);
  return answer.bytes;
}

function askRoot(refresh: Waiting, changes: readonly Change[]): RefreshStep {
  // 5.3.3: version N+1, unless this refresh has taken as many as it may.
  if (refresh.rotations >= refresh.limits.rootRotationsMax) return endOfRoots(refresh, changes);
  const version = refresh.root.signed.version + 1;
  const bytesMax = refresh.limits.rootBytesMax;
  const want = { name: publishedName('root', version, true), role: 'root', version, bytesMax };
  return { kind: 'fetch', refresh: { ...refresh, want }, changes };
}

function takeRoot(refresh: Refresh, answer: Answer): RefreshStep {
  const role = 'root';
  const bytes = bytesOf(refresh.want, answer, 'TUF 5.3.3');
  const [trusted, next] = [refresh.root.signed, openRoot(bytes)];
  // 5.3.4: signed by the threshold of the trusted root …
  const at = { clause: 'TUF 5.3.4', role };
  requireThreshold(next, trusted.keys, trusted.roles.root, at, `root ${trusted.version}`);
  // … and by its own.
  requireThreshold(next, next.signed.keys, next.signed.roles.root, at, 'its own list of keys');
  // 5.3.5: exactly the next version.
  if (next.signed.version !== trusted.version + 1) {
    const saw = `version ${next.signed.version} where ${trusted.version + 1} must be`;
    throw new TrustError('wrong_version', { clause: 'TUF 5.3.5', role }, saw);
  }
  // 5.3.7, 5.3.8: it is the trusted root, and written down. What it makes void goes first, so that
  // a device that stops in between does not go on with what an attacker had counted up (5.3.11).
  const changes: Change[] = [
    ...forgottenBy(trusted, next.signed, refresh.stored),
    { kind: 'keep', name: 'root.json', bytes },
  ];
  const forgotten = new Set(changes.flatMap((each) => (each.kind === 'forget' ? each.name : [])));
  const stored = new Map([...refresh.stored].filter(([name]) => !forgotten.has(name)));
  return askRoot({ ...refresh, root: next, rotations: refresh.rotations + 1, stored }, changes);
}

/** 5.3.11: fast-forward recovery. A key that no longer speaks for a role makes its counters void. */
function forgottenBy(before: Root, now: Root, stored: StoredFiles): readonly Change[] {
  const isRotated = (role: TopRole): boolean =>
    before.roles[role].keyIds.some((keyId) => !now.roles[role].keyIds.includes(keyId));
  if (!isRotated('timestamp') && !isRotated('snapshot')) return nothing;
  return ['timestamp.json', 'snapshot.json']
    .filter((name) => stored.has(name))
    .map((name) => ({ kind: 'forget', name }));
}

function endOfRoots(refresh: Waiting, changes: readonly Change[]): RefreshStep {
  return after(changes, () => {
    const { root, now, stored, limits } = refresh;
    // 5.3.10: freeze. Only the last root's expiry counts: those between were steps of a chain.
    const at = { clause: 'TUF 5.3.10', role: 'root' };
    const doubt = requireUnexpired(root.signed.expiresMs, now, at);
    const timestamp = held(stored.get('timestamp.json'), openTimestamp, root, 'timestamp');
    const snapshot = held(stored.get('snapshot.json'), openSnapshot, root, 'snapshot');
    const doubts = doubt ? [doubt] : [];
    const bytesMax = limits.timestampBytesMax;
    const want = { name: 'timestamp.json', role: 'timestamp', version: undefined, bytesMax };
    const next = { ...refresh, want, timestamp, snapshot, doubts };
    return { kind: 'fetch', refresh: next, changes: nothing };
  });
}

/** A kept file that the trusted root's keys still sign; it may be expired, its counters hold. */
function held<T>(
  bytes: Uint8Array | undefined,
  open: (bytes: Uint8Array) => Signed<T>,
  root: Signed<Root>,
  role: TopRole,
): Signed<T> | undefined {
  if (!bytes) return undefined;
  return believed(() => {
    const file = open(bytes);
    const at = { clause: 'TUF 5.3.11', role };
    requireThreshold(file, root.signed.keys, root.signed.roles[role], at);
    return file;
  });
}

function takeTimestamp(refresh: Refresh, bytes: Uint8Array): RefreshStep {
  const role = 'timestamp';
  const { root, now } = refresh;
  const next = openTimestamp(bytes);
  // 5.4.2: arbitrary software.
  const at = { clause: 'TUF 5.4.2', role };
  requireThreshold(next, root.signed.keys, root.signed.roles.timestamp, at);
  const trusted = refresh.timestamp;
  // 5.4.3.1: rollback. An equal version is the one we have, whatever else it says.
  if (trusted && next.signed.version < trusted.signed.version) {
    const saw = `version ${next.signed.version} after ${trusted.signed.version}`;
    throw new TrustError('rolled_back', { clause: 'TUF 5.4.3.1', role }, saw);
  }
  const isNewer = !trusted || next.signed.version > trusted.signed.version;
  const timestamp = isNewer ? next : trusted;
  // 5.4.3.2: rollback of the snapshot that it names.
  const [named, had] = [timestamp.signed.snapshot.version, trusted?.signed.snapshot.version ?? 0];
  if (named < had) {
    const saw = `names snapshot ${named} after ${had}`;
    throw new TrustError('rolled_back', { clause: 'TUF 5.4.3.2', role }, saw);
  }
  // 5.4.4: freeze.
  const expiry = { clause: 'TUF 5.4.4', role };
  const doubt = requireUnexpired(timestamp.signed.expiresMs, now, expiry);
  // 5.4.5: written down, byte for byte.
  const changes: Change[] = isNewer ? [{ kind: 'keep', name: 'timestamp.json', bytes }] : [];
  return after(changes, () => askSnapshot({ ...withDoubt(refresh, doubt), timestamp }, timestamp));
}

function askSnapshot(refresh: Waiting, timestamp: Signed<Timestamp>): RefreshStep {
  const meta = timestamp.signed.snapshot;
  const { snapshot: kept, root, limits } = refresh;
  const current = kept && believed(() => heldSnapshot(refresh, kept, meta));
  if (kept && current) return askTargets(withDoubt(refresh, current.doubt), kept, nothing);
  return ask(refresh, 'snapshot', meta, limits.snapshotBytesMax, root.signed.consistentSnapshot);
}

function ask(
  refresh: Waiting,
  role: TopRole,
  meta: FileMeta,
  bytesLimit: number,
  consistent: boolean,
): RefreshStep {
  // The listed size binds us to less, never to more than we would read of anybody.
  const bytesMax = Math.min(meta.length ?? bytesLimit, bytesLimit);
  const { version } = meta;
  const want = { name: publishedName(role, version, consistent), role, version, bytesMax };
  return { kind: 'fetch', refresh: { ...refresh, want }, changes: nothing };
}

/** A kept snapshot that is still the one that the timestamp lists. */
function heldSnapshot(
  { now }: Waiting,
  file: Signed<Snapshot>,
  meta: FileMeta,
): { readonly doubt: Doubt | undefined } {
  requireMeta(file.bytes, meta, { clause: 'TUF 5.5.2', role: 'snapshot' });
  requireListed(file, meta);
  return { doubt: requireUnexpired(file.signed.expiresMs, now, snapshotExpiry) };
}

const snapshotExpiry = { clause: 'TUF 5.5.6', role: 'snapshot' };

/** 5.5.4: the version that the timestamp lists: mix-and-match. */
function requireListed(file: Signed<Snapshot>, meta: FileMeta): void {
  if (file.signed.version === meta.version) return;
  const saw = `version ${file.signed.version}, the timestamp lists ${meta.version}`;
  throw new TrustError('wrong_version', { clause: 'TUF 5.5.4', role: 'snapshot' }, saw);
}

/** 5.5.5: no targets role goes back, and none vanishes. */
function requireForward(trusted: Signed<Snapshot> | undefined, next: Signed<Snapshot>): void {
  const at = { clause: 'TUF 5.5.5', role: 'snapshot' };
  for (const [name, { version }] of trusted?.signed.meta ?? []) {
    const now = next.signed.meta.get(name)?.version;
    if (now === undefined) throw new TrustError('role_removed', at, `${name} is no longer listed`);
    if (now < version) throw new TrustError('rolled_back', at, `${name} ${now} after ${version}`);
  }
}

function takeSnapshot(refresh: Refresh, bytes: Uint8Array): RefreshStep {
  const role = 'snapshot';
  const { root, timestamp, snapshot: trusted, now } = refresh;
  if (!timestamp) throw new TypeError('a snapshot is asked for after its timestamp');
  const meta = timestamp.signed.snapshot;
  // 5.5.2: against the timestamp's hash, before anything of it is read.
  requireMeta(bytes, meta, { clause: 'TUF 5.5.2', role });
  const next = openSnapshot(bytes);
  // 5.5.3: arbitrary software.
  const at = { clause: 'TUF 5.5.3', role };
  requireThreshold(next, root.signed.keys, root.signed.roles.snapshot, at);
  // 5.5.4, 5.5.5: mix-and-match, rollback.
  requireListed(next, meta);
  requireForward(trusted, next);
  // 5.5.6: freeze.
  const doubt = requireUnexpired(next.signed.expiresMs, now, snapshotExpiry);
  const changes: Change[] = [{ kind: 'keep', name: 'snapshot.json', bytes }];
  return askTargets({ ...withDoubt(refresh, doubt), snapshot: next }, next, changes);
}

function askTargets(
  refresh: Waiting,
  snapshot: Signed<Snapshot>,
  changes: readonly Change[],
): RefreshStep {
  return after(changes, () => {
    const { meta, keys } = listedTargets(refresh, snapshot);
    const { stored, now, root, limits } = refresh;
    const taken = heldTargets(stored.get('targets.json'), 'targets', meta, keys, now);
    if (taken) return finish(withDoubt(refresh, taken.doubt), snapshot, taken.file, nothing);
    return ask(refresh, 'targets', meta, limits.targetsBytesMax, root.signed.consistentSnapshot);
  });
}

function listedTargets(
  { root }: Waiting,
  snapshot: Signed<Snapshot>,
): { readonly meta: FileMeta; readonly keys: KeySet } {
  const meta = snapshot.signed.meta.get('targets');
  if (!meta) {
    const at = { clause: 'TUF 5.6.1', role: 'targets' };
    throw new TrustError('not_listed', at, 'the snapshot does not list it');
  }
  return { meta, keys: { ...root.signed.roles.targets, keys: root.signed.keys } };
}

function takeTopTargets(refresh: Refresh, bytes: Uint8Array): RefreshStep {
  const { snapshot, now } = refresh;
  if (!snapshot) throw new TypeError('targets are asked for after their snapshot');
  const { meta, keys } = listedTargets(refresh, snapshot);
  const { file, doubt } = takeTargets(bytes, 'targets', meta, keys, now);
  const changes: Change[] = [{ kind: 'keep', name: 'targets.json', bytes }];
  return finish(withDoubt(refresh, doubt), snapshot, file, changes);
}

function finish(
  { root, timestamp, now, doubts }: Waiting,
  snapshot: Signed<Snapshot>,
  targets: Current['targets'],
  changes: readonly Change[],
): RefreshStep {
  if (!timestamp) throw new TypeError('a refresh ends after its timestamp');
  const current = { root, timestamp, snapshot, targets, doubts, now };
  return { kind: 'current', current, changes };
}

function withDoubt<T extends { readonly doubts: readonly Doubt[] }>(
  state: T,
  doubt: Doubt | undefined,
): T {
  return doubt ? { ...state, doubts: [...state.doubts, doubt] } : state;
}
