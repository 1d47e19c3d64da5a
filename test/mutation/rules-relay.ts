import type { Mutation } from './mutation.ts';

const inFile =
  (file: string, tests: readonly string[]) =>
  (rule: string, find: string, replace: string): Mutation => ({
    rule,
    file: `site-relay/src/${file}`,
    find,
    replace,
    tests: tests.map((path) => `site-relay/src/${path}`),
  });

const judge = inFile('intake/judge.ts', ['intake']);
const intake = inFile('intake/intake.ts', ['relay.test.ts', 'intake']);
const plan = inFile('uplink/plan.ts', ['uplink/plan.test.ts']);
const receipts = inFile('uplink/receipts.ts', ['uplink/receipts.test.ts', 'relay.test.ts']);
const streams = inFile('journal/streams.ts', ['journal']);
const kept = inFile('documents/kept-document.ts', ['documents']);
const devices = inFile('journal/devices.ts', ['journal', 'relay.test.ts']);

/** Rules that the relay keeps. */
export const relayRules: readonly Mutation[] = [
  kept(
    'a retired key of the hub has nothing to say any more',
    'const document = this.#open(bytes, this.#deps.hubKeys.newest);',
    'const document = this.#open(bytes, this.#deps.hubKeys.ever);',
  ),
  kept(
    'nor by a file that is put under a running relay',
    'const by = this.#isLoaded ? hubKeys.newest : hubKeys.ever;',
    'const by = hubKeys.ever;',
  ),
  judge(
    'a position beyond the head opens a new incarnation before anything is accepted',
    "if (isBeyond(offer.seen, door)) return { verdict: 'reopen' };",
    '',
  ),
  judge('a device must be enrolled here', 'if (!door.deviceKnown) {', 'if (!door) {'),
  judge('a disk that takes nothing grants nothing', "if (door.disk !== 'ok') {", 'if (!door) {'),
  judge(
    'a batch that leaves a hole is refused',
    "if (verdict === 'ahead') return { action: 'refuse', code: 'gap' };",
    "if (verdict === 'ahead') return { action: 'append' };",
  ),
  judge(
    'a conflict is kept as evidence and never acknowledged as a duplicate',
    "return { action: more ? 'keep_and_refuse' : 'refuse', code: verdict };",
    "return { action: 'acknowledge' };",
  ),
  judge(
    'evidence of one stream is bounded',
    '(stream?.evidenceKept ?? 0) < limits.evidencePerStreamPerHour',
    '(stream?.evidenceKept ?? 0) >= 0',
  ),
  judge(
    'what is older than what is remembered is left to the hub to judge',
    "if (verdict === 'conflict' && forgotten) return { action: 'keep' };",
    '',
  ),
  intake(
    'a batch without a grant is refused',
    'if (!grant || grant.key !== grantKey(journal, batch) || grant.bytes < batch.bytes.length) {',
    'if (!journal) {',
  ),
  intake(
    'a duplicate is acknowledged once the first copy is durable',
    'await journal.barrier();',
    '',
  ),
  plan(
    'what the hub names as a gap is sent again',
    'for (const gap of receipt?.gaps ?? []) {',
    'for (const gap of receipt?.gaps.slice(0, 0) ?? []) {',
  ),
  plan(
    'the first of what stays unreceipted is sent again',
    'if (oldest !== undefined && !send.has(oldest)) {',
    'if (oldest === -1) {',
  ),
  plan(
    "no more is in flight than the hub's credit",
    'bytes + size > room.bytes)',
    'bytes + size > 1e12)',
  ),
  plan('one segment may always be in flight', '(bytes > 0 && bytes + size', '(bytes + size'),
  plan('a window of 0 is not now', 'const isFull = room.bytes === 0 ||', 'const isFull ='),
  receipts(
    'a new epoch sends again what the hub does not have',
    'for (const stream of journals.current.streams.values()) stream.committed = 0;',
    '',
  ),
  receipts(
    'nothing is deleted that is not safe',
    'segment.seq <= safe(segment.lane) && nowMs',
    'nowMs',
  ),
  receipts(
    'nothing is deleted that is younger than the retention',
    'nowMs - segment.sealedMs > retentionMs',
    'nowMs > 0',
  ),
  receipts(
    'a stored receipt that was changed is not believed',
    'isStored(value) && value.sha256 === sumOf(value.state)',
    'isStored(value)',
  ),
  streams(
    'what the disk refused is forgotten, so that it is new again',
    'stream.mark = durable;\n      stream.recent = stream',
    'stream.recent = stream',
  ),
  devices(
    'an enrolment travels until the hub knows the device',
    'if (!device || device.knownToHub) continue;',
    'if (!device || !device.knownToHub) continue;',
  ),
];
