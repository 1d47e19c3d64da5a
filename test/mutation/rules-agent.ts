import type { Mutation } from './mutation.ts';

const inFile =
  (file: string, tests: readonly string[]) =>
  (rule: string, find: string, replace: string): Mutation => ({
    rule,
    file: `endpoint-agent/src/${file}`,
    find,
    replace,
    tests: tests.map((path) => `endpoint-agent/src/${path}`),
  });

const cutter = inFile('spool/cutter.ts', ['spool']);
const recovery = inFile('spool/recover.ts', ['spool']);
const moving = inFile('spool/reincarnate.ts', ['spool', 'sender']);
const deciding = inFile('sender/decide.ts', ['sender']);
const planning = inFile('deploy/plan.ts', ['deploy/plan.test.ts']);
const counting = inFile('deploy/book.ts', ['deploy/plan.test.ts']);

/** Rules that the agent keeps. */
export const agentRules: readonly Mutation[] = [
  cutter(
    'numbers that were lost at rest end as a void',
    'if (head.seq > tip.next) {',
    'if (head.seq > tip.next && !head) {',
  ),
  cutter(
    'the chain goes on from what a void stands for',
    'const lastHash = known ? content.replacedLastHash : batchHash(payload);',
    'const lastHash = batchHash(payload);',
  ),
  cutter(
    'a batch names the one before',
    'prevHash: tip.lastHash,\n    parent: tip.next',
    'prevHash: tip.parent?.lastHash ?? new Uint8Array(32),\n    parent: tip.next',
  ),
  cutter(
    'a new incarnation names its parent',
    'parent: tip.next === 1 ? tip.parent : null,',
    'parent: null,',
  ),
  recovery(
    'damage in the middle of a spool is named by its range',
    'missing(entry.first, entry.prevHash);',
    '',
  ),
  recovery(
    'a lost end of a closed history is named',
    'else if (stream.closedThrough !== null) missing(stream.closedThrough + 1, new Uint8Array(0));',
    '',
  ),
  recovery(
    "what lies behind the end of a closed history is its successor's",
    'if (entry.last > (home.stream.closedThrough ?? Infinity)) continue;',
    '',
  ),
  recovery(
    'marks are never ahead of what was cut',
    'stream.committed = Math.min(stream.committed, Math.max(through, heldThrough(stream)));',
    '',
  ),
  moving(
    'a new incarnation sends again what was not acknowledged',
    'return conflict?.lane === lane ? recut(bench, conflict, streams[lane], tip) : tip;',
    'return tip;',
  ),
  deciding(
    'another journal is offered everything that is not committed',
    "if (head && seen && !sameJournal(head, seen)) return { act: 'rewind', head };",
    '',
  ),
  deciding(
    'a relay that lacks what it acknowledged is told again',
    "if (before > batch.committed && before > known) return { act: 'resume', through: known };",
    '',
  ),
  deciding(
    'numbers that were never given out here mean a restored spool',
    'if (batch.cutThrough !== null && known > batch.cutThrough) {',
    'if (batch.cutThrough !== null && known < 0) {',
  ),
  deciding(
    'an agent waits when the relay grants nothing',
    'if (answer.grant === 0) {',
    'if (answer.grant < 0) {',
  ),
  planning(
    'what is under way comes to its end before another order of the package begins',
    'if (busy.has(packageOf(keyOf(item)))) return [];',
    '',
  ),
  planning(
    'attempts end',
    'if (entry.attempts >= entry.item.attemptsMax) {',
    'if (entry.attempts < 0) {',
  ),
  planning(
    'the way back below the floor needs an approver',
    "return isDangerous && !facts.approved ? 'rollback_below_floor' : undefined;",
    'return undefined;',
  ),
  planning(
    'a restart of the right kind is waited for',
    'const isOver = isBoot ? entry.at.bootId !== moment.bootId : entry.run !== run;',
    'const isOver = entry.run !== run;',
  ),
  counting(
    'waits run on the machine’s own counter',
    'const since = at.bootId === now.bootId ? now.boottimeMs - at.boottimeMs : now.boottimeMs;',
    'const since = now.wallMs - at.wallMs;',
  ),
];
