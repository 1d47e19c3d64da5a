import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { output } from '../kit/command.ts';
import { projectRoot } from '../kit/config.ts';
import type { Constellation } from '../kit/constellation.ts';
import { until } from '../kit/until.ts';
import type { SwarmResult } from '../swarm/swarm.ts';
import type { Comparison } from '../swarm/verify.ts';
import type { DeviceRow } from './machine.suite.ts';

/** The swarm command, as a person types it, against the hub's ledger. */
export function swarmSuite(edge: () => Constellation): void {
  describe('a simulated fleet', () => {
    it('arrives whole, and is shown as simulated', async () => {
      const rate = ['--devices', '10', '--events-per-second', '100', '--seconds', '3'];
      const args = [...rate, '--seed', 'e2e', '--verify', '--json', '--data-dir', edge().dataDir];
      const text = await output(process.execPath, [`${projectRoot}test/swarm/main.ts`, ...args]);
      const result = JSON.parse(text.trim().split('\n').at(-1) ?? '') as SwarmResult & {
        ledger: Comparison;
      };
      expect(result).toMatchObject({ site: 'hq', devices: 10, acked: result.produced });
      expect(result.produced).toBeGreaterThan(300);
      expect(result.ledger).toMatchObject({
        agrees: true,
        committed: result.produced,
        digest: result.digest,
      });
      const shown = await edge().api.all<DeviceRow & { run: string }>(
        '/api/devices/?simulated=true',
      );
      expect(shown.filter(({ run }) => run === result.run)).toHaveLength(10);
    });

    it('ends whole on Ctrl-C, which reaches every program of npm run', async () => {
      const rate = ['--devices', '5', '--events-per-second', '50', '--seconds', '3600'];
      const args = ['run', 'swarm', '--', ...rate, '--json', '--data-dir', edge().dataDir];
      // A process group of its own, as in a terminal.
      const child = spawn('npm', args, { cwd: projectRoot, detached: true });
      const ended = once(child, 'close');
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      await until('the swarm is running', () => /running +\d+ produced/.test(stderr));
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await ended;
      const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as SwarmResult;
      expect(result.acked).toBe(result.produced);
      expect(result.produced).toBeGreaterThan(0);
    }, 60_000);
  });
}
