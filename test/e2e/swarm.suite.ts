import { describe, expect, it } from 'vitest';
import { output } from '../kit/command.ts';
import { projectRoot } from '../kit/config.ts';
import type { Constellation } from '../kit/constellation.ts';
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
  });
}
