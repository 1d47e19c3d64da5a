import {
  matchesPath,
  TrustError,
  type Current,
  type Found,
  type TargetFile,
  type TargetNote,
} from '@eucora/protocol/trust';
import type { PaperDevice } from './device.ts';
import type { Given, Repository } from './repository.ts';

/** Bytes of which somebody asks who vouches for them, and what they are said to be. */
export interface Artifact {
  readonly sha256: string; // 64 hexadecimal digits
  readonly bytes: number;
  readonly name: string | null;
  readonly version: string | null;
  /** What it runs on; undefined: its format does not say. */
  readonly platform: Platform | undefined;
  readonly fileName: string;
}
export type Platform = 'linux' | 'windows' | 'macos' | 'android' | 'ios';

/** `vouched`: a device would take it, by this entry; else what is missing. */
export type Vouching =
  | {
      readonly state: 'vouched';
      readonly path: string;
      /** From `targets` on; the last one signed it. */
      readonly roles: readonly string[];
      readonly minVersion: string | undefined;
      readonly note: TargetNote;
    }
  | {
      readonly state: 'no_root' | 'missing' | 'refused';
      readonly detail: string;
      /** What the publisher types on the laptop; null: that would not help. */
      readonly command: string | null;
    };

/**
 * Does a publisher vouch for these bytes under this name and version? A device that is up to date is
 * asked, with the paths of every entry that names them.
 */
export function vouchingOf(
  artifact: Artifact,
  repository: Repository,
  device: PaperDevice,
): Vouching {
  if (repository.roots.length === 0) {
    const detail = 'There is no root of trust yet; the page Trust says how to begin one.';
    return { state: 'no_root', detail, command: null };
  }
  const current = device.refresh();
  if (current.kind === 'refused') {
    return { state: 'refused', detail: current.refusal.message, command: null };
  }
  const faults: string[] = [];
  const entries = repository.entries().filter(({ target }) => isOf(target, artifact.sha256));
  for (const { role, target } of entries) {
    const found = device.find(current.value, target.path);
    const fault = faultOf(artifact, role, found.kind === 'good' ? found.value : found.refusal);
    if (fault === undefined && found.kind === 'good') return vouched(found.value);
    if (fault !== undefined) faults.push(fault);
  }
  const detail =
    faults.length > 0
      ? faults.join(' ')
      : `No publisher’s entry names the SHA-256 ${artifact.sha256.slice(0, 16)}….`;
  return {
    state: 'missing',
    detail,
    command: addTargetCommand(artifact, repository, current.value),
  };
}

function vouched({ target, roles, minVersion }: Found): Vouching {
  return { state: 'vouched', path: target.path, roles, minVersion, note: target.note };
}

/** Does an entry name these bytes? */
export function isOf({ hashes }: TargetFile, sha256: string): boolean {
  return hashes.get('sha256') === sha256;
}

/** Why an entry is not the one; undefined: it is. */
function faultOf(artifact: Artifact, role: string, found: Found | TrustError): string | undefined {
  if (found instanceof TrustError) return found.message;
  const { target } = found;
  const { path, note } = target;
  if (!isOf(target, artifact.sha256)) {
    return `${path} is vouched for with other bytes by ${found.roles.at(-1) ?? 'targets'}, which is asked before ${role}.`;
  }
  const wrong = [
    ['length', String(target.length), String(artifact.bytes)],
    ['package', note.package, artifact.name],
    ['version', note.version, artifact.version],
    ['platform', note.platform ?? artifact.platform, artifact.platform ?? note.platform],
  ].find(([, said, is]) => said !== is);
  if (!wrong) return undefined;
  const [what, said, is] = wrong;
  return `The entry ${path} of ${role} says ${what} ${said ?? 'nothing'}, and it is ${is ?? 'unknown'}.`;
}

/** Who may vouch for such an artifact, the likeliest first. */
function mayVouch({ platform }: Artifact, repository: Repository): readonly Given[] {
  const fits = ({ delegation: { scope } }: Given): boolean =>
    scope.platforms.length === 0 || (platform !== undefined && scope.platforms.includes(platform));
  const named = ({ delegation: { scope } }: Given): number => (scope.platforms.length > 0 ? 0 : 1);
  return repository
    .delegations()
    .filter(fits)
    .toSorted((a, b) => named(a) - named(b));
}

/** The command by which a publisher says that these bytes are genuine, as it is typed. */
function addTargetCommand(artifact: Artifact, repository: Repository, current: Current): string {
  const [given] = mayVouch(artifact, repository);
  const platform = artifact.platform ?? given?.delegation.scope.platforms[0];
  const businessUnit = given?.delegation.scope.businessUnits[0];
  const taken = (path: string): boolean => current.targets.signed.targets.has(path);
  const path = given
    ? pathIn(given.delegation.paths, artifact.fileName)
    : `${platform ?? 'any'}/${fileNameOf(artifact.fileName)}`;
  const options: readonly (readonly [string, string | null | undefined])[] = [
    ['--dir', '/media/stick'],
    ['--role', given?.delegation.name ?? 'targets'],
    ['--file', fileNameOf(artifact.fileName)],
    ['--path', taken(path) ? `${artifact.sha256.slice(0, 8)}/${path}` : path],
    ['--package', artifact.name],
    ['--version', artifact.version],
    ['--platform', platform],
    ['--business-unit', businessUnit],
  ];
  const words = options.flatMap(([option, value]) =>
    value === null || value === undefined ? [] : [option, shellWord(value)],
  );
  return ['npm run trust -- add-target', ...words].join(' ');
}

/** A path that a delegation gives, ending with the file's name where its pattern lets it. */
function pathIn(patterns: readonly string[], fileName: string): string {
  const name = fileNameOf(fileName);
  for (const pattern of patterns) {
    const parts = pattern.split('/');
    const last = parts.at(-1) ?? '';
    const path = [...parts.slice(0, -1), last.includes('*') ? name : last]
      .join('/')
      .replaceAll('*', 'all')
      .replaceAll('?', 'x');
    if (matchesPath(pattern, path)) return path;
  }
  return patterns[0] ?? name;
}

/** A name that a path takes: eucora-trust refuses what other implementations read as a pattern. */
function fileNameOf(fileName: string): string {
  const name = fileName.split(/[/\\]/).at(-1) ?? '';
  const clean = name.replaceAll(/[[\]{}!\\()|@+*?\s]/g, '-').replace(/^\.+/, '');
  return clean === '' ? 'artifact' : clean;
}

const shellWord = (text: string): string =>
  /^[\w./:~,@%=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** The command by which a publisher takes an entry out, as it is typed. */
export function removeTargetCommand(role: string, path: string): string {
  const words = ['--dir', '/media/stick', '--role', role, '--path', shellWord(path)];
  return ['npm run trust -- remove-target', ...words].join(' ');
}
