import { expect, it, onTestFailed } from 'vitest';
import { killsCase } from './cases/kills.ts';
import { readFaultOptions } from './options.ts';
import { killable } from './plan.ts';
import { createStages } from './stages.ts';
import { runCases } from './suite.ts';

it('loses and doubles nothing while every kind of process is killed', async () => {
  const said: string[] = [];
  onTestFailed(() => console.log(said.join('\n')));
  const { tuning } = readFaultOptions([
    `--kills=${killable.length + 4}`,
    '--mean-gap-ms=1500',
    '--devices=20',
    '--events-per-second=200',
  ]);
  const [report] = await runCases([killsCase], {
    seeds: ['short'],
    tuning,
    signal: new AbortController().signal,
    stages: createStages,
    say: (line) => said.push(line),
  });
  expect(report?.faults).toEqual([]);
  expect(report?.accepted).toBeGreaterThan(1_000);
  expect(report?.arrived).toBe(report?.accepted);
  for (const target of killable) {
    expect(said.some((line) => line.includes(`: ${target} (`))).toBe(true);
  }
}, 240_000);
