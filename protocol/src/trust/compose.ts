import { canonicalBytes, isList, isObject, type Json, type JsonObject } from './canonical-json.ts';
import { createHash } from 'node:crypto';
import { topRoles, type DelegationScope, type Signature, type TargetNote } from './metadata.ts';
import { ownField } from './open.ts';
import { tufKeyId } from './tuf-key.ts';

// Metadata as it is written. What is written here is opened with the readers before it is signed, so
// these functions only put fields where they belong.

const specVersion = '1.0.31';

/** Roles of root that are ours: stock clients keep the field as it is and look past it. */
export type OwnRole = 'director' | 'approvers';
export const ownRoles: readonly OwnRole[] = ['director', 'approvers'];

/** A date-time as TUF writes it (TUF 4.2.3); `ms` is Unix ms, rounded down to the second. */
export function tufTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

const head = (type: string, version: number, expiresMs: number) => ({
  _type: type,
  spec_version: specVersion,
  version,
  expires: tufTime(expiresMs),
});

/** Version 1 of root, with nobody in any role yet. */
export function newRoot(
  expiresMs: number,
  thresholds: Readonly<Record<string, number>>,
): JsonObject {
  const none = (role: string): JsonObject => ({ keyids: [], threshold: thresholds[role] ?? 1 });
  const named = (roles: readonly string[]): JsonObject =>
    Object.fromEntries(roles.map((role) => [role, none(role)]));
  return {
    ...head('root', 1, expiresMs),
    consistent_snapshot: true,
    keys: {},
    roles: named(topRoles),
    [ownField]: { keys: {}, ...named(ownRoles) },
  };
}

/** Version 1 of a targets role's metadata, vouching for nothing. */
export function newTargets(expiresMs: number): JsonObject {
  return { ...head('targets', 1, expiresMs), targets: {} };
}

/** The next version, with another expiry. */
export function nextVersion(signed: JsonObject, expiresMs: number): JsonObject {
  return { ...signed, version: Number(signed['version']) + 1, expires: tufTime(expiresMs) };
}

const objectAt = (json: JsonObject, name: string): JsonObject => {
  const value = json[name];
  return isObject(value) ? value : {};
};
const textsAt = (json: JsonObject, name: string): readonly string[] => {
  const value = json[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
};
const isOwn = (role: string): role is OwnRole => ownRoles.some((each) => each === role);

/** Changes one role of root: our own roles and their keys lie in a field of their own. */
function withRole(
  root: JsonObject,
  role: string,
  change: (role: JsonObject) => JsonObject,
  key?: JsonObject,
): JsonObject {
  const [own, roles] = [objectAt(root, ownField), objectAt(root, 'roles')];
  const keys = (held: JsonObject) => (key ? { ...held, [tufKeyId(key)]: key } : held);
  const changed = isOwn(role)
    ? {
        ...root,
        [ownField]: {
          ...own,
          keys: keys(objectAt(own, 'keys')),
          [role]: change(objectAt(own, role)),
        },
      }
    : {
        ...root,
        keys: keys(objectAt(root, 'keys')),
        roles: { ...roles, [role]: change(objectAt(roles, role)) },
      };
  return withoutUnused(changed);
}

/** Keys that no role names are dropped, so that nobody wonders what they may do. */
function withoutUnused(root: JsonObject): JsonObject {
  const [own, roles] = [objectAt(root, ownField), objectAt(root, 'roles')];
  const used = (names: readonly string[], from: JsonObject) =>
    new Set(names.flatMap((name) => textsAt(objectAt(from, name), 'keyids')));
  const only = (keys: JsonObject, ids: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(keys).filter(([keyId]) => ids.has(keyId)));
  return {
    ...root,
    keys: only(objectAt(root, 'keys'), used(topRoles, roles)),
    [ownField]: { ...own, keys: only(objectAt(own, 'keys'), used(ownRoles, own)) },
  };
}

/** Root in which the key speaks for the role too. Already there: unchanged. */
export function withKey(root: JsonObject, role: string, key: JsonObject): JsonObject {
  const keyId = tufKeyId(key);
  const add = (found: JsonObject): JsonObject => ({
    ...found,
    keyids: [...new Set([...textsAt(found, 'keyids'), keyId])],
  });
  return withRole(root, role, add, key);
}

/** Root in which the key no longer speaks for the role. */
export function withoutKey(root: JsonObject, role: string, keyId: string): JsonObject {
  return withRole(root, role, (found) => ({
    ...found,
    keyids: textsAt(found, 'keyids').filter((each) => each !== keyId),
  }));
}

/** Root in which the role needs so many signatures. */
export function withThreshold(root: JsonObject, role: string, threshold: number): JsonObject {
  return withRole(root, role, (found) => ({ ...found, threshold }));
}

/** A role to which a targets role gives some paths. */
export interface DelegationDraft {
  readonly name: string;
  readonly keys: readonly JsonObject[];
  readonly threshold: number;
  readonly paths: readonly string[];
  readonly terminating: boolean;
  readonly scope: DelegationScope;
}

/** Targets that delegate; a role of the same name is replaced where it stands. */
export function withDelegation(targets: JsonObject, draft: DelegationDraft): JsonObject {
  const delegations = objectAt(targets, 'delegations');
  const held = delegations['roles'];
  const roles = held !== undefined && isList(held) ? held.filter(isObject) : [];
  const role: JsonObject = {
    name: draft.name,
    keyids: draft.keys.map(tufKeyId),
    threshold: draft.threshold,
    paths: draft.paths,
    terminating: draft.terminating,
    [ownField]: { platforms: draft.scope.platforms, business_units: draft.scope.businessUnits },
  };
  const at = roles.findIndex((each) => each['name'] === draft.name);
  const next: readonly JsonObject[] = at < 0 ? [...roles, role] : roles.toSpliced(at, 1, role);
  const used = new Set(next.flatMap((each) => textsAt(each, 'keyids')));
  const keys = Object.fromEntries(
    [
      ...Object.entries(objectAt(delegations, 'keys')),
      ...draft.keys.map((key): [string, Json] => [tufKeyId(key), key]),
    ].filter(([keyId]) => used.has(keyId)),
  );
  return { ...targets, delegations: { keys, roles: next } };
}

/** Targets that vouch for one artifact more, or for other bytes at its path. */
export function withTarget(
  targets: JsonObject,
  path: string,
  file: { readonly length: number; readonly sha256: string },
  note: TargetNote,
): JsonObject {
  const said = {
    package: note.package,
    version: note.version,
    platform: note.platform,
    business_unit: note.businessUnit,
    min_version: note.minVersion,
  };
  const own: JsonObject = Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const target: JsonObject = {
    length: file.length,
    hashes: { sha256: file.sha256 },
    custom: { [ownField]: own },
  };
  return { ...targets, targets: { ...objectAt(targets, 'targets'), [path]: target } };
}

/** Targets that no longer vouch for a path. */
export function withoutTarget(targets: JsonObject, path: string): JsonObject {
  const left = Object.entries(objectAt(targets, 'targets')).filter(([each]) => each !== path);
  return { ...targets, targets: Object.fromEntries(left) };
}

/** A published file as another lists it: version, size and hash. */
export interface ListedFile {
  readonly version: number;
  readonly bytes: Uint8Array;
}
const listedAs = ({ version, bytes }: ListedFile): JsonObject => ({
  version,
  length: bytes.length,
  hashes: { sha256: createHash('sha256').update(bytes).digest('hex') },
});

/** A snapshot of these targets roles, by name. */
export function composeSnapshot(
  version: number,
  expiresMs: number,
  files: ReadonlyMap<string, ListedFile>,
): JsonObject {
  const entries = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const meta = Object.fromEntries(entries.map(([role, file]) => [`${role}.json`, listedAs(file)]));
  return { ...head('snapshot', version, expiresMs), meta };
}

/** A timestamp that names a snapshot. */
export function composeTimestamp(
  version: number,
  expiresMs: number,
  snapshot: ListedFile,
): JsonObject {
  return {
    ...head('timestamp', version, expiresMs),
    meta: { 'snapshot.json': listedAs(snapshot) },
  };
}

/** The bytes that a holder signs. @throws CanonicalError */
export function bytesToSign(signed: JsonObject): Uint8Array {
  return canonicalBytes(signed);
}

/** A metadata file with its signatures. */
export function encodeSigned(signed: JsonObject, signatures: readonly Signature[]): Uint8Array {
  const list = signatures.map(({ keyId, sig }) => ({ keyid: keyId, sig }));
  return Buffer.from(`${JSON.stringify({ signatures: list, signed }, undefined, 1)}\n`, 'utf8');
}
