import type { Mutation } from './mutation.ts';

const folder = 'protocol/src/desired';
type Case = 'theft' | 'states' | 'time' | 'uptane-director' | 'judge' | 'desired';

const inFile =
  (file: string, usual: Case) =>
  (rule: string, find: string, replace: string, by: Case = usual): Mutation => ({
    rule: `desired: ${rule}`,
    file: `${folder}/${file}.ts`,
    find,
    replace,
    tests: [`${folder}/${by}.test.ts`],
  });

const manifest = inFile('manifest', 'desired');
const slices = inFile('slices', 'desired');
const judge = inFile('judge', 'judge');
const dangers = inFile('dangers', 'judge');
const lease = inFile('lease', 'states');
const windows = inFile('windows', 'judge');
const reset = inFile('time-reset', 'time');
const texts = inFile('texts', 'desired');

/** Each clause of the director's side. */
export const desiredRules: readonly Mutation[] = [
  manifest(
    'D1 a document is signed by as many director keys as root asks for',
    "openSigned('site-document', bytes, directors, director.threshold)",
    "openSigned('site-document', bytes, directors, 1)",
    'uptane-director',
  ),
  manifest(
    'D1 without a director in root there is no document',
    'if (!director || director.keyIds.length === 0) {',
    'if (!director) {\n    return { manifest: readManifest(bytes, site), approved: true, hash: bytes };\n  }\n  if (director.keyIds.length === -1) {',
  ),
  manifest(
    'D2 a document is for its site',
    'if (wire.site !== site) {',
    'if (!wire.site) {',
    'theft',
  ),
  manifest(
    'D2 a document is of its kind',
    'if (wire.kind !== kind) {',
    'if (!wire.kind) {',
    'uptane-director',
  ),
  manifest(
    'D2 a lease ends',
    'if (holdMs > desiredLimits.leaseMsMax) {',
    'if (holdMs > Number.MAX_SAFE_INTEGER) {',
  ),
  manifest(
    'D3 a document is newer than what is held',
    'if (!held || isNewerDocument(next.manifest, held.manifest)) return true;',
    'if (!held || next) return true;',
    'time',
  ),
  manifest(
    'D3 the parent is lineage and no precondition',
    'if (!held || isNewerDocument(next.manifest, held.manifest)) return true;',
    'if (!held || sameBytes(next.manifest.parent ?? next.hash, held.hash)) return true;',
  ),
  manifest(
    'D3 another document of the same number is none',
    'if (!sameBytes(next.hash, held.hash)) {',
    'if (!isNewerDocument(held.manifest, next.manifest) && !sameBytes(next.hash, held.hash)) return true;\n  if (!sameBytes(next.hash, held.hash)) {',
  ),
  manifest(
    'D3 root that takes a director’s key away makes its counters void',
    'if (error instanceof DesiredError) return undefined;',
    'if (error instanceof DesiredError) return openDesiredManifest(bytes, site, { ...root, director: root.approvers });',
    'time',
  ),
  manifest(
    'D3 an approval that is taken off again changes nothing',
    'return isApproval;',
    'return true;',
  ),
  manifest(
    'D4 a slice leads to the document’s root',
    'verifyMerkle(manifest.root, merkleLeaf(slice), proof);',
    '',
  ),
  manifest(
    'D4 a slice is this device’s',
    'if (opened.device === device) return',
    'if (device) return',
  ),
  manifest(
    'D4 a proof is for as many slices as the document has',
    'if (proof.size !== manifest.slices) {',
    'if (proof.size < 0) {',
  ),
  slices(
    'D4 a package is ordered once',
    'if (seen.has(name)) throw new',
    'if (!name) throw new',
    'uptane-director',
  ),
  slices(
    'D4 what a newer hub orders is told, and the rest obeyed',
    "if (!(error instanceof ProtocolError) || error.code !== 'unknown_version') throw error;",
    'if (error) throw error;',
  ),
  texts('D4 a name is never an option', '/^[-.\\s]|[/\\\\]|\\s$/', '/^[.\\s]|[/\\\\]|\\s$/'),
  texts('D4 a name is never a path', '/^[-.\\s]|[/\\\\]|\\s$/', '/^-|\\s$/'),
  texts(
    'D4 no text has control characters',
    "value === '' || /[\\p{Cc}\\p{Zl}\\p{Zp}]/u.test(value)",
    "value === ''",
  ),
  judge('D5 the sides agree on the hash', '!sameBytes(sha256, item.artifact.sha256) || ', ''),
  judge('D5 the sides agree on the size', ' || bytes !== item.artifact.bytes', ''),
  judge('D5 the publisher names the package', 'note.package !== item.packageName || ', ''),
  judge('D5 the publisher names the version', ' || note.version !== item.version', ''),
  judge(
    'D5 what the image side refuses is refused',
    "return { verdict: 'refuse', code, clause, saw, remedy };",
    "return code && clause && saw && remedy ? undefined : { verdict: 'do', act };",
  ),
  judge(
    'D5 somebody has to have looked',
    "if (!imageSide) return refuse('not_looked_up', 'EUCORA D5', item.artifact.targetPath);",
    'if (!imageSide) return undefined;',
  ),
  judge(
    'D5 only what is there is pinned',
    "if (act === 'pin' && item.version !== installed) {",
    "if (act === 'pin' && installed === null) {",
  ),
  lease(
    'D6 each act waits by its row and state',
    'if (!actionsByState[action][state]) {',
    'if (action === state) {',
  ),
  lease(
    'D6 a hint past the limit blocks new installs',
    "action === 'new_install' && possiblyLater",
    "action === 'meter' && possiblyLater",
    'time',
  ),
  lease(
    'D6 a hint past the limit blocks nothing else',
    "action === 'new_install' && possiblyLater",
    "(action === 'new_install' || action === 'already_signed') && possiblyLater",
    'time',
  ),
  lease(
    'D6 a lease runs on the lower bound',
    'stateAt(terms, now.loMs - issued.hiMs)',
    'stateAt(terms, (now.wallMs ?? now.loMs) - issued.hiMs)',
  ),
  lease(
    'D6 a document is only as old as it certainly is',
    'stateAt(terms, now.loMs - issued.hiMs)',
    'stateAt(terms, now.loMs - issued.loMs)',
  ),
  lease('D6 a clock outside the bounds is no hint', 'likelyMs(now, now.wallMs)', 'now.wallMs'),
  manifest(
    'D6 a site approves until its lease has run out',
    "if (isApproval && lease && mayDo('local_approval', lease)) {",
    "if (isApproval && lease && mayDo('meter', lease)) {",
    'states',
  ),
  manifest(
    'D7 as many approvers as root asks for',
    'return signers.length >= approvers.threshold;',
    'return signers.length > 0;',
  ),
  manifest(
    'D7 a director’s key does not count as an approver’s',
    '({ raw }) => !directors.some((director) => sameBytes(director.raw, raw)),',
    '({ raw }) => raw.length > 0 && directors.length > 0,',
    'theft',
  ),
  judge(
    'D7 dangerous acts wait for approvers',
    'const dangers = approved ? [] :',
    'const dangers = approved || item ? [] :',
    'theft',
  ),
  dangers(
    'D7 a removal is dangerous',
    "if (item.action === 'remove') dangers",
    'if (!item) dangers',
  ),
  dangers(
    'D7 below the publisher’s floor is dangerous',
    'isBelowFloor(item.version, minVersion ?? undefined)',
    'isBelowFloor(item.version, minVersion === null ? undefined : undefined)',
  ),
  dangers(
    'D7 below the floor is dangerous where nothing is installed, too',
    "item.action === 'pin' || item.version !== installed",
    "item.action === 'pin' || (installed !== null && item.version !== installed)",
  ),
  dangers('D7 ring 3 is dangerous', 'export const lateRing = 3;', 'export const lateRing = 4;'),
  judge(
    'D8 nothing goes back unless it is ordered',
    "if (act !== 'rollback' || item.rollback) return undefined;",
    'if (act !== undefined) return undefined;',
    'theft',
  ),
  judge(
    'D9 one plane executes',
    "if (item.plane !== 'agent') {",
    "if (item.packageName === '') {",
    'theft',
  ),
  judge(
    'D9 a device installs its own formats',
    'if (formats && !formats.includes(item.format)) {',
    'if (formats?.length === 0) {',
    'uptane-director',
  ),
  judge(
    'D10 nothing begins before its time',
    'if (notBeforeMs !== null && likely < notBeforeMs) {',
    'if (notBeforeMs === 0) {',
  ),
  judge(
    'D10 only a deadline that is certainly past opens windows',
    'if (deadlineMs !== null && now.loMs >= deadlineMs)',
    'if (deadlineMs !== null && likely >= deadlineMs)',
  ),
  windows(
    'D10 all of the interval is within one opening',
    'sinceStart(startMs, fromMs) + (toMs - fromMs) < lastsMs',
    'sinceStart(startMs, fromMs) < lastsMs',
  ),
  windows(
    'D10 windows are of local time',
    'modulo(ms + offsetMs - mondayMs - startMs, weekMs)',
    'modulo(ms - mondayMs - startMs, weekMs)',
  ),
  reset(
    'D11 root’s threshold signs a reset of the time',
    'requireThreshold(file, root.keys, root.roles.root, { clause, role }, `root ${root.version}`);',
    '',
  ),
  reset(
    'D11 a reset is taken once',
    'if (reset.number <= facts.usedNumber) {',
    'if (!reset.number) {',
  ),
  reset(
    'D11 the next root ends a reset',
    'if (reset.rootVersion !== facts.rootVersion) {',
    'if (!reset.rootVersion) {',
  ),
  reset(
    'D11 a reset is for the sites that it names',
    'if (reset.sites.length > 0 && !reset.sites.includes(facts.site)) {',
    'if (reset.sites.length > 1_000) {',
  ),
  reset(
    'D11 a reset is for who believes in that time',
    'if (facts.now.loMs <= reset.aboveMs) {',
    'if (facts.now.loMs < 0) {',
  ),
  {
    rule: 'desired: D11 an agent writes down which reset it took',
    file: 'endpoint-agent/src/clock/time-keeper.ts',
    find: 'current, resetNumber: reset.number };',
    replace: 'current };',
    tests: ['endpoint-agent/src/clock/time-reset.test.ts'],
  },
  {
    rule: 'desired: a document that was verified moves the time of an agent',
    file: 'endpoint-agent/src/deploy/deployer.ts',
    find: 'this.#options.keeper.anchor({ loMs: manifest.issuedMs });',
    replace: '',
    tests: ['endpoint-agent/src/deploy/deployer-time.test.ts'],
  },
  {
    rule: 'desired: D11 a hub takes in a reset of the time under its newest root alone',
    file: 'hub/src/modules/trust/import.ts',
    find: 'if (rootVersion !== root.version) {',
    replace: 'if (rootVersion < 0) {',
    tests: ['hub/src/modules/trust/desk.test.ts'],
  },
  {
    rule: 'desired: D11 a hub takes in each number of a reset once',
    file: 'hub/src/modules/trust/import.ts',
    find: 'if (before.some((used) => used >= number)) {',
    replace: 'if (before.length > 1_000) {',
    tests: ['hub/src/modules/trust/desk.test.ts'],
  },
];
