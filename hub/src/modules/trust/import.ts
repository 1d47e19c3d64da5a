import {
  CanonicalError,
  freshnessAt,
  isObject,
  openRoot,
  openTargets,
  parseJson,
  requireThreshold,
  roleFileName,
  TrustError,
  type JsonObject,
  type KeySet,
} from '@eucora/protocol/trust';
import { openTimeReset, timeResetType } from '@eucora/protocol/desired';
import { namedSigners } from './publication.ts';
import { Repository, type MetadataFile } from './repository.ts';

/** A file as somebody brings it: the name says which role a targets file is of. */
export interface OfferedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** What became of one file. */
export interface FileResult {
  readonly name: string;
  readonly result: 'accepted' | 'known' | 'passed_over' | 'refused';
  readonly role: string | null;
  readonly version: number | null;
  /** The paragraph that refused: of TUF, of EUCORA (docs/TRUST.md); null: none did. */
  readonly clause: string | null;
  /** What was seen and what to do next; empty where nothing is to be said. */
  readonly detail: string;
}
export interface ImportPlan {
  readonly results: readonly FileResult[];
  /** In the order in which they are to be stored. */
  readonly accepted: readonly MetadataFile[];
}
/** What an import is judged against. */
export interface ImportGround {
  readonly repository: Repository;
  /** SHA-256 (hex) of each version that is kept, by `role version`. */
  readonly known: ReadonlyMap<string, string>;
  readonly nowMs: number;
  /** The hub's online keys, as TUF writes them. */
  readonly online: readonly { readonly public: string }[];
  readonly sha256: (bytes: Uint8Array) => string;
}

interface Opened extends MetadataFile {
  readonly name: string;
}

/**
 * Judges files that are brought together: roots in their order, then what they name, then what that
 * delegates to. Each is judged by itself under what is trusted by then, so that one that lacks
 * signatures holds up no other.
 */
export function planImport(ground: ImportGround, offered: readonly OfferedFile[]): ImportPlan {
  const results = new Map<string, FileResult>();
  const opened: Opened[] = [];
  for (const file of offered) {
    const found = open(file);
    if ('result' in found) results.set(file.name, found);
    else opened.push(found);
  }
  const accepted: MetadataFile[] = [];
  let repository = ground.repository;
  const take = (file: Opened, check: (repository: Repository) => void): void => {
    const result = judge(ground, repository, file, check);
    results.set(file.name, result);
    if (result.result !== 'accepted') return;
    const { role, version, bytes } = file;
    accepted.push({ role, version, bytes });
    repository = repository.with([{ role, version, bytes }]);
  };
  const byVersion = opened.toSorted((a, b) => a.version - b.version);
  for (const file of byVersion.filter(({ role }) => role === 'root')) {
    take(file, (trusted) => checkRoot(trusted, file, ground));
  }
  for (const file of byVersion.filter(({ role }) => role === timeResetType)) {
    take(file, (trusted) => checkReset(trusted, file, ground));
  }
  let waiting = byVersion.filter(({ role }) => role !== 'root' && role !== timeResetType);
  // A role whose delegation comes in the same go is judged after it.
  for (let before = -1; waiting.length !== before;) {
    before = waiting.length;
    const next = waiting.filter(({ role }) => keySetsOf(repository, role).length > 0);
    waiting = waiting.filter((file) => !next.includes(file));
    for (const file of next) take(file, (trusted) => checkTargets(trusted, file, ground));
  }
  for (const file of waiting) take(file, (trusted) => checkTargets(trusted, file, ground));
  return { results: offered.map(({ name }) => results.get(name)!), accepted };
}

const passed = (name: string, detail: string): FileResult => {
  return { name, result: 'passed_over', role: null, version: null, clause: null, detail };
};

function open({ name, bytes }: OfferedFile): Opened | FileResult {
  const signed = signedIn(bytes);
  const type = signed?.['_type'];
  if (type === 'snapshot' || type === 'timestamp') {
    return passed(name, `The hub makes its own ${type}.`);
  }
  if (type === timeResetType) {
    return { name, role: timeResetType, version: Number(signed?.['version']), bytes };
  }
  if (type !== 'root' && type !== 'targets') return passed(name, 'It is no metadata.');
  const role = type === 'root' ? 'root' : roleIn(name);
  try {
    const { version } = (type === 'root' ? openRoot(bytes) : openTargets(bytes, role)).signed;
    return { name, role, version, bytes };
  } catch (error) {
    return refused({ name, role, version: null }, error);
  }
}

function signedIn(bytes: Uint8Array): JsonObject | undefined {
  try {
    const json = parseJson(bytes);
    const signed = isObject(json) ? json['signed'] : undefined;
    return isObject(signed) ? signed : undefined;
  } catch (error) {
    if (error instanceof CanonicalError) return undefined;
    throw error;
  }
}

/** `draft/retail-linux.json`, `metadata/3.retail-linux.json`: retail-linux. */
function roleIn(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? name;
  const encoded = base.replace(/^\d+\./, '').replace(/\.json$/, '');
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return encoded;
    throw error;
  }
}

function refused(
  { name, role, version }: Pick<FileResult, 'name' | 'role' | 'version'>,
  error: unknown,
): FileResult {
  if (!(error instanceof TrustError)) throw error;
  const { clause, message: detail } = error;
  return { name, result: 'refused', role, version, clause, detail };
}

function judge(
  ground: ImportGround,
  repository: Repository,
  file: Opened,
  check: (repository: Repository) => void,
): FileResult {
  const { name, role, version, bytes } = file;
  const said = { name, role, version, clause: null, detail: '' };
  if (ground.known.get(`${role} ${version}`) === ground.sha256(bytes)) {
    return { ...said, result: 'known' };
  }
  try {
    check(repository);
    return { ...said, result: 'accepted' };
  } catch (error) {
    return refused(said, error);
  }
}

/** TUF 5.3.4, 5.3.5; the first root is taken for true, signed by its own keys. */
function checkRoot(repository: Repository, file: Opened, { online }: ImportGround): void {
  const next = openRoot(file.bytes);
  const trusted = repository.root()?.signed;
  const at = { clause: 'TUF 5.3.4', role: 'root' };
  if (trusted) {
    requireThreshold(next, trusted.keys, trusted.roles.root, at, `root ${trusted.version}`);
  }
  requireThreshold(next, next.signed.keys, next.signed.roles.root, at, 'its own list of keys');
  const expected = (trusted?.version ?? 0) + 1;
  if (file.version !== expected) {
    const saw = `version ${file.version} where ${expected} must be`;
    throw new TrustError('wrong_version', { clause: 'TUF 5.3.5', role: 'root' }, saw);
  }
  if (!next.signed.consistentSnapshot) {
    const saw = 'no consistent_snapshot, which the hub serves';
    throw new TrustError('unsupported', { clause: 'TUF 6.2', role: 'root' }, saw);
  }
  for (const role of ['snapshot', 'timestamp'] as const) {
    const ours = namedSigners(next.signed, role, online).length;
    const { threshold } = next.signed.roles[role];
    if (ours >= threshold) continue;
    const saw =
      `it names ${ours} of the hub's keys for ${role} and asks for ${threshold}; put the hub's keys ` +
      'on the stick (eucora-hub trust keys --to DIR), then eucora-trust add-key ' +
      `--role ${role} --pub DIR/online.pub, and have root signed again`;
    throw new TrustError('unmet_threshold', { clause: 'EUCORA T4', role: 'root' }, saw);
  }
}

/** EUCORA D11: by root's threshold, and numbered on: devices take each number once. */
function checkReset(repository: Repository, file: Opened, { known }: ImportGround): void {
  const at = { clause: 'EUCORA D11', role: 'root' };
  const root = repository.root()?.signed;
  if (!root)
    throw new TrustError('unavailable', at, 'there is no root yet; bring root.json with it');
  const { number, rootVersion } = openTimeReset(file.bytes, root);
  if (rootVersion !== root.version) {
    const saw = `a reset under root ${rootVersion}, root ${root.version} is served`;
    throw new TrustError('reset_void', at, saw);
  }
  const before = [...known.keys()].flatMap((name) => {
    const [role, version] = name.split(' ');
    return role === timeResetType ? [Number(version)] : [];
  });
  if (before.some((used) => used >= number)) {
    throw new TrustError('reset_used', at, `reset ${number} after ${Math.max(...before)}`);
  }
}

/** Whose signatures a targets role's file needs: any of these sets will do. */
function keySetsOf(repository: Repository, role: string): readonly KeySet[] {
  const root = repository.root()?.signed;
  if (!root) return [];
  if (role === 'targets') return [{ ...root.roles.targets, keys: root.keys }];
  const given = repository.delegations().filter(({ delegation }) => delegation.name === role);
  return given.map(({ keys }) => keys);
}

/** TUF 5.6.3 to 5.6.5, and forward only, as 5.5.5 will ask. */
function checkTargets(repository: Repository, file: Opened, { nowMs }: ImportGround): void {
  const { role, version, bytes } = file;
  const sets = keySetsOf(repository, role);
  if (repository.roots.length === 0) {
    const saw = 'there is no root yet; bring root.json with it';
    throw new TrustError('unavailable', { clause: 'TUF 5.2', role }, saw);
  }
  if (sets.length === 0) {
    const saw = `nobody delegates to ${roleFileName(role)}; bring the role that does with it`;
    throw new TrustError('no_such_target', { clause: 'TUF 5.6.3', role }, saw);
  }
  const targets = openTargets(bytes, role);
  requireAny(sets, (set) =>
    requireThreshold(targets, set.keys, set, { clause: 'TUF 5.6.3', role }),
  );
  const before = repository.newest.get(role)?.version ?? 0;
  if (version <= before) {
    const saw =
      version === before
        ? `another version ${version} than the one that is served; bring the stick up to date first`
        : `version ${version} after ${before}`;
    throw new TrustError('rolled_back', { clause: 'TUF 5.5.5', role }, saw);
  }
  const { expiresMs } = targets.signed;
  if (freshnessAt(expiresMs, { loMs: nowMs, hiMs: nowMs }) === 'expired') {
    const saw = `expired at ${new Date(expiresMs).toISOString()}`;
    throw new TrustError('expired', { clause: 'TUF 5.6.5', role }, saw);
  }
}

/** Throws what the last one throws, if each does. */
function requireAny(sets: readonly KeySet[], require: (set: KeySet) => void): void {
  let last: TrustError | undefined;
  for (const set of sets) {
    try {
      require(set);
      return;
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      last = error;
    }
  }
  if (last) throw last;
}
