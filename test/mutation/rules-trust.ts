import type { Mutation } from './mutation.ts';

const folder = 'protocol/src/trust';
const cases = ['conformance-refresh', 'conformance-search', 'conformance-keys', 'verifier', 'time'];

const inFile =
  (file: string) =>
  (rule: string, find: string, replace: string): Mutation => ({
    rule: `trust: ${rule}`,
    file: `${folder}/${file}.ts`,
    find,
    replace,
    tests: cases.map((name) => `${folder}/${name}.test.ts`),
  });

const refresh = inFile('refresh');
const search = inFile('search');
const checks = inFile('checks');
const threshold = inFile('threshold');
const read = inFile('read');
const open = inFile('open');
const expiry = inFile('expiry');
const paths = inFile('paths');
const keys = inFile('tuf-key');
const canonical = inFile('canonical-json');
const versions = inFile('versions');

/** Each clause of the TUF client workflow and each rule of ours that the verifier keeps. */
export const trustRules: readonly Mutation[] = [
  refresh(
    '5.2 the root that a device begins with is signed by its own threshold',
    'requireThreshold(root, root.signed.keys, root.signed.roles.root, at);',
    '',
  ),
  refresh(
    '5.3.3 a refresh takes so many new roots',
    'refresh.rotations >= refresh.limits.rootRotationsMax',
    'refresh.rotations >= 1e9',
  ),
  checks(
    '5.3.3, 5.4.1, 5.5.1, 5.6.1 no more bytes than were asked for',
    'bytes.length <= want.bytesMax',
    'bytes.length <= 1e12',
  ),
  refresh(
    '5.3.4 a new root is signed by the threshold of the root before',
    'requireThreshold(next, trusted.keys, trusted.roles.root, at, `root ${trusted.version}`);',
    '',
  ),
  refresh(
    '5.3.4 a new root is signed by its own threshold',
    "requireThreshold(next, next.signed.keys, next.signed.roles.root, at, 'its own list of keys');",
    '',
  ),
  refresh(
    '5.3.5 a new root is exactly the next version',
    'next.signed.version !== trusted.version + 1',
    'next.signed.version <= trusted.version',
  ),
  refresh('5.3.8 a new root is written down', "{ kind: 'keep', name: 'root.json', bytes },", ''),
  refresh(
    '5.3.10 an expired root ends the refresh',
    'const doubt = requireUnexpired(root.signed.expiresMs, now, at);',
    'const doubt = { ...at, expiresMs: now.loMs };',
  ),
  refresh(
    '5.3.11 a rotated timestamp key makes kept counters void',
    "if (!isRotated('timestamp') && !isRotated('snapshot')) return nothing;",
    "if (!isRotated('snapshot')) return nothing;",
  ),
  refresh(
    '5.3.11 a rotated snapshot key makes kept counters void',
    "if (!isRotated('timestamp') && !isRotated('snapshot')) return nothing;",
    "if (!isRotated('timestamp')) return nothing;",
  ),
  refresh(
    '5.3.11 a key that came beside the old ones makes nothing void',
    '(keyId) => !now.roles[role].keyIds.includes(keyId)',
    '() => now.roles[role].keyIds.length !== before.roles[role].keyIds.length',
  ),
  refresh(
    '5.4.2 a timestamp is signed by its threshold',
    'requireThreshold(next, root.signed.keys, root.signed.roles.timestamp, at);',
    '',
  ),
  refresh(
    '5.4.3.1 a timestamp does not go back',
    'trusted && next.signed.version < trusted.signed.version',
    'trusted && next.signed.version < 0',
  ),
  refresh(
    '5.4.3.1 a timestamp of the same version is the one that is kept',
    'next.signed.version > trusted.signed.version;',
    'next.signed.version >= trusted.signed.version;',
  ),
  refresh('5.4.3.2 a timestamp names no older snapshot', 'if (named < had) {', 'if (named < 0) {'),
  refresh(
    '5.4.4 an expired timestamp is refused',
    'requireUnexpired(timestamp.signed.expiresMs, now, expiry)',
    'requireUnexpired(Number.MAX_SAFE_INTEGER, now, expiry)',
  ),
  refresh(
    '5.4.5 a timestamp is written down as it came',
    "isNewer ? [{ kind: 'keep', name: 'timestamp.json', bytes }] : []",
    '[]',
  ),
  refresh(
    '5.5.2 a snapshot is the bytes that the timestamp lists',
    "requireMeta(bytes, meta, { clause: 'TUF 5.5.2', role });",
    '',
  ),
  refresh(
    '5.5.3 a snapshot is signed by its threshold',
    'requireThreshold(next, root.signed.keys, root.signed.roles.snapshot, at);',
    '',
  ),
  refresh(
    '5.5.4 a snapshot is of the version that the timestamp lists',
    'requireListed(next, meta);',
    '',
  ),
  refresh(
    '5.5.5 no targets role goes back',
    "if (now < version) throw new TrustError('rolled_back', at, `${name} ${now} after ${version}`);",
    '',
  ),
  refresh(
    '5.5.5 no targets role vanishes',
    "if (now === undefined) throw new TrustError('role_removed', at, `${name} is no longer listed`);",
    'if (now === undefined) continue;',
  ),
  refresh(
    '5.5.6 an expired snapshot is refused',
    'requireUnexpired(next.signed.expiresMs, now, snapshotExpiry)',
    'requireUnexpired(Number.MAX_SAFE_INTEGER, now, snapshotExpiry)',
  ),
  refresh(
    '5.5.7 a snapshot is written down',
    "[{ kind: 'keep', name: 'snapshot.json', bytes }]",
    '[]',
  ),
  refresh(
    'what is kept is believed only while the root’s keys sign it',
    'requireThreshold(file, root.signed.keys, root.signed.roles[role], at);',
    '',
  ),
  checks(
    '5.6.2 targets are the bytes that the snapshot lists',
    "requireMeta(bytes, meta, { clause: 'TUF 5.6.2', role });",
    '',
  ),
  checks(
    '5.5.2, 5.6.2 a listed length is the file’s',
    'meta.length !== undefined && bytes.length !== meta.length',
    'meta.length === -1',
  ),
  checks(
    '5.6.3 targets are signed by the threshold that their delegator names',
    "requireThreshold(file, keys.keys, keys, { clause: 'TUF 5.6.3', role });",
    '',
  ),
  checks(
    '5.6.4 targets are of the version that the snapshot lists',
    'file.signed.version !== meta.version',
    'file.signed.version < 0',
  ),
  checks(
    '5.6.5 expired targets are refused',
    'requireUnexpired(file.signed.expiresMs, now,',
    'requireUnexpired(Number.MAX_SAFE_INTEGER, now,',
  ),
  refresh(
    '5.6.6 targets are written down',
    "[{ kind: 'keep', name: 'targets.json', bytes }]",
    '[]',
  ),
  search(
    '5.6.7.1 a role is visited once',
    "findIndex(({ chain }) => !visited.has(chain.at(-1)?.name ?? ''))",
    'findIndex(() => true)',
  ),
  search(
    '5.6.7.1 a search visits so many roles',
    'visited.size > limits.delegatedRolesMax',
    'visited.size > 1e9',
  ),
  search(
    '5.6.7.2 a terminating delegation is the last',
    'const visits = end < 0 ? [...children, ...search.visits] : children;',
    'const visits = [...children, ...search.visits];',
  ),
  search(
    '5.6.7.2 delegations after a terminating one are not asked',
    'end < 0 ? fitting : fitting.slice(0, end + 1)',
    'fitting',
  ),
  search(
    '5.6.7.2 delegations are asked depth first, in order of appearance',
    '[...children, ...search.visits]',
    '[...search.visits, ...children]',
  ),
  search(
    '4.5 a role is asked only for paths that it was given',
    'file.signed.delegations.filter((each) => isDelegated(each, search.path))',
    'file.signed.delegations',
  ),
  search(
    '5.6.1 a role that the snapshot does not list is not asked',
    'if (meta) return meta;',
    'if (meta || role) return meta ?? { version: 1, length: undefined, hashes: new Map() };',
  ),
  search(
    '5.7.3 an artifact has the listed length',
    'if (got.length !== target.length) {',
    'if (got.length < 0) {',
  ),
  search(
    '5.7.3 an artifact has the listed hashes',
    'requireHashes(target.hashes, got.hashes, at);',
    '',
  ),
  checks(
    '5.7.3 a hash that nobody can compute vouches for nothing',
    'if (known.length === 0) {',
    'if (known.length < 0) {',
  ),
  checks(
    '5.7.3 a computed hash is the listed one',
    'if (found.get(name) === hash) continue;',
    'continue;',
  ),
  read('4.2.1 a key id signs once', 'if (seen.has(keyId)) {', 'if (!keyId && seen) {'),
  read('4.3 a file is of its role’s type', 'if (found !== type) {', 'if (!found) {'),
  read(
    '4.3 the format is of version 1',
    'if (!/^1\\.\\d+(?:\\.\\d+)?$/.test(spec)) {',
    'if (!spec) {',
  ),
  open('4.3 a key is under its own id', 'if (tufKeyId(key.json) !== keyId) {', 'if (!keyId) {'),
  open(
    '4.3 a threshold is at least one',
    "fields.integer('threshold', 1)",
    "fields.integer('threshold', 0)",
  ),
  open('4.5 a list delegates to a name once', 'if (names.has(name)) throw', 'if (!name) throw'),
  threshold(
    '5.3.4 only keys of the role count',
    'members.has(keyId) ? keys.get(keyId) : undefined',
    'members ? keys.get(keyId) : undefined',
  ),
  threshold(
    '5.3.4 a key under two ids counts once',
    'signers.set(keyIdentity(key), key)',
    'signers.set(keyId, key)',
  ),
  threshold(
    '5.3.4 only signatures that verify count',
    'if (key && verifyTufSignature(key, file.signedBytes, sig))',
    'if (key && sig !== undefined)',
  ),
  threshold('5.3.4 a threshold is reached in full', 'signed >= role.threshold', 'signed >= 1'),
  keys(
    '4.2.2 an RSA-PSS signature is verified by its scheme',
    'const scheme = schemeOf(key);',
    "const scheme = schemeOf(key);\n  if (key.keyType === 'rsa') return true;",
  ),
  expiry(
    'only the lower bound of the time refuses',
    'if (now.loMs >= expiresMs)',
    'if ((now.hiMs ?? Infinity) >= expiresMs)',
  ),
  expiry(
    'an expiry that the upper bound does not exclude is told',
    "now.hiMs === null || now.hiMs >= expiresMs ? 'unproven' : 'fresh'",
    "'fresh'",
  ),
  paths(
    '4.5 a wildcard does not match a separator',
    'patterns.length === parts.length &&',
    'patterns.length <= parts.length &&',
  ),
  canonical('keys are signed in order', '.toSorted(([a], [b]) => (a < b ? -1 : 1))', ''),
  canonical(
    'a number is a safe integer',
    'if (!Number.isSafeInteger(value)) throw',
    'if (value === Infinity) throw',
  ),
  open(
    'T1 the director’s keys are Ed25519 keys that root holds',
    "if (keys.get(keyId)?.keyType !== 'ed25519') {",
    "if (keyId === '') {",
  ),
  search(
    'T2 a publisher speaks for its platforms and business units only',
    'const refusal = outsideScope(target, chain);',
    'const refusal = outsideScope(target, []);',
  ),
  search(
    'T2 an artifact that names no platform is for all, which a scope does not give',
    '(is === undefined || !may.includes(is))',
    'is !== undefined && !may.includes(is)',
  ),
  versions(
    'T3 the floor is the highest that the role signed',
    '.toSorted(compareVersions)\n    .at(-1)',
    '.toSorted(compareVersions)\n    .at(0)',
  ),
];
