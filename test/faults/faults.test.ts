import { expect, it, onTestFailed } from 'vitest';
import { killable } from './plan.ts';
import { faultRun } from './run.ts';

it('loses and doubles nothing while every kind of process is killed', async () => {
  const said: string[] = [];
  onTestFailed(() => console.log(said.join('\n')));
  const report = await faultRun({
    seed: 'short',
    kills: killable.length + 4,
    meanGapMs: 1_500,
    devices: 20,
    eventsPerSecond: 200,
    say: (line) => said.push(line),
  });
  expect(report.faults).toEqual([]);
  expect(report.ledger.committed).toBe(report.swarm.produced);
  for (const target of killable) expect(report.killed[target]).toBeGreaterThan(0);
}, 240_000);
