import {
  topRoles,
  type Delegation,
  type FileMeta,
  type KeySet,
  type Root,
  type RoleKeys,
  type Signed,
  type Snapshot,
  type TargetFile,
  type Targets,
  type Timestamp,
  type TopRole,
} from './metadata.ts';
import { readSigned, type Fields } from './read.ts';
import { holderField, tufKeyId, type TufKey } from './tuf-key.ts';

/** Our own fields live under this name, in root, delegations and the `custom` of targets. */
export const ownField = 'x-eucora';

/** Structure of root.json (TUF 4.3). @throws TrustError; signatures are not looked at */
export function openRoot(bytes: Uint8Array): Signed<Root> {
  return readSigned(bytes, 'root', 'TUF 4.3', 'root', (signed, head) => {
    const keys = readKeys(signed.object('keys'));
    const named = signed.object('roles');
    const role = (name: TopRole): RoleKeys => readRoleKeys(named.object(name));
    const roles = {
      root: role('root'),
      timestamp: role('timestamp'),
      snapshot: role('snapshot'),
      targets: role('targets'),
    };
    const own = signed.optionalObject(ownField);
    return {
      type: 'root',
      ...head,
      consistentSnapshot: signed.optionalFlag('consistent_snapshot'),
      keys,
      roles,
      director: own && readOwnSet(own, 'director'),
      approvers: own && readOwnSet(own, 'approvers'),
    };
  });
}

/** Structure of timestamp.json (TUF 4.6). @throws TrustError */
export function openTimestamp(bytes: Uint8Array): Signed<Timestamp> {
  return readSigned(bytes, 'timestamp', 'TUF 4.6', 'timestamp', (signed, head) => ({
    type: 'timestamp',
    ...head,
    snapshot: readMeta(signed.object('meta').object('snapshot.json')),
  }));
}

/** Structure of snapshot.json (TUF 4.4). @throws TrustError */
export function openSnapshot(bytes: Uint8Array): Signed<Snapshot> {
  return readSigned(bytes, 'snapshot', 'TUF 4.4', 'snapshot', (signed, head) => {
    const meta = new Map<string, FileMeta>();
    for (const [name, fields] of signed.object('meta').members()) {
      if (!name.endsWith('.json')) throw signed.refuse(`meta lists "${name}", which is no .json`);
      meta.set(name.slice(0, -5), readMeta(fields));
    }
    return { type: 'snapshot', ...head, meta };
  });
}

/** Structure of a targets role's file (TUF 4.5); `role` is its name. @throws TrustError */
export function openTargets(bytes: Uint8Array, role: string): Signed<Targets> {
  return readSigned(bytes, role, 'TUF 4.5', 'targets', (signed, head) => {
    const targets = new Map<string, TargetFile>();
    for (const [path, fields] of signed.object('targets').members()) {
      targets.set(path, readTarget(path, fields));
    }
    const delegated = signed.optionalObject('delegations');
    return {
      type: 'targets',
      ...head,
      targets,
      keys: delegated ? readKeys(delegated.object('keys')) : new Map(),
      delegations: delegated ? readDelegations(delegated) : [],
    };
  });
}

function readKeys(fields: Fields): ReadonlyMap<string, TufKey> {
  const keys = new Map<string, TufKey>();
  for (const [keyId, key] of fields.members()) {
    // TUF 4.3: clients must calculate each key id; else a signature could be counted for another.
    if (tufKeyId(key.json) !== keyId) {
      const saw = `a key under the id ${keyId.slice(0, 16)}, which is not its own`;
      throw key.refuse(saw, 'wrong_key_id', 'TUF 4.3');
    }
    keys.set(keyId, {
      keyId,
      keyType: key.text('keytype'),
      scheme: key.text('scheme'),
      public: key.object('keyval').text('public'),
      holder: key.optionalText(holderField),
      object: key.json,
    });
  }
  return keys;
}

function readRoleKeys(fields: Fields): RoleKeys {
  return { keyIds: fields.texts('keyids'), threshold: fields.integer('threshold', 1) };
}

function readOwnSet(own: Fields, name: string): KeySet | undefined {
  const fields = own.optionalObject(name);
  if (!fields) return undefined;
  const keys = readKeys(own.object('keys'));
  const set = readRoleKeys(fields);
  for (const keyId of set.keyIds) {
    // Site documents are signed with Ed25519; another key could never speak for these roles.
    if (keys.get(keyId)?.keyType !== 'ed25519') {
      throw fields.refuse(`${name} names a key that is no Ed25519 key`, 'malformed', 'EUCORA T1');
    }
  }
  return { ...set, keys };
}

function readHashes(fields: Fields): ReadonlyMap<string, string> {
  const names = Object.keys(fields.json);
  if (names.length === 0) throw fields.refuse('an empty list of hashes');
  return new Map(names.map((name) => [name, fields.text(name).toLowerCase()]));
}

function readMeta(fields: Fields): FileMeta {
  const hashes = fields.optionalObject('hashes');
  return {
    version: fields.integer('version', 1),
    length: fields.optionalInteger('length', 0),
    hashes: hashes ? readHashes(hashes) : new Map(),
  };
}

function readTarget(path: string, fields: Fields): TargetFile {
  const custom = fields.optionalObject('custom');
  const own = custom?.optionalObject(ownField);
  return {
    path,
    length: fields.integer('length', 0),
    hashes: readHashes(fields.object('hashes')),
    note: {
      package: own?.optionalText('package'),
      version: own?.optionalText('version'),
      platform: own?.optionalText('platform'),
      businessUnit: own?.optionalText('business_unit'),
      minVersion: own?.optionalText('min_version'),
    },
    custom: custom?.json,
  };
}

function readDelegations(fields: Fields): readonly Delegation[] {
  const names = new Set<string>(topRoles);
  return fields.objects('roles').map((role) => {
    const name = role.text('name');
    if (names.has(name)) throw role.refuse(`a second role with the name "${name.slice(0, 40)}"`);
    names.add(name);
    const paths = role.optionalTexts('paths');
    const pathHashPrefixes = role.optionalTexts('path_hash_prefixes');
    if (paths.length > 0 && pathHashPrefixes.length > 0) {
      throw role.refuse('a delegation both by paths and by prefixes of their hashes');
    }
    const scope = role.optionalObject(ownField);
    return {
      name,
      ...readRoleKeys(role),
      paths,
      pathHashPrefixes,
      terminating: role.optionalFlag('terminating'),
      scope: {
        platforms: scope?.optionalTexts('platforms') ?? [],
        businessUnits: scope?.optionalTexts('business_units') ?? [],
      },
    };
  });
}
