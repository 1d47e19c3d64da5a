import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Constellation } from '../kit/constellation.ts';
import { until } from '../kit/until.ts';
import { ownDevice } from './machine.suite.ts';

interface UsageRow {
  readonly program: string;
  readonly path: string | null;
  readonly pid: number;
  readonly started_at: string;
  readonly start_uncertainty_ms: number;
  readonly ended_at: string | null;
  readonly end_uncertainty_ms: number | null;
}

const livesSeconds = 12;
const exactMs = 2_000;

/** A program that nobody else runs, and when it really began and ended. */
function runProbe(path: string): { pid: number; beganMs: number; ended: Promise<number> } {
  const beganMs = Date.now();
  const child = spawn(path, [String(livesSeconds)], { stdio: 'ignore' });
  return { pid: child.pid ?? 0, beganMs, ended: once(child, 'exit').then(() => Date.now()) };
}

/** A program's life, as the agent saw it, against what really happened. */
export function usageSuite(edge: () => Constellation): void {
  describe('a program that lives ten seconds and more', () => {
    let folder: string;
    let probe: ReturnType<typeof runProbe>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'eucora-probe-'));
      const path = join(folder, `probe-${process.pid}`);
      await copyFile('/bin/sleep', path);
      // The agent must be looking before the program starts.
      await ownDevice(edge().api);
      probe = runProbe(path);
    }, 120_000);
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('appears with its true start and end, or says how uncertain they are', async () => {
      const { id } = await ownDevice(edge().api);
      const endedMs = await probe.ended;
      const name = basename(folder);
      const row = await until(
        'the ended program is in the usage of this machine',
        async () => {
          const path = `/api/devices/${id}/usage/?limit=200`;
          const rows = (await edge().api.get<{ items: UsageRow[] }>(path)).items;
          return rows.find((each) => each.pid === probe.pid && each.ended_at !== null);
        },
        { withinMs: 90_000, everyMs: 500 },
      );
      expect(`${row.program} ${row.path}`).toContain(row.path === null ? 'probe-' : name);
      const startOff = Math.abs(Date.parse(row.started_at) - probe.beganMs);
      const endOff = Math.abs(Date.parse(row.ended_at ?? '') - endedMs);
      expect(startOff).toBeLessThanOrEqual(exactMs + row.start_uncertainty_ms);
      expect(endOff).toBeLessThanOrEqual(exactMs + (row.end_uncertainty_ms ?? 0));
    }, 120_000);
  });
}
