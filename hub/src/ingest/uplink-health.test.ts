import { lanes } from '@eucora/protocol';
import { expect, test } from 'vitest';
import {
  illnessOf,
  judgeHealth,
  unknownHealth,
  type LaneLook,
  type Remedy,
  type Seen,
  type UplinkHealth,
} from './uplink-health.ts';

const idle = { deliveredSeq: 35, pending: 0, ackPending: 0, waiting: 1 };
const look = (lastSeq: number, lane: Partial<LaneLook> = {}, firstSeq = 1): Seen => ({
  messages: 1,
  bytes: 100,
  firstSeq,
  lastSeq,
  lanes: lanes.map((name) => ({ lane: name, ...idle, ...lane })),
});
const well = look(35, {}, 36);

/** Looks every second from `startMs` on, and tells when which remedy was asked for, in seconds. */
function watch(seenAt: (second: number) => Seen, seconds: number, health = unknownHealth) {
  const remedies: [number, Remedy][] = [];
  let now: UplinkHealth = health;
  for (let second = 0; second < seconds; second += 1) {
    const judged = judgeHealth(now, seenAt(second), second * 1_000);
    now = judged.health;
    if (judged.remedy) remedies.push([second, judged.remedy]);
  }
  return { remedies, health: now };
}

test('a stream that is empty, busy, or not there yet needs nothing', () => {
  const busy = (second: number) => look(100 + second, { deliveredSeq: second, pending: 50 });
  const inHand = look(100, { pending: 50, ackPending: 3 });
  const unasked = look(100, { pending: 50, waiting: 0 });
  for (const seenAt of [() => well, busy, () => inHand, () => unasked, () => 'absent' as const]) {
    expect(watch(seenAt, 600).remedies).toEqual([]);
  }
});

test('a stream that counts anew under its consumers is made anew after three seconds', () => {
  // As a broker is after its disk was full: 13 messages that no consumer will be given.
  const { remedies } = watch((second) => (second < 5 ? look(13) : well), 120);
  expect(remedies).toEqual([[3, 'stream']]);
  // And after a sweep below the consumers' floors.
  const swept = look(21, { deliveredSeq: 3 }, 36);
  expect(watch((second) => (second < 5 ? swept : well), 120).remedies).toEqual([[3, 'stream']]);
});

test('a look between two moments of a cluster is no illness', () => {
  expect(watch((second) => (second % 2 === 0 ? look(34) : well), 600).remedies).toEqual([]);
});

test('a lane that is not delivered, although the hub asks, gets its consumers anew', () => {
  const stuck = look(100, { pending: 5 });
  const { remedies } = watch((second) => (second < 40 ? stuck : well), 120);
  expect(remedies).toEqual([[31, 'consumers']]);
});

test('what mild remedies do not help asks for a restart, and ever more rarely', () => {
  const { remedies } = watch(() => look(13), 7_200);
  const restarts = remedies.filter(([, remedy]) => remedy === 'restart').map(([at]) => at);
  expect(remedies.slice(0, 3)).toEqual([
    [3, 'stream'],
    [18, 'stream'],
    [33, 'restart'],
  ]);
  expect(restarts).toEqual([33, 333, 933, 2_133, 4_533]);
  expect(remedies.length).toBe(restarts.length * 3 + 2);
});

test('JetStream that does not work is restarted after half a minute', () => {
  expect(watch(() => 'deaf', 60).remedies).toEqual([[30, 'restart']]);
  expect(watch((second) => (second % 20 === 0 ? well : 'deaf'), 600).remedies).toEqual([]);
});

test('an illness is named while it lasts, and no longer', () => {
  expect(illnessOf(watch(() => look(13), 3).health, 2_000)).toBeUndefined();
  expect(illnessOf(watch(() => look(13), 10).health, 9_000)).toMatch(/count .* UPLINK anew/);
  const healed = watch((second) => (second < 10 ? look(13) : well), 12);
  expect(illnessOf(healed.health, 11_000)).toBeUndefined();
});
