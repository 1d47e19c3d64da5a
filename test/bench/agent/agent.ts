import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ticketToText } from '@eucora/protocol';
import { output } from '../../kit/command.ts';
import { startConstellation } from '../../kit/constellation.ts';
import { makeTicket, readSurroundings, relayServers } from '../../swarm/ticket.ts';
import {
  cpuBetween,
  findServers,
  memoryMib,
  readCpu,
  total,
  watchMemory,
} from '../edge/servers.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import type { LoadAnswer, LoadTask } from './load.ts';

// The relay of this site keeps what it takes: no hub works beside.
const loadedSite = 'vault';
const eventsPerSecondUsual = 10_000;
const settleMs = 15_000;
const loadedSecondsMax = 60;

/** One agent: what it costs when nothing happens, and what it carries when too much does. */
export async function agentBench(options: BenchOptions): Promise<BenchResult> {
  const { say, seconds } = options;
  await using edge = await startConstellation();
  say(`the agent of this machine at rest, for ${seconds} s`);
  const idle = await measureIdle(edge.dataDir, seconds);
  say('an agent under load');
  const loaded = await measureLoaded(edge.dataDir, options);
  const figures = {
    events_per_second: Math.round(loaded.acknowledged / loaded.seconds),
    lost: loaded.appended - loaded.acknowledged,
    cpu_percent_idle: rounded(idle.cpuPercent),
    rss_mb_idle: rounded(idle.rssMib),
    rss_mb_peak: rounded(Math.max(idle.peakMib, loaded.rssPeakMib)),
    rss_mb_peak_idle: rounded(idle.peakMib),
    cpu_percent_loaded: rounded((100 * loaded.cpuSeconds) / loaded.seconds),
    idle_seconds: seconds,
  };
  return {
    figures,
    table: [['figure', 'value'], ...Object.entries(figures)],
    notes: [
      'idle: the real agent with its real collectors on this machine, beside a running constellation, of one core',
      'loaded: its spool on disk and its sender, in a process with the flags of the agent; events counted when a relay has them on disk',
      'lost: taken by the spool and not acknowledged within 60 s after the end',
    ],
  };
}

async function measureIdle(dataDir: string, seconds: number) {
  await delay(settleMs);
  const servers = await findServers(dataDir, ['agent']);
  await using memory = watchMemory(servers);
  const before = await readCpu(servers);
  const beganMs = performance.now();
  await delay(1_000 * seconds);
  const used = total(cpuBetween(before, await readCpu(servers)).values());
  const cpuPercent = (100 * used) / ((performance.now() - beganMs) / 1_000);
  return { cpuPercent, rssMib: await memoryMib(servers), peakMib: memory.peakMib() };
}

async function measureLoaded(dataDir: string, options: BenchOptions): Promise<LoadAnswer> {
  const around = await readSurroundings(dataDir);
  const directory = await mkdtemp(join(tmpdir(), 'eucora-spool-'));
  try {
    const task: LoadTask = {
      ticket: ticketToText(await makeTicket(around, loadedSite, 1)),
      server: relayServers(around, loadedSite)[0] ?? '',
      directory,
      eventsPerSecond: options.eventsPerSecond ?? eventsPerSecondUsual,
      seconds: Math.min(loadedSecondsMax, options.seconds),
    };
    const program = fileURLToPath(new URL('load.ts', import.meta.url));
    const text = await output(process.execPath, [program, JSON.stringify(task)], {
      timeoutMs: 300_000,
    });
    return JSON.parse(text) as LoadAnswer;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
