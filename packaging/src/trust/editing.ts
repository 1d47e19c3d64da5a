import { openTargets } from '@eucora/protocol/trust';
import {
  artifactName,
  floorOf,
  isBelowFloor,
  matchesPath,
  newRoot,
  newTargets,
  nextVersion,
  ownRoles,
  topRoles,
  tufKeyId,
  withDelegation,
  withKey,
  withoutKey,
  withoutTarget,
  withTarget,
  withThreshold,
  type DelegationDraft,
  type JsonObject,
  type TargetNote,
} from '@eucora/protocol/trust';
import { copyFileTo, digestFile, type CeremonyFolder } from './ceremony-folder.ts';
import { holderOf } from './signer.ts';
import {
  checkRoleName,
  delegations,
  expiryOf,
  keyIdsOf,
  newest,
  newestTargets,
  requireRoot,
} from './roles.ts';
import { CeremonyError, type Table } from './table.ts';

const rootRoles: readonly string[] = [...topRoles, ...ownRoles];

/** How a ceremony begins. */
export interface Beginning {
  readonly thresholds: Readonly<Record<string, number>>;
  readonly days: number | undefined;
  /** Who holds root, targets and approvers; nobody: add-key says it. */
  readonly holders: readonly JsonObject[];
  /** The hub's keys: for snapshot and timestamp, and for director. */
  readonly hub: { readonly online: JsonObject; readonly director: JsonObject } | undefined;
}

/** Begins a ceremony: version 1 of root, with the keys that are there. */
export async function init(
  table: Table,
  folder: CeremonyFolder,
  { thresholds, days, holders, hub }: Beginning,
): Promise<void> {
  if (await folder.isThere()) {
    throw new CeremonyError(`${folder.dir} is a ceremony folder already; use rotate to change it.`);
  }
  for (const role of Object.keys(thresholds)) requireRootRole(role);
  let root = newRoot(expiryOf('root', table.now(), days), thresholds);
  const give = (role: string, keys: readonly JsonObject[]): void => {
    for (const key of keys) root = withRootKey(table, root, role, key);
  };
  for (const role of ['root', 'targets', 'approvers']) give(role, holders);
  if (hub) {
    for (const role of ['snapshot', 'timestamp']) give(role, [hub.online]);
    give('director', [hub.director]);
  }
  await folder.writeDraft('root', root, []);
  await folder.writeDraft('targets', newTargets(expiryOf('targets', table.now(), undefined)), []);
  const keys = holders.length > 0 && hub ? '' : ' without all keys';
  table.out(`${folder.dir}: root 1 and targets 1 are drafts${keys}.`);
  table.out(`Next: ${keys === '' ? '' : 'add-key for each role, then '}sign by each holder.`);
}

function withRootKey(table: Table, root: JsonObject, role: string, key: JsonObject): JsonObject {
  if (ownRoles.some((each) => each === role) && key['keytype'] !== 'ed25519') {
    throw new CeremonyError(`${role} signs site documents, which are Ed25519; give such a key.`);
  }
  table.out(`${holderOf(key)} (${tufKeyId(key).slice(0, 8)}) is to speak for ${role}.`);
  return withKey(root, role, key);
}

function requireRootRole(role: string): void {
  if (rootRoles.includes(role)) return;
  const remedy = 'a publisher’s role gets its keys by delegate';
  throw new CeremonyError(`Root has no role "${role}", only ${rootRoles.join(', ')}; ${remedy}.`);
}

/** The role's draft to change: the one there is, else the next version of what is published. */
async function draftOf(
  table: Table,
  folder: CeremonyFolder,
  role: string,
  days: number | undefined,
): Promise<JsonObject> {
  const found = await newest(folder, role);
  const expires = expiryOf(role, table.now(), days);
  if (!found) return newTargets(expires);
  if (!found.draft) return nextVersion(found.signed, expires);
  const { signatures, signed } = found.draft;
  if (signatures.length > 0) {
    table.out(`${signatures.length} signatures of the draft of ${role} are dropped: it changes.`);
  }
  const version = Number(signed['version']);
  return days === undefined ? signed : nextVersion({ ...signed, version: version - 1 }, expires);
}

/** Lets keys speak for one of root's roles, or no longer, or changes how many have to. */
export interface RoleChange {
  readonly role: string;
  readonly add: readonly JsonObject[];
  readonly remove: readonly string[]; // key ids, or beginnings of them
  readonly threshold: number | undefined;
  readonly days: number | undefined;
}

/** Changes root's next version; without a change in it, it is renewed. */
export async function changeRole(
  table: Table,
  folder: CeremonyFolder,
  change: RoleChange,
): Promise<void> {
  const { role, add, remove, threshold, days } = change;
  requireRootRole(role);
  await requireRoot(folder);
  let root = await draftOf(table, folder, 'root', days);
  for (const beginning of remove) {
    const ids = keyIdsOf(root, role).filter((keyId) => keyId.startsWith(beginning));
    const [keyId] = ids;
    if (keyId === undefined || ids.length > 1) {
      const saw = keyId === undefined ? 'No key' : 'More than one key';
      throw new CeremonyError(`${saw} of ${role} begins with ${beginning}; inspect shows them.`);
    }
    root = withoutKey(root, role, keyId);
  }
  for (const key of add) root = withRootKey(table, root, role, key);
  if (threshold !== undefined) root = withThreshold(root, role, threshold);
  await folder.writeDraft('root', root, []);
  table.out(`Root ${Number(root['version'])} is a draft; inspect shows it, then its holders sign.`);
}

/** Renews a targets role: the same contents in a next version that expires later. */
export async function renewTargets(
  table: Table,
  folder: CeremonyFolder,
  role: string,
  days: number | undefined,
): Promise<void> {
  const found = await newestTargets(folder, role);
  if (!found) throw new CeremonyError(`There is no metadata of ${role} to renew yet.`);
  const expires = expiryOf(role, table.now(), days);
  const draft = found.draft ? await draftOf(table, folder, role, days) : undefined;
  await folder.writeDraft(role, draft ?? nextVersion(found.signed, expires), []);
  table.out(`${role} is a draft that expires later; its holders sign it.`);
}

/** Gives a role to publishers. */
export async function delegate(
  table: Table,
  folder: CeremonyFolder,
  from: string,
  draft: DelegationDraft,
): Promise<void> {
  checkRoleName(draft.name);
  await requireRoot(folder);
  if (from !== 'targets') await requireDelegated(folder, from);
  if (draft.keys.length < draft.threshold) {
    throw new CeremonyError(
      `${draft.threshold} signatures need as many keys; give --pub for each of them.`,
    );
  }
  for (const pattern of draft.paths) checkPattern(pattern);
  const targets = withDelegation(await draftOf(table, folder, from, undefined), draft);
  await folder.writeDraft(from, targets, []);
  if (!(await newest(folder, draft.name))) {
    const expires = expiryOf(draft.name, table.now(), undefined);
    await folder.writeDraft(draft.name, newTargets(expires), []);
  }
  table.out(`${from} delegates to ${draft.name}: both drafts wait for their holders.`);
}

/** Other implementations read brackets and braces each in their own way. */
function checkPattern(pattern: string): void {
  const parts = pattern.split('/');
  if (!/[[\]{}!\\()|@+]/.test(pattern) && parts.every((part) => isPart(part))) return;
  throw new CeremonyError(
    `"${pattern}" is no pattern of paths: use names, * and ?, with / between and none in front.`,
  );
}
const isPart = (part: string): boolean => part !== '' && !part.startsWith('.');

async function requireDelegated(folder: CeremonyFolder, role: string): Promise<void> {
  const given = await delegations(folder);
  if (given.some(({ delegation }) => delegation.name === role)) return;
  throw new CeremonyError(`Nobody has delegated to a role "${role}"; eucora-trust delegate does.`);
}

/** An artifact that a publisher adds. */
export interface NewTarget {
  readonly role: string;
  readonly file: string;
  readonly path: string;
  readonly note: TargetNote;
}

/** Adds an artifact to a publisher's draft and puts its bytes into the folder. */
export async function addTarget(
  table: Table,
  folder: CeremonyFolder,
  { role, file, path, note }: NewTarget,
): Promise<void> {
  checkPattern(path);
  if (/[*?]/.test(path)) throw new CeremonyError(`"${path}" is a pattern; a path has no * or ?.`);
  await requireScope(folder, role, path, note);
  const before = await newestTargets(folder, role);
  const floor = note.package && before && floorOf(before.targets, note.package);
  if (note.version !== undefined && isBelowFloor(note.version, floor)) {
    table.out(
      `${note.version} lies below the minimum ${floor}: devices take it with an approver's signature only.`,
    );
  }
  const digest = await digestFile(file);
  const draft = withTarget(await draftOf(table, folder, role, undefined), path, digest, note);
  await folder.writeDraft(role, draft, []);
  const target = (await newestTargets(folder, role))?.targets.targets.get(path);
  if (!target) throw new TypeError(`${path} was written and is not there`);
  await copyFileTo(file, folder.artifact(artifactName(target, true)));
  table.out(
    `${path}: ${digest.length} bytes, sha256 ${digest.sha256}; ${role} waits for its holders.`,
  );
}

/** Refuses what no device would take: a path, platform or business unit outside the delegation. */
async function requireScope(
  folder: CeremonyFolder,
  role: string,
  path: string,
  note: TargetNote,
): Promise<void> {
  if (role === 'targets') return;
  await requireDelegated(folder, role);
  const given = (await delegations(folder)).find(({ delegation }) => delegation.name === role);
  const { paths = [], scope } = given?.delegation ?? {};
  if (!paths.some((pattern) => matchesPath(pattern, path))) {
    throw new CeremonyError(`${role} may vouch for ${paths.join(' ')}, not for ${path}.`);
  }
  for (const [is, may, option] of [
    [note.platform, scope?.platforms ?? [], '--platform'],
    [note.businessUnit, scope?.businessUnits ?? [], '--business-unit'],
  ] as const) {
    if (may.length === 0 || (is !== undefined && may.includes(is))) continue;
    throw new CeremonyError(`${role} speaks for ${may.join(', ')}; give one of them as ${option}.`);
  }
}

/** Takes an artifact out of a publisher's draft; its bytes stay, as older metadata names them. */
export async function removeTarget(
  table: Table,
  folder: CeremonyFolder,
  role: string,
  path: string,
): Promise<void> {
  const before = await newestTargets(folder, role);
  if (!before?.targets.targets.has(path)) {
    throw new CeremonyError(`${role} does not vouch for ${path}; inspect lists what it does.`);
  }
  const draft = withoutTarget(await draftOf(table, folder, role, undefined), path);
  await folder.writeDraft(role, draft, []);
  openTargets((await newest(folder, role))?.bytes ?? new Uint8Array(0), role);
  table.out(`${path} is taken out; ${role} waits for its holders.`);
}
