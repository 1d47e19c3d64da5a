import { expect, it } from 'vitest';
import type { FaultCase, FaultOutcome } from './case.ts';
import { FaultUsageError, readFaultOptions } from './options.ts';
import { selectCases } from './select.ts';
import type { Stages } from './stages.ts';
import { runCases } from './suite.ts';
import { faultTable, summaryLine } from './table.ts';

const good: FaultOutcome = { accepted: 5, arrived: 4, voided: 1, named: ['a 3-3'], faults: [] };
const caseOf = (name: string, run: FaultCase['run'], inCi = false): FaultCase => {
  return { name, breaks: `what ${name} breaks`, inCi, run };
};
const cases = [
  caseOf('disk-full', () => Promise.resolve(good), true),
  caseOf('disk-torn', () => Promise.reject(new Error('out of luck', { cause: new Error('x') }))),
  caseOf('net-lost', () => Promise.resolve({ ...good, faults: ['one lost'] })),
];
const names = (args: string[]) =>
  selectCases(cases, readFaultOptions(args)).map(({ name }) => name);
const noStages: Stages = {
  shared: () => Promise.reject(new Error('no stage')),
  linked: () => Promise.reject(new Error('no stage')),
  own: () => Promise.reject(new Error('no stage')),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};
const around = (signal: AbortSignal) => {
  const { tuning } = readFaultOptions([]);
  return { seeds: ['1', '2'], tuning, signal, stages: () => noStages, say: () => undefined };
};

it('takes all cases, named ones, prefixes, and those for a build server', () => {
  expect(names([])).toEqual(['disk-full', 'disk-torn', 'net-lost']);
  expect(names(['--case', 'disk-*'])).toEqual(['disk-full', 'disk-torn']);
  expect(names(['--case', 'net-lost', '--case', 'disk-full'])).toEqual(['disk-full', 'net-lost']);
  expect(names(['--ci'])).toEqual(['disk-full']);
  expect(names(['--ci', '--case', 'disk-*'])).toEqual(['disk-full']);
  expect(() => names(['--ci', '--case', 'net-lost'])).toThrow(/--ci leaves out net-lost/);
  expect(() => names(['--case', 'disk'])).toThrow(/no case disk, only disk-full/);
});

it('reads seeds, and kills as the one case they belong to', () => {
  expect(readFaultOptions(['--seeds', '1, 2,x']).seeds).toEqual(['1', '2', 'x']);
  expect(readFaultOptions(['--kills', '120'])).toMatchObject({
    cases: ['kills'],
    seeds: ['1'],
    tuning: { kills: 120, runs: 3 },
  });
  expect(() => readFaultOptions(['--seed', '1', '--seeds', '2'])).toThrow(FaultUsageError);
  expect(() => readFaultOptions(['--kills', '0'])).toThrow(FaultUsageError);
});

it('runs all with every seed; one that throws has failed and stops nothing', async () => {
  const reports = await runCases(cases, around(new AbortController().signal));
  expect(reports.map(({ seed, name }) => `${seed} ${name}`)).toEqual(
    ['1', '2'].flatMap((seed) => cases.map(({ name }) => `${seed} ${name}`)),
  );
  expect(reports[1]?.faults).toEqual(['Error: out of luck; caused by Error: x']);
  expect(faultTable(reports).split('\n')[1]).toMatch(/^disk-full +1 +what .* 5 +4 +1 +1 .* good$/);
  expect(summaryLine(reports)).toMatch(/^6 cases: 20 events .*4 FAILED \(disk-torn, net-lost\)$/);
  expect(summaryLine(reports.slice(0, 1))).toMatch(/every void named$/);
});

it('begins nothing after Ctrl-C, and says of the case it met that it was interrupted', async () => {
  const stop = new AbortController();
  const waiting = caseOf('waiting', ({ signal }) => {
    stop.abort();
    return Promise.reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  });
  const reports = await runCases([waiting, ...cases], around(stop.signal));
  expect(reports.map(({ faults }) => faults)).toEqual([['interrupted']]);
});
