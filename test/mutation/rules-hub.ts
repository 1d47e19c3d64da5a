import type { Mutation } from './mutation.ts';

const inFile =
  (file: string, tests: readonly string[]) =>
  (rule: string, find: string, replace: string): Mutation => ({
    rule,
    file: `hub/src/${file}`,
    find,
    replace,
    tests: tests.map((path) => `hub/src/${path}`),
  });

const judge = inFile('ingest/judge.ts', ['ingest/judge.test.ts', 'ingest/take.test.ts']);
const take = inFile('ingest/take.ts', ['ingest/take.test.ts']);
const rules = inFile('modules/ledger/stream-rules.ts', [
  'modules/ledger/stream-rules.test.ts',
  'ingest/convergence.test.ts',
]);
const links = inFile('modules/ledger/segment-links.ts', ['modules/ledger/segment-links.test.ts']);
const downlink = inFile('publish/downlink-rules.ts', ['publish/downlink-rules.test.ts']);
const histories = inFile('modules/devices/histories.ts', ['modules/devices/histories.test.ts']);
const publisher = inFile('publish/publisher.ts', ['publish/publisher.test.ts']);

/** Rules that the hub keeps. */
export const hubRules: readonly Mutation[] = [
  histories(
    'two histories that were alive at the same time are a clone',
    'a.lastMs - b.beganMs > overlapMsMin && b.lastMs - a.beganMs > overlapMsMin',
    'a.lastMs - b.beganMs > 1e15 && b.lastMs - a.beganMs > overlapMsMin',
  ),
  histories(
    'a history that ended before the next began is a restore',
    'a !== b && a.lastMs - b.beganMs > overlapMsMin &&',
    'a !== b &&',
  ),
  histories(
    'an incarnation that went on after its child began is a history of its own',
    'lanes.some(({ last, fork }) => fork !== null && last > fork);\n}',
    'lanes.some(({ last, fork }) => fork !== null && last > fork + 1e9);\n}',
  ),
  histories(
    'a chain of incarnations is one history',
    'siblings > 1 || wentOn(parent) ||',
    'siblings > 0 || wentOn(parent) ||',
  ),
  histories(
    'siblings continue their parent each by itself',
    'if (!parent || siblings > 1 ||',
    'if (!parent ||',
  ),
  histories(
    'a contradicting branch belongs to what goes on from its last hash',
    'lanes.some((lane) => lane.parentBranch === branch)',
    'lanes.some((lane) => lane.parentBranch === undefined)',
  ),
  histories(
    'what was refused is evidence of what was sent again in the same boot alone',
    'if (!branch.boots.includes(life.bootId)) return false;',
    '',
  ),
  histories(
    'what was refused is evidence only where all of it was sent again',
    'own.parentLast < first',
    'own.parentLast < first + 1e9',
  ),
  judge(
    'a segment comes on the subject of its own site',
    'if (segment.site !== from.site) {',
    'if (!segment) {',
  ),
  judge('a segment comes in its own lane', 'if (segment.lane !== from.lane) {', 'if (!segment) {'),
  judge(
    "a batch is in its own lane's segment",
    'if (lane && batch.lane !== lane) {',
    'if (!batch) {',
  ),
  judge(
    'a batch of nobody enrolled is kept as evidence',
    'if (!deviceKey) {',
    'if (deviceKey === null) {',
  ),
  judge(
    'what no table can hold ends as rejected and does not fail the segment',
    "if (!unstorable) return { verdict: 'events', batch, events };",
    "if (batch) return { verdict: 'events', batch, events };",
  ),
  take(
    'a segment that comes again is only receipted',
    "if (await hasSegment(db, segment.headerHash)) {\n      // It was sent again because no receipt came: the receipt is what it needs.\n      await wantDocument(db, segment.site, 'receipt');",
    'if (await hasSegment(db, segment.headerHash)) {',
  ),
  take(
    'a segment that fails for a reason of ours is set aside in the end',
    'if (failures < failuresMax) return',
    'if (failures < 1e9) return',
  ),
  rules(
    'what overlaps with something else is a conflict',
    "return same ? 'duplicate' : 'conflict';",
    "return same ? 'duplicate' : 'duplicate';",
  ),
  rules(
    'the same range with another hash is a conflict',
    'stored.last === last && sameBytes(stored.hash, hash)',
    'stored.last === last',
  ),
  rules(
    'a batch that does not continue the one before is a fork',
    "return this.#continues(candidate) && this.#isContinued(candidate) ? 'new' : 'fork';",
    "return 'new';",
  ),
  rules(
    'a batch that the next one does not name is a fork',
    "return this.#continues(candidate) && this.#isContinued(candidate) ? 'new' : 'fork';",
    "return this.#continues(candidate) ? 'new' : 'fork';",
  ),
  rules(
    'what continues the other history is the other history',
    'if (this.#refused.size > 0 && this.#refused.has(toHex(prevHash))) return false;',
    '',
  ),
  rules(
    'a void gives way to what really came',
    'void: countIn(ended) - committed - rejected,',
    'void: countIn(this.#voided),',
  ),
  rules(
    'a void may overlap with what came before it',
    "if (candidate.ends === 'void') {\n      // What",
    "if (candidate.ends === 'void' && !candidate.hash) {\n      // What",
  ),
  rules(
    'the chain may go on from what a void stands for',
    'isPrev(each.hash) || isPrev(each.replacedLastHash)',
    'isPrev(each.hash)',
  ),
  rules(
    'what a relay lost advances the mark',
    'if (isNew) this.#voided = addRange(this.#voided, first, last);',
    '',
  ),
  rules(
    'rejected numbers advance the mark',
    'else this.#rejected = addRange(this.#rejected, first, last);\n    this.#real = addRange(this.#real, first, last);',
    'else this.#rejected = addRange(this.#rejected, first, last);',
  ),
  links('another segment in the same place is a fork', 'others.length > 0 ||', ''),
  links(
    'a segment that its predecessor does not fit is a fork',
    '(before.length > 0 && !fits) ||',
    '',
  ),
  links(
    'a segment that its successor does not name is a fork',
    '|| (after.length > 0 && proven.length === 0)',
    '',
  ),
  links(
    'a segment without its predecessor is taken as unlinked',
    "fits || seq === 1 ? 'linked' : 'unlinked'",
    "'linked'",
  ),
  downlink(
    'a broker that is ahead means that the database forgot',
    "return order > 0 ? 'publish' : 'behind';",
    "return order > 0 ? 'publish' : 'none';",
  ),
  downlink(
    'the epoch comes before the generation',
    'own.epoch - broker.epoch || own.generation - broker.generation',
    'own.generation - broker.generation',
  ),
  publisher(
    'a new epoch is above every one that anybody has seen',
    'Math.max(epoch, ...ahead.map(({ place }) => place.epoch))',
    'epoch',
  ),
  publisher(
    'a ledger that forgot what it said opens a new epoch',
    '} else if (ahead.length > 0) {',
    '} else if (ahead.length > 1e9) {',
  ),
];
