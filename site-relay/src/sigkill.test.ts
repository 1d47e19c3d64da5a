import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lanes, openBody, readBatch, readSegment, type ReadBatch } from '@eucora/protocol';
import { describe, expect, test } from 'vitest';
import { ScriptedDevice } from '../test-kit/device.ts';
import { temporaryDirectory } from '../test-kit/journal.ts';
import { RelayProcess } from '../test-kit/process.ts';
import { admittedHome, DeviceLine, ticketFor } from '../test-kit/relay.ts';
import { loadKeys } from './home/keys.ts';
import { homePaths } from './home/paths.ts';
import { scanFile, listJournalFiles } from './journal/files.ts';
import { listJournals } from './journal/journals.ts';
import { loadJournal } from './journal/load.ts';

const kills = 10;
const seed = 20_260_101;

/** The same pauses in every run (mulberry32). */
function seeded(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Hands over one batch until the relay says that it is durable. */
async function handUntilAcked(line: DeviceLine, batch: ReadBatch, stop: AbortSignal) {
  while (!stop.aborted) {
    try {
      const { grant } = await line.offer(batch);
      if (grant === 0) continue;
      const answer = await line.put(batch, grant);
      if (answer.position) return answer;
      if (answer.refused !== 'ungranted') throw new Error(`refused: ${answer.refused}`);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('refused')) throw error;
      await delay(5); // the relay is being killed or is coming back
    }
  }
  return undefined;
}

/** Everything that the journal of a stopped relay holds, as `device first-last`. */
async function contents(home: string): Promise<string[]> {
  const keys = await loadKeys(home, homePaths(home).keys);
  const out: string[] = [];
  const name = (bytes: Uint8Array): void => {
    const { deviceId, first, last } = readBatch(bytes);
    out.push(`${deviceId} ${first}-${last}`);
  };
  for (const journal of await listJournals(join(home, 'journal'))) {
    const directory = join(home, 'journal', journal.name);
    for (const file of (await listJournalFiles(directory)).seg) {
      for (const { record } of (await scanFile(file, keys.atRest)).records) {
        if (record.type === 'segment') openBody(readSegment(record.bytes)).batches.forEach(name);
      }
    }
    const { found } = await loadJournal(directory, keys.atRest);
    for (const lane of lanes) for (const batch of found.pending[lane]) name(batch.bytes);
    expect(found.damage).toEqual([]);
    expect(found.lost).toEqual([]);
  }
  return out;
}

describe('killed between append and answer', () => {
  test(`${kills} kills at seeded moments: every acknowledged batch is there exactly once`, async () => {
    await using home = await temporaryDirectory();
    await admittedHome(home.path);
    const relay = new RelayProcess(home.path);
    const first = await relay.start();
    await using line = await DeviceLine.open(await ticketFor(home.path, first.nats.url), 400);
    const devices = [0, 1, 2, 3].map(() => new ScriptedDevice());
    for (const device of devices) await line.enrol(device);

    const random = seeded(seed);
    const stop = new AbortController();
    const acked: string[] = [];
    const work = devices.map(async (device) => {
      while (!stop.signal.aborted) {
        const batch = device.cut('ledger', 2);
        if (!(await handUntilAcked(line, batch, stop.signal))) return;
        acked.push(`${device.deviceId} ${batch.first}-${batch.last}`);
      }
    });
    for (let kill = 0; kill < kills; kill += 1) {
      const before = acked.length;
      await expect.poll(() => acked.length, { timeout: 10_000 }).toBeGreaterThan(before + 8);
      await delay(random() * 40);
      await relay.kill();
      const report = await relay.start();
      // The site's server went on; nobody had to connect again.
      expect(report.nats).toMatchObject({ adopted: true, pid: first.nats.pid });
      expect(report.journal.incarnation).toBe(first.journal.incarnation);
    }
    stop.abort();
    await Promise.all(work);
    expect(await relay.stop()).toBe(0);

    const held = await contents(home.path);
    expect(new Set(held).size).toBe(held.length);
    expect(acked.length).toBeGreaterThan(kills * 8);
    const missing = acked.filter((name) => !held.includes(name));
    expect(missing).toEqual([]);
  }, 120_000);
});
