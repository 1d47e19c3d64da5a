import type { Mutation } from './mutation.ts';

const inFile =
  (file: string, tests: readonly string[]) =>
  (rule: string, find: string, replace: string): Mutation => ({
    rule,
    file: `protocol/src/${file}`,
    find,
    replace,
    tests: [...tests, 'refusals'].map((name) => `protocol/src/${name}.test.ts`),
  });

const streams = inFile('streams.ts', ['rules']);
const batch = inFile('batch.ts', ['batch']);
const segment = inFile('segment.ts', ['segment']);
const receipt = inFile('receipt.ts', ['trust']);
const tip = inFile('tip.ts', ['trust']);
const ticket = inFile('ticket.ts', ['trust', 'grants']);
const enrolment = inFile('enrolment.ts', ['trust']);
const envelope = inFile('envelope.ts', ['trust']);
const clock = inFile('clock.ts', ['rules']);
const frames = inFile('frames.ts', ['frames']);
const inventory = inFile('inventory.ts', ['inventory']);
const merkle = inFile('merkle.ts', ['rules']);
const keys = inFile('keys.ts', ['trust']);
const hubKeys = inFile('hub-keys.ts', ['hub-keys']);

/** Rules that hub, relay and agent share. */
export const protocolRules: readonly Mutation[] = [
  hubKeys(
    'a succession is signed by the key that goes and by the one that comes',
    '[importPublicKey(from), importPublicKey(to)], 2);',
    '[importPublicKey(from), importPublicKey(to)], 1);',
  ),
  hubKeys(
    'a succession is by the key that the one before named',
    'if (!sameBytes(next.from, raw[i]!)) {',
    'if (!next) {',
  ),
  hubKeys(
    'a succession names the hash of the one before',
    'if (before && !sameBytes(next.prevHash, before.hash)) {',
    'if (before && !next) {',
  ),
  hubKeys(
    'numbers of successions have no hole',
    'if (next.number !== i + 2) {',
    'if (next.number < 2) {',
  ),
  hubKeys(
    'no old key of the hub comes back',
    'if (raw.some((known) => sameBytes(known, next.to))) {',
    'if (!next) {',
  ),
  hubKeys(
    'a key names one successor: the first one seen stays',
    "if (!sameBytes(held!.successions[i]!.hash, offered.successions[i]!.hash)) return 'fork';",
    '',
  ),
  hubKeys(
    'a chain is followed from the key that is pinned alone',
    "if (!holds(offered, pinned)) return 'stranger';",
    '',
  ),
  hubKeys(
    'an older chain is no news',
    "offered.successions.length > (held?.successions.length ?? 0) ? 'newer' : 'known';",
    "offered.successions.length > 0 ? 'newer' : 'known';",
  ),
  hubKeys(
    'what is new is by the newest key alone',
    'return [trust().newest];',
    'return trust().ever;',
  ),
  hubKeys(
    'grants of a retired key end',
    '(successions[i]?.grantsUntilMs ?? Infinity) >= loMs',
    '(successions[i]?.grantsUntilMs ?? Infinity) >= 0',
  ),
  streams(
    'a duplicate has the same range and the same hash',
    'stored && stored.last === batch.last && sameBytes(stored.hash, batch.hash)',
    'stored && stored.last === batch.last',
  ),
  streams(
    'a batch of the same first number and hash but another end is no duplicate',
    'stored && stored.last === batch.last && sameBytes',
    'stored && sameBytes',
  ),
  streams(
    'a batch that leaves a hole is ahead',
    "if (batch.first > mark.through + 1) return 'ahead';",
    '',
  ),
  streams(
    'a batch that follows in number and not in hash is a fork',
    "? 'next' : 'fork'",
    "? 'next' : 'next'",
  ),
  batch(
    'a batch ends at 1,000 events',
    'events.length > limits.batchEventsMax) {\n    throw',
    'events.length > 1e9) {\n    throw',
  ),
  batch(
    'a batch is believed by its device key only',
    "if (!verifyBytes('batch', batch.payload, batch.signature, key)) {",
    'if (!key) {',
  ),
  batch(
    'a batch holds either events or a void',
    'if (!wire.void === !wire.events) {',
    'if (!wire) {',
  ),
  batch('only a first batch names a parent', 'if (first > 1 && wire.parent)', 'if (!wire)'),
  batch(
    'a batch chains to the one before',
    "checkLength(wire.prevHash, first === 1 ? 0 : 32, 'prev_hash')",
    'wire.prevHash',
  ),
  batch(
    'a void accounts for no more than its range',
    'reduce((sum, lost) => sum + lost.count, 0) > count',
    'reduce((sum, lost) => sum + lost.count, 0) > 1e9',
  ),
  segment(
    "a segment's header is signed by its relay",
    "if (!verifyBytes('segment',",
    "if (!key && !verifyBytes('segment',",
  ),
  segment(
    "a segment's body is the one that was signed",
    'sameBytes(sha256(segment.body), segment.bodyHash)',
    'sameBytes(segment.bodyHash, segment.bodyHash)',
  ),
  segment(
    'a segment unpacks to the size that its header states',
    'if (plain.length !== bodyBytes) {',
    'if (!plain) {',
  ),
  segment(
    'a segment ends below what a broker takes',
    'if (encoded.length > limits.segmentCompressedBytesMax) {',
    'if (!encoded) {',
  ),
  segment(
    'only the first segment of a journal names a parent',
    'if (seq > 1 && header.parent)',
    'if (!header)',
  ),
  receipt(
    'a receipt of the same epoch and no newer generation is stale',
    'receipt.generation <= state.generation)',
    'receipt.generation < 0)',
  ),
  receipt('a receipt of an older epoch is stale', 'receipt.ledgerEpoch < state.ledgerEpoch ||', ''),
  receipt(
    'a new epoch is told apart',
    "isNew ? 'new_epoch' : 'applied'",
    "isNew ? 'applied' : 'applied'",
  ),
  receipt(
    'nothing is truncated while a restored hub is below what was safe',
    'return safeThrough >= high ? safeThrough : 0;',
    'return safeThrough;',
  ),
  receipt(
    'a receipt is for its own site',
    "if (wire.site !== site) {\n    throw new ProtocolError('wrong_site', `a receipt",
    "if (!site) {\n    throw new ProtocolError('wrong_site', `a receipt",
  ),
  tip(
    'a tip is for its own site',
    'if (checkSiteId(wire.site) !== site) {',
    'if (!checkSiteId(wire.site)) {',
  ),
  ticket('an enrolment needs its ticket', 'timingSafeEqual(proof, put.ticketProof)', 'true'),
  ticket(
    'an enrolment needs the key of its token',
    'grant.tokenId === ticketId && holdsToken(put, grant)',
    'grant.tokenId === ticketId',
  ),
  ticket(
    'a device proves that it holds its key',
    "if (!verifyBytes('enrol-request', put.payload, put.signature, importPublicKey(publicKey))) {",
    'if (!publicKey) {',
  ),
  enrolment(
    "a device's id is the hash of its key",
    'if (deviceId !== deviceIdOf(publicKey)) {',
    'if (!deviceId) {',
  ),
  enrolment(
    "a relay's id is the hash of its key",
    'if (relayId !== relayIdOf(wire.relayPublic)) {',
    'if (!relayId) {',
  ),
  enrolment('an enrolment is for its own site', 'if (wire.site !== site) {', 'if (!site) {'),
  ticket(
    'a device believes the relay that its ticket names',
    'sameBytes(credential.relayPublic, relayPublic)',
    'true',
  ),
  ticket(
    'a device is enrolled with its own key',
    'if (!sameBytes(enrolment.publicKey, devicePublic)) {',
    'if (!devicePublic) {',
  ),
  envelope(
    'a document needs its threshold of different keys',
    'if (signers.size < threshold) {',
    'if (signers.size < 0) {',
  ),
  envelope(
    'a trusted key with a bad signature is refused',
    'if (!verifyBytes(domain, signed.payload, value ?? new Uint8Array(0), key)) {',
    'if (!key) {',
  ),
  keys(
    'a signature counts in its own domain only',
    'Buffer.from(`eucora.v1/${domain}\\0`)',
    'Buffer.from(`eucora.v1/${domain.length < 0}\\0`)',
  ),
  clock(
    'an off-time that nothing measured leaves no upper bound',
    'return { ...now, loMs: persisted.loMs, hiMs: null };',
    'return { ...now, loMs: persisted.loMs, hiMs: persisted.hiMs };',
  ),
  clock(
    'what was known before a restart still bounds the time from below',
    'return { ...now, loMs: persisted.loMs, hiMs: null };',
    'return { ...now, loMs: 0, hiMs: null };',
  ),
  clock(
    'signed time only ever moves the lower bound up',
    'Math.max(current.loMs, signed.loMs)',
    'signed.loMs',
  ),
  clock(
    'a bound that ages is widened by the drift of a crystal',
    'anchor.loMs + elapsed - drift',
    'anchor.loMs + elapsed',
  ),
  frames(
    'a frame that was moved does not open',
    'decipher.setAAD(aad(offset)).setAuthTag',
    'decipher.setAAD(aad(0)).setAuthTag',
  ),
  frames(
    'damage is found without the key',
    'return crc === bytes.readUInt32LE(at + 8) ? 12 + sealed : 0;',
    'return crc === 0 ? 0 : 12 + sealed;',
  ),
  frames(
    'reading goes on behind damage',
    'const next = nextFrame(bytes, at + 1);',
    'const next = bytes.length;',
  ),
  inventory(
    'a delta waits for its base',
    'base !== null && sameBytes(delta.baseHash, base)',
    'base !== null',
  ),
  inventory(
    'an inventory is whole when all parts are here',
    'if (parts.includes(undefined)) return',
    'if (parts.length === 0) return',
  ),
  merkle(
    'leaves and nodes of the tree are told apart',
    'return sha256(leafPrefix, bytes);',
    'return sha256(nodePrefix, bytes);',
  ),
];
