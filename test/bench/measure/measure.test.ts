import { expect, test } from 'vitest';
import { cpuSeconds, privateMib, residentMib } from './cpu.ts';
import { median, quantile, slopePerMinute } from './statistics.ts';

test('quantiles by nearest rank', () => {
  const samples = [5, 1, 4, 2, 3];
  expect([quantile(samples, 0.99), median(samples), quantile(samples, 0)]).toEqual([5, 3, 1]);
  expect(quantile([], 0.5)).toBeNaN();
});

test('the slope of a line is its own, whatever lies evenly around it', () => {
  const samples = Array.from({ length: 61 }, (_, second) => ({
    atMs: 1_000 * second,
    value: 200 + second / 10 + (second % 2 === 0 ? 0.5 : -0.5),
  }));
  expect(slopePerMinute(samples)).toBeCloseTo(6, 1);
  expect(slopePerMinute(samples.slice(0, 1))).toBeNaN();
});

test('CPU time of this process grows as Node says it does', async () => {
  const before = { ours: await cpuSeconds([process.pid]), node: process.cpuUsage() };
  while (process.cpuUsage(before.node).user < 200_000) Math.hypot(Math.random(), 1);
  const used = (await cpuSeconds([process.pid])) - before.ours;
  const { user, system } = process.cpuUsage(before.node);
  expect(used).toBeGreaterThan(0.1);
  expect(used).toBeLessThan((user + system) / 1e6 + 0.1);
});

test('a server is counted with its children, this process being one of its parent', async () => {
  const [alone, family] = [
    await cpuSeconds([process.ppid]),
    await cpuSeconds([process.ppid], { children: true }),
  ];
  expect(family).toBeGreaterThan(alone);
});

test('memory that is resident, and none of what is not there', async () => {
  expect(await residentMib(process.pid)).toBeGreaterThan(20);
  expect(await residentMib(2 ** 22 + 1)).toBe(0);
  const own = await privateMib(process.pid);
  expect(own).toBeGreaterThan(10);
  expect(own).toBeLessThan(await residentMib(process.pid));
  expect(await privateMib(process.ppid, { children: true })).toBeGreaterThan(own);
});
