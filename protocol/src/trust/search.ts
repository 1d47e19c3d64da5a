import { heldTargets, requireHashes, requireSize, takeTargets } from './checks.ts';
import type { Delegation, FileMeta, KeySet, Signed, TargetFile, Targets } from './metadata.ts';
import { isDelegated } from './paths.ts';
import { TrustError } from './refusal.ts';
import {
  publishedName,
  roleFileName,
  trustLimits,
  type Answer,
  type Change,
  type Current,
  type Doubt,
  type StoredFiles,
  type TrustLimits,
  type Want,
} from './stored.ts';
import { floorOf } from './versions.ts';

/** A role that is to be visited, with the delegations that led to it. */
interface Visit {
  readonly keys: KeySet;
  readonly chain: readonly Delegation[]; // at least one; the last is the role itself
}
/** A search that waits for a delegated role's file. Plain data. */
export interface Search {
  readonly want: Want;
  readonly path: string;
  readonly current: Current;
  readonly stored: StoredFiles;
  readonly limits: TrustLimits;
  readonly visited: ReadonlySet<string>;
  readonly visits: readonly Visit[]; // the next one first
  readonly doubts: readonly Doubt[];
}
/** An artifact that may be fetched, and who vouches for it. */
export interface Found {
  readonly target: TargetFile;
  /** The role that signed it, and those that gave it the path, from `targets` on. */
  readonly roles: readonly string[];
  /** Publisher-signed: versions of the package below it need an approver (EUCORA T3). */
  readonly minVersion: string | undefined;
  readonly doubts: readonly Doubt[];
}
export type SearchStep = { readonly changes: readonly Change[] } & (
  | { readonly kind: 'fetch'; readonly search: Search }
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'refused'; readonly refusal: TrustError }
);

/**
 * Looks for who vouches for a path in current metadata: pre-order, depth first, in order of
 * appearance (TUF 5.6.7). Goes on as a refresh does: write down `changes`, fetch `search.want`,
 * `continueSearch`.
 */
export function beginSearch(
  current: Current,
  stored: StoredFiles,
  path: string,
  limits: TrustLimits = trustLimits,
): SearchStep {
  const visited = new Set(['targets']);
  const base = { path, current, stored, limits, visited, visits: [], doubts: current.doubts };
  return judged(() => look(base, current.targets, [], []));
}

/** Goes on with what came of `search.want`. */
export function continueSearch(search: Search, answer: Answer): SearchStep {
  return judged(() => {
    const { want, visits, current } = search;
    const [visit, ...rest] = visits;
    if (!visit) throw new TypeError('a search that waits has a role to visit');
    const at = { clause: 'TUF 5.6.1', role: want.role };
    if (answer.kind === 'absent') {
      throw new TrustError('unavailable', at, `there is no ${want.name}`);
    }
    requireSize(answer.bytes, want, at.clause);
    const meta = listed(current, want.role);
    const { file, doubt } = takeTargets(answer.bytes, want.role, meta, visit.keys, current.now);
    const changes: Change[] = [
      { kind: 'keep', name: roleFileName(want.role), bytes: answer.bytes },
    ];
    return look(entered(search, want.role, rest, doubt), file, visit.chain, changes);
  });
}

type Looking = Omit<Search, 'want'>;

function judged(step: () => SearchStep): SearchStep {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    return { kind: 'refused', refusal: error, changes: [] };
  }
}

function entered(
  search: Looking,
  role: string,
  visits: readonly Visit[],
  doubt: Doubt | undefined,
): Looking {
  const doubts = doubt ? [...search.doubts, doubt] : search.doubts;
  return { ...search, visits, doubts, visited: new Set([...search.visited, role]) };
}

/** Looks into one role's metadata (5.6.7.1), else into what it delegates to, else further on. */
function look(
  search: Looking,
  file: Signed<Targets>,
  chain: readonly Delegation[],
  changes: readonly Change[],
): SearchStep {
  const target = file.signed.targets.get(search.path);
  if (target) {
    const refusal = outsideScope(target, chain);
    return refusal
      ? { kind: 'refused', refusal, changes }
      : { kind: 'found', found: found(search, target, file, chain), changes };
  }
  // 5.6.7.2: its delegations come before all that waited; a terminating one is the last.
  const fitting = file.signed.delegations.filter((each) => isDelegated(each, search.path));
  const end = fitting.findIndex((each) => each.terminating);
  const children = (end < 0 ? fitting : fitting.slice(0, end + 1)).map((delegation): Visit => ({
    keys: { ...delegation, keys: file.signed.keys },
    chain: [...chain, delegation],
  }));
  const visits = end < 0 ? [...children, ...search.visits] : children;
  return visitNext({ ...search, visits }, changes);
}

function visitNext(search: Looking, changes: readonly Change[]): SearchStep {
  const { visits, visited, limits, current, path } = search;
  const at = visits.findIndex(({ chain }) => !visited.has(chain.at(-1)?.name ?? ''));
  const [visit, ...rest] = at < 0 ? [] : visits.slice(at);
  const role = visit?.chain.at(-1)?.name;
  // 5.6.7.1: cycles are not entered twice, and the number of roles is bounded.
  if (!visit || role === undefined || visited.size > limits.delegatedRolesMax) {
    const saw = visit
      ? `more than ${limits.delegatedRolesMax} roles were asked for ${path}`
      : `nobody vouches for ${path}`;
    const place = { clause: 'TUF 5.7.2', role: 'targets' };
    return { kind: 'refused', refusal: new TrustError('no_such_target', place, saw), changes };
  }
  const next = judged(() => {
    const meta = listed(current, role);
    const name = roleFileName(role);
    const kept = heldTargets(search.stored.get(name), role, meta, visit.keys, current.now);
    if (kept) return look(entered(search, role, rest, kept.doubt), kept.file, visit.chain, []);
    const consistent = current.root.signed.consistentSnapshot;
    const { version } = meta;
    const bytesMax = Math.min(meta.length ?? limits.targetsBytesMax, limits.targetsBytesMax);
    const want = { name: publishedName(role, version, consistent), role, version, bytesMax };
    return { kind: 'fetch', search: { ...search, visits: [visit, ...rest], want }, changes: [] };
  });
  return { ...next, changes: [...changes, ...next.changes] };
}

function listed(current: Current, role: string): FileMeta {
  const meta = current.snapshot.signed.meta.get(role);
  if (meta) return meta;
  const at = { clause: 'TUF 5.6.1', role };
  throw new TrustError('not_listed', at, 'the snapshot does not list it');
}

/** EUCORA T2: a publisher speaks for no platform or business unit that a delegation did not give. */
function outsideScope(target: TargetFile, chain: readonly Delegation[]): TrustError | undefined {
  const { platform, businessUnit } = target.note;
  for (const { name, scope } of chain) {
    const outside = [
      { is: platform, may: scope.platforms },
      { is: businessUnit, may: scope.businessUnits },
    ].find(({ is, may }) => may.length > 0 && (is === undefined || !may.includes(is)));
    if (!outside) continue;
    const saw = `${target.path} is for ${outside.is ?? 'all'}; ${name} speaks for ${outside.may.join(', ')}`;
    return new TrustError('outside_delegation', { clause: 'EUCORA T2', role: name }, saw);
  }
  return undefined;
}

function found(
  search: Looking,
  target: TargetFile,
  file: Signed<Targets>,
  chain: readonly Delegation[],
): Found {
  return {
    target,
    roles: ['targets', ...chain.map(({ name }) => name)],
    minVersion: target.note.package && floorOf(file.signed, target.note.package),
    doubts: search.doubts,
  };
}

/**
 * Judges an artifact's bytes by their length and hashes (TUF 5.7.3). `hashes` holds what was
 * computed, hex by algorithm. @throws TrustError wrong_length, wrong_hash
 */
export function requireArtifact(
  target: TargetFile,
  got: { readonly length: number; readonly hashes: ReadonlyMap<string, string> },
): void {
  const at = { clause: 'TUF 5.7.3', role: target.path };
  if (got.length !== target.length) {
    throw new TrustError('wrong_length', at, `${got.length} bytes, not ${target.length}`);
  }
  requireHashes(target.hashes, got.hashes, at);
}

/** Where an artifact lies below the repository's targets folder (TUF 5.7.3). */
export function artifactName(target: TargetFile, consistent: boolean): string {
  const cut = target.path.lastIndexOf('/') + 1;
  const [dir, name] = [target.path.slice(0, cut), target.path.slice(cut)];
  const hash = target.hashes.get('sha256') ?? [...target.hashes.values()][0];
  return consistent && hash !== undefined ? `${dir}${hash}.${name}` : target.path;
}
