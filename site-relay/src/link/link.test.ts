import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { HubBroker } from '../../test-kit/broker.ts';
import { ScriptedDevice } from '../../test-kit/device.ts';
import { temporaryDirectory } from '../../test-kit/journal.ts';
import {
  admittedHome,
  DeviceLine,
  relayEnvironment,
  startQuiet,
  ticketFor,
} from '../../test-kit/relay.ts';
import { runCli } from '../cli.ts';
import { RelayClock } from '../home/clock.ts';
import { loadKeys } from '../home/keys.ts';
import { homePaths } from '../home/paths.ts';
import { boundlessRoom } from '../home/room.ts';
import type { StatusReport } from '../status/report.ts';
import { Link } from './link.ts';
import { defaultPlan, writePlan } from './plan-file.ts';

const mib = 1024 * 1024;

/** Runs a command as an operator does; answers its exit code and what it said. */
async function operator(home: string, line: string): Promise<{ code: number; said: string }> {
  let said = '';
  const terminal = {
    out: (text: string) => (said += text),
    error: (text: string) => (said += text),
    stop: new AbortController().signal,
  };
  // Words in quotes are one argument, as in a shell.
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
  return { code: await runCli(args, terminal, relayEnvironment(home)), said };
}

/** A window that is not open now, in UTC. */
function closedWindow(): string {
  const hour = (new Date().getUTCHours() + 12) % 24;
  const two = (value: number): string => String(value % 24).padStart(2, '0');
  return `${two(hour)}:00-${two(hour + 1)}:00`;
}

describe('the plan of the link', () => {
  test('is followed by a running relay: pause, windows, urgent before all, resume', async () => {
    await using home = await temporaryDirectory();
    const { config } = await admittedHome(home.path);
    const keys = await loadKeys(home.path, homePaths(home.path).keys);
    await using broker = await HubBroker.prepare(join(home.path, 'hub'), keys);
    await broker.start();
    await operator(home.path, 'uplink pause');
    await using relay = await startQuiet({ ...config, hubNatsUrl: broker.url });
    await using line = await DeviceLine.open(await ticketFor(home.path, relay.natsUrl));
    const device = new ScriptedDevice();
    await line.enrol(device);
    const report = async (): Promise<StatusReport> =>
      (await (await fetch(new URL('api/status/', relay.statusUrl))).json()) as StatusReport;
    const hand = async (lane: 'urgent' | 'ledger'): Promise<void> => {
      expect((await line.hand(device.cut(lane))).refused).toBe('');
      await relay.journals.current.sealLane(lane);
    };
    const lanesSent = (): string[] => broker.segments.map((segment) => segment.lane);

    await hand('urgent');
    await hand('ledger');
    await expect.poll(async () => (await report()).uplink.connected).toBe(true);
    const paused = await report();
    expect(paused.link).toMatchObject({ hold: 'paused', no_prediction: 'paused', paused: true });
    expect(paused.link.backlog_bytes).toBeGreaterThan(0);
    expect(paused.concerns.join()).toContain('uplink resume');
    expect(lanesSent()).toEqual([]);

    const window = closedWindow();
    await operator(
      home.path,
      `link set --window ${window} --time-zone UTC --bytes-per-second 50000`,
    );
    await operator(home.path, 'uplink resume');
    await expect.poll(lanesSent, { timeout: 10_000 }).toEqual(['urgent']);
    const waiting = await report();
    expect(waiting.link).toMatchObject({ hold: 'window', windows: [window], no_prediction: null });
    const at = waiting.link.predicted_finish_at ?? '';
    expect(at.slice(11, 16)).toBe(window.slice(0, 5));

    await operator(home.path, 'link set --any-time');
    await expect.poll(lanesSent, { timeout: 10_000 }).toEqual(['urgent', 'ledger']);
    expect((await report()).link).toMatchObject({ hold: null });
  });

  test('is said by `link show`, and a wrong one is refused with its remedy', async () => {
    await using home = await temporaryDirectory();
    await admittedHome(home.path);
    const set = await operator(
      home.path,
      'link set --bytes-per-second 32000 --bytes-per-day 50000000 --window "mon-fri 22:00-06:00" --time-zone Europe/Berlin --urgent limited',
    );
    expect(set.code).toBe(0);
    const { said } = await operator(home.path, 'link show');
    expect(said).toBe(set.said);
    for (const part of ['31.3 KiB per second', '47.7 MiB', 'mon-fri 22:00-06:00', 'limited']) {
      expect(said).toContain(part);
    }
    for (const [line, remedy] of [
      ['link set --bytes-per-day 10', 'at least 1048576'],
      ['link set --window noon', 'such as "mon-fri 22:00-06:00"'],
      ['link set --time-zone Mars', 'Europe/Berlin or UTC'],
      ['link set --bytes-per-second fast', 'a whole number of bytes'],
    ] as const) {
      const answer = await operator(home.path, line);
      expect(answer.code).toBe(1);
      expect(answer.said).toContain(remedy);
    }
    expect((await operator(home.path, 'link show')).said).toBe(said);
  });
});

describe("the day's bytes", () => {
  async function openLink(home: string) {
    const planPath = join(home, 'link.json');
    await writePlan(planPath, { ...defaultPlan(0), timeZone: 'UTC', bytesPerDay: 4 * mib });
    const usePath = join(home, 'link-use');
    const wall = { ms: Date.parse('2026-03-02T12:00Z'), boot: 1_000 };
    const clock = new RelayClock(undefined, undefined, () => {
      return { bootId: 'b0'.repeat(16), boottimeMs: wall.boot, wallMs: wall.ms };
    });
    clock.learn(wall.ms);
    const log = pino({ level: 'silent' });
    const deps = { planPath, usePath, otherwise: defaultPlan(0), clock, room: boundlessRoom, log };
    return { wall, deps, link: await Link.open(deps) };
  }
  const spend = async (link: Link): Promise<number> => {
    let bytes = 0;
    while ((await link.claim('bulk', mib / 2)) === 0) bytes += mib / 2;
    return bytes;
  };

  test('hold across kills: what was not surely unused counts as used', async () => {
    await using home = await temporaryDirectory();
    const { deps, link } = await openLink(home.path);
    let sent = 0;
    expect(await link.claim('bulk', mib)).toBe(0);
    sent += mib;
    // Killed here, and again and again: nothing is ever kept at a stop.
    for (let run = 0; run < 20; run += 1) {
      const again = await Link.open(deps);
      if ((await again.claim('bulk', mib / 4)) === 0) sent += mib / 4;
    }
    sent += await spend(await Link.open(deps));
    expect(sent).toBeGreaterThan(2 * mib);
    expect(sent).toBeLessThanOrEqual(4 * mib);
  });

  test('are not given anew by a wall clock that jumps, and are by a day that passes', async () => {
    await using home = await temporaryDirectory();
    const { wall, deps, link } = await openLink(home.path);
    expect(await spend(link)).toBe(4 * mib);
    await link.keep();
    for (const jump of ['2036-01-01T00:00Z', '1970-01-01T00:00Z', '2026-03-03T12:00Z']) {
      wall.ms = Date.parse(jump);
      expect(await spend(link)).toBe(0);
      expect(await spend(await Link.open(deps))).toBe(0);
    }
    wall.boot += 12.5 * 3_600_000;
    expect(await spend(link)).toBe(4 * mib);
  });

  test('a damaged file of use or plan gives one day at most, and the plan before', async () => {
    await using home = await temporaryDirectory();
    const { deps, link } = await openLink(home.path);
    await spend(link);
    await writeFile(deps.usePath, '{"day":');
    expect(await spend(await Link.open(deps))).toBe(4 * mib);
    await writeFile(deps.planPath, '{"bytes_per_day": "much"}');
    expect(await link.reload()).toBe(false);
    expect(link.plan.bytesPerDay).toBe(4 * mib);
  });
});
