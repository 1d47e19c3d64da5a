import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SecurityBody } from '@eucora/protocol';
import { timeResetName } from '@eucora/protocol/desired';
import { signedReset, SimulatedRepository } from '@eucora/protocol/testing/trust';
import { openRoot } from '@eucora/protocol/trust';
import { silentLogger } from '../log.ts';
import { manualClock } from '../testing/builders.ts';
import { openTimeKeeper } from './time-keeper.ts';
import { takeTimeReset } from './time-reset.ts';

const repo = new SimulatedRepository();
const root = openRoot(repo.published.get('root')!.at(-1)!).signed;
const year = 365 * 86_400_000;
const farMs = repo.nowMs + 40 * year;
const clock = manualClock();

let folder: string;
let told: SecurityBody[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-reset-'));
  told = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const keeperOf = () => openTimeKeeper(clock, join(folder, 'time'));
const take = async (keeper: Awaited<ReturnType<typeof keeperOf>>, bytes: Uint8Array | null) =>
  takeTimeReset({ trustFile: async (name) => (name === timeResetName ? bytes : null) }, root, {
    site: 'hq',
    keeper,
    logger: silentLogger,
    tell: async (body) => {
      told.push(body);
    },
  });

test('root takes a far future back, once, and a restart remembers both', async () => {
  const keeper = await keeperOf();
  keeper.anchor({ loMs: farMs });
  expect(await take(keeper, null)).toBe(false);
  expect(await take(keeper, signedReset(repo, {}, 'timestamp'))).toBe(false);
  expect(keeper.book().current.loMs).toBe(farMs);
  expect(await take(keeper, signedReset(repo))).toBe(true);
  expect(told).toMatchObject([{ code: 'time_reset', severity: 'critical' }]);

  const after = await keeperOf();
  expect(after.book()).toMatchObject({ resetNumber: 1, current: { loMs: repo.nowMs, hiMs: null } });
  after.anchor({ loMs: farMs });
  expect(await take(after, signedReset(repo))).toBe(false);
  expect(await take(after, signedReset(repo, { number: 2 }))).toBe(true);
  expect(told).toHaveLength(2);
});

test('whose time is right, and whose site it is not for, goes on as before', async () => {
  const keeper = await keeperOf();
  keeper.anchor({ loMs: repo.nowMs + 1 });
  expect(await take(keeper, signedReset(repo))).toBe(false);
  keeper.anchor({ loMs: farMs });
  expect(await take(keeper, signedReset(repo, { sites: ['lab'] }))).toBe(false);
  expect(await take(keeper, signedReset(repo, { rootVersion: 2 }))).toBe(false);
  expect(keeper.book().current.loMs).toBe(farMs);
  expect(told).toEqual([]);
});
