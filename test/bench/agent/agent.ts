import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ticketToText } from '@eucora/protocol';
import { output } from '../../kit/command.ts';
import { startConstellation } from '../../kit/constellation.ts';
import { makeTicket, readSurroundings, relayServers } from '../../swarm/ticket.ts';
import { InvalidRunError } from '../errors.ts';
import { cpuSeconds, residentMib } from '../measure/cpu.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import type { LoadAnswer, LoadTask } from './load.ts';
import { startAgentProgram, type AgentProgram } from './program.ts';

// The relay of this site keeps what it takes: no hub works beside.
const loadedSite = 'vault';
const idleSite = 'hq';
// More than the budget's 10,000, so that a rate above it can be seen.
const eventsPerSecondUsual = 12_000;
const settleMs = 30_000;
const lookEveryMs = 1_000;
const loadedSecondsMax = 60;

/** One agent: what it costs when nothing happens, and what it carries when too much does. */
export async function agentBench(options: BenchOptions): Promise<BenchResult> {
  const { say, seconds } = options;
  await using edge = await startConstellation();
  say('the agent is built as one program and enrolled');
  const around = await readSurroundings(edge.dataDir);
  const ticket = await makeTicket(around, idleSite, 1);
  await using agent = await startAgentProgram(ticket, relayServers(around, idleSite)[0] ?? '');
  say(`it rests for ${seconds} s`);
  const idle = await measureIdle(agent, seconds);
  const { cpuPercent, rssMib } = idle;
  // An hour's figure is not to be lost with what comes after it.
  say(`at rest ${rounded(cpuPercent)} % of a core, ${rounded(rssMib)} MiB`);
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
    program_mb: rounded(agent.bytes / 1e6),
    idle_seconds: seconds,
  };
  return {
    figures,
    table: [['figure', 'value'], ...Object.entries(figures)],
    notes: [
      'idle: the agent as one program with its real collectors on this machine, of one core; rss is the mean of the last tenth',
      'loaded: its spool on disk and its sender, in a process with the flags of the agent; events counted when a relay has them on disk, to the ack of the last',
      'lost: taken by the spool and not acknowledged within 60 s after the end',
    ],
  };
}

/** What it uses while nothing is asked of it, after it has said what the machine is. */
async function measureIdle(agent: AgentProgram, seconds: number) {
  await delay(settleMs);
  const used = () => cpuSeconds([agent.pid]);
  const before = await used();
  const beganMs = performance.now();
  const elapsedMs = (): number => performance.now() - beganMs;
  const samples: number[] = [];
  while (elapsedMs() < 1_000 * seconds) {
    await delay(lookEveryMs);
    if (agent.ended()) throw new InvalidRunError('the agent ended while it was measured');
    samples.push(await residentMib(agent.pid));
  }
  const cpuPercent = (100 * ((await used()) - before)) / (elapsedMs() / 1_000);
  const last = samples.slice(-Math.ceil(samples.length / 10));
  const rssMib = last.reduce((sum, each) => sum + each, 0) / last.length;
  return { cpuPercent, rssMib, peakMib: samples.reduce((a, b) => Math.max(a, b), 0) };
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
