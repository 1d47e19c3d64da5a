import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTimeReset } from '@eucora/protocol/desired';
import { openRoot } from '@eucora/protocol/trust';
import { CeremonyDesk } from './ceremony.testing.ts';

let desk: CeremonyDesk;
beforeAll(async () => {
  desk = await CeremonyDesk.open(Date.UTC(2027, 0, 1));
  await desk.firstRoot();
});
afterAll(() => rm(desk.cwd, { recursive: true, force: true }));

const by = (holder: string, more = '') =>
  `reset-time --dir stick --key ${holder} --passphrase-file phrase ${more}`.trim();

test('a reset of the time is begun by one root holder, and good when the next has signed', async () => {
  for (const [line, why] of [
    [by('alice'), /no reset to sign; begin one with --above/],
    [by('alice', '--above soon --number 1'), /--above is a time as/],
    [by('alice', '--above 2026-01-01 --number 1'), /not later than the time that it is/],
    [by('alice', '--above 2040-01-01'), /Give --number N: one more than the last/],
    [by('alice', '--above 2040-01-01 --number 1 --site No~Site'), /"No Site" is no site/],
    [by('pat', '--above 2040-01-01 --number 1'), /pat does not hold root/],
  ] as const) {
    expect([line, await desk.run(line)]).toEqual([line, 1]);
    expect(desk.said).toMatch(why);
  }
  desk.answers = ['no'];
  expect(await desk.run(by('alice', '--above 2040-01-01 --number 1'))).toBe(1);
  expect(desk.said).toMatch(/Nothing was signed/);

  await desk.good(by('alice', '--above 2040-01-01 --number 1 --site hq --yes'));
  expect(desk.said).toMatch(/1 of the 2 signatures.*carry the folder to the next holder/);
  await expect(readFile(desk.path('stick/metadata/time-reset.json'))).rejects.toThrow(/ENOENT/);
  await desk.good(by('alice', '--yes')); // twice is once
  expect(desk.said).toMatch(/1 of the 2 signatures/);
  desk.answers = ['yes'];
  await desk.good(by('carol'));
  expect(desk.said).toMatch(/later than 2040-01-01T00:00:00.000Z is wrong[^]*for hq[^]*is signed/);

  const bytes = await readFile(desk.path('stick/metadata/time-reset.json'));
  const root = openRoot(await readFile(desk.path('stick/metadata/1.root.json'))).signed;
  expect(openTimeReset(bytes, root)).toEqual({
    number: 1,
    rootVersion: 1,
    aboveMs: Date.UTC(2040, 0, 1),
    loMs: Date.UTC(2027, 0, 1),
    sites: ['hq'],
  });
});
