import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { output } from '../kit/command.ts';
import { projectRoot } from '../kit/config.ts';
import type { Constellation } from '../kit/constellation.ts';
import { until } from '../kit/until.ts';
import type { SwarmResult } from '../swarm/swarm.ts';
import type { Comparison } from '../swarm/verify.ts';

interface RotationRow {
  readonly name: string;
  readonly automatic: boolean;
  readonly last_at: string;
  readonly next_at: string | null;
  readonly requested_at: string | null;
  readonly failure: unknown;
}
interface Readiness {
  readonly ready: boolean;
}

const listPath = '/api/system/rotations/';

/** Secrets and keys change while a fleet sends: nothing is lost, nothing is started again. */
export function rotationsSuite(edge: () => Constellation): void {
  const calendar = async (): Promise<RotationRow[]> =>
    (await edge().api.get<{ items: RotationRow[] }>(listPath)).items;
  const pid = async (name: string): Promise<string> =>
    (await readFile(join(edge().dataDir, 'run', `${name}.pid`), 'utf8')).trim();

  const rotate = async (name: string): Promise<RotationRow> => {
    const before = (await calendar()).find((row) => row.name === name);
    await edge().api.post(`${listPath}${name}/`, {});
    return await until(
      `${name} is rotated`,
      async () => {
        const row = (await calendar()).find((one) => one.name === name);
        expect(row?.failure).toBeNull();
        return row?.requested_at === null && row.last_at !== before?.last_at ? row : undefined;
      },
      { withinMs: 20_000, everyMs: 100 },
    );
  };

  describe('rotation of secrets and keys', () => {
    it('goes on under load: every event arrives once, and no process was started again', async () => {
      const services = ['hub', 'hub-postgres', 'hub-nats', 'relay-hq'];
      const before = await Promise.all(services.map(pid));
      const rate = ['--devices', '10', '--events-per-second', '200', '--seconds', '10'];
      const args = [...rate, '--seed', 'keys', '--verify', '--json', '--data-dir', edge().dataDir];
      const sending = output(process.execPath, [`${projectRoot}test/swarm/main.ts`, ...args]);
      const names = (await calendar()).filter((row) => row.automatic).map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining([
          'archive-key',
          'data-key',
          'database-password',
          'envelope-key',
          'hub-certificate',
          'hub-signing-key',
          'identity-sealing-key',
          'provider-cookie-key',
          'token-signing-key',
        ]),
      );
      for (const name of names) {
        const { last_at: lastAt, next_at: nextAt } = await rotate(name);
        expect(Date.parse(nextAt ?? '')).toBeGreaterThan(Date.parse(lastAt));
      }
      // And once more what every request depends on, while the fleet still sends.
      await rotate('database-password');
      const text = await sending;
      const result = JSON.parse(text.trim().split('\n').at(-1) ?? '') as SwarmResult & {
        ledger: Comparison;
      };
      expect(result.produced).toBeGreaterThan(1_500);
      expect(result.ledger).toMatchObject({
        agrees: true,
        committed: result.produced,
        digest: result.digest,
      });
      expect(await edge().api.get<Readiness>('/readyz')).toMatchObject({ ready: true });
      expect(await Promise.all(services.map(pid))).toEqual(before);
    }, 60_000);

    it('leaves the password in force sealed, and nobody was refused meanwhile', async () => {
      const credentials = await readFile(
        join(edge().dataDir, 'hub-postgres', 'credentials.json'),
        'utf8',
      );
      const sealed = await readFile(
        join(edge().dataDir, 'hub', 'keys', 'database-login.sealed'),
        'utf8',
      );
      expect(sealed).not.toContain((JSON.parse(credentials) as { runtime: string }).runtime);
      const log = await readFile(join(edge().dataDir, 'logs', 'hub.log'), 'utf8');
      expect(log).not.toMatch(/password authentication failed/);
    });
  });
}
