import { expect, it } from 'vitest';
import { isGood, rotationTable, type RotationReport } from './rotate.ts';

const good: RotationReport = {
  rotated: [
    { name: 'data-key', seconds: 0.41, acked: 1_200, stillSending: true, failure: undefined },
  ],
  left: [{ name: 'hub-authority', keptBy: 'person' }],
  restarted: [],
};
const result = { produced: 5_000, acked: 5_000 };
const ledger = { agrees: true, committed: 5_000, rejected: 0, void: 0, gaps: 0, digest: '' };
const [one] = good.rotated;

it('says what was changed, what was not, and what became of the events', () => {
  const text = rotationTable(good, result, ledger);
  expect(text).toMatch(/^data-key +0\.4 s +1,200 {2}changed$/m);
  expect(text).toContain("not the hub's to change: hub-authority (person)");
  expect(text).toContain('events accepted 5,000, committed 5,000, lost 0; restarts 0');
  const worse = rotationTable({ ...good, restarted: ['hub'] }, result, {
    ...ledger,
    committed: 4_990,
  });
  expect(worse).toContain('lost 10; restarts 1 (hub)');
});

it.each([
  ['nothing was changed', { ...good, rotated: [] }, result, ledger],
  ['one failed', { ...good, rotated: [{ ...one!, failure: 'x' }] }, result, ledger],
  [
    'the fleet had stopped',
    { ...good, rotated: [{ ...one!, stillSending: false }] },
    result,
    ledger,
  ],
  ['a process is another', { ...good, restarted: ['hub'] }, result, ledger],
  ['an event was not acked', good, { ...result, acked: 4_999 }, ledger],
  ['the ledger differs', good, result, { ...ledger, agrees: false }],
] as const)('is not good when %s', (_, report, of, said) => {
  expect(isGood(good, result, ledger)).toBe(true);
  expect(isGood(report, of, said)).toBe(false);
});
