import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relayEnvironment, relayNodeOptions } from '@eucora/packaging';
import { until } from '../../kit/until.ts';
import { InvalidRunError } from '../errors.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';

interface Wanted {
  readonly sha256: string;
  readonly bytes: number;
  readonly targetPath: string;
  readonly chunks: string;
}
interface HubSaid {
  readonly env: Readonly<Record<string, string>>;
  readonly wanted: Wanted;
  readonly authorityFile: string;
}
interface RelaySaid {
  readonly natsUrl: string;
  readonly doors: readonly string[];
}
export interface DeviceTask {
  readonly env: Readonly<Record<string, string>>;
  readonly at: RelaySaid;
  readonly authorityFile: string;
  readonly dir: string;
  readonly wanted: Wanted;
}

const mibBytes = 1_048_576;
const hoursMs = 6 * 3_600_000;

/**
 * One large artifact from the hub's store over a relay to a device, each a process of its own; relay
 * and device are killed once in the middle, and go on.
 */
export async function deliveryBench({ mib, say }: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'eucora-bench-delivery-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await checkRoom(folder, mib);
  say(`the hub publishes ${mib} MiB`);
  const script = (name: string): string => join(import.meta.dirname, name);
  const hub = fork(script('hub-process.ts'), [folder, String(mib)]);
  stack.defer(async () => {
    const ended = once(hub, 'exit');
    hub.disconnect();
    await ended;
  });
  const [said] = await once(hub, 'message');
  const { env: base, wanted, authorityFile }: HubSaid = said;
  const env = { ...base, EUCORA_RELAY_UPLINK_BYTES_PER_SECOND: '0' };
  const list = join(folder, 'wanted.json');
  await writeFile(list, JSON.stringify([wanted]));
  const peaks = { hub: 0, relay: 0, agent: 0 };
  const note = async (name: keyof typeof peaks, { pid = 0 }: ChildProcess): Promise<void> => {
    peaks[name] = Math.max(peaks[name], await peakMib(pid));
  };

  say('the relay fetches it, and is killed in the middle');
  const cache = join(folder, 'relay', 'cache');
  const relayMs = performance.now();
  let relay = await startRelay(env, list);
  await heldAbove(cache, wanted.bytes * 0.4);
  await note('relay', relay.child);
  relay.child.kill('SIGKILL');
  await once(relay.child, 'exit');
  relay = await startRelay(env, list);
  stack.defer(async () => {
    const ended = once(relay.child, 'exit');
    relay.child.kill('SIGTERM');
    await ended;
  });
  await heldAbove(cache, wanted.bytes, '.art');
  const relaySeconds = (performance.now() - relayMs) / 1_000;
  await note('hub', hub);
  await note('relay', relay.child);

  say('a device fetches it, and is killed in the middle');
  const dir = join(folder, 'device');
  const task: DeviceTask = { env, at: relay.said, authorityFile, dir, wanted };
  const deviceMs = performance.now();
  // As agents are launched.
  const execArgv = ['--max-semi-space-size=1'];
  const startDevice = (): ChildProcess =>
    fork(script('device-process.ts'), [JSON.stringify(task)], { execArgv });
  let device = startDevice();
  await heldAbove(dir, wanted.bytes * 0.4);
  await note('agent', device);
  device.kill('SIGKILL');
  await once(device, 'exit');
  device = startDevice();
  const ended = once(device, 'exit');
  device.on('message', () => void note('agent', device));
  await ended;
  const agentSeconds = (performance.now() - deviceMs) / 1_000;
  await note('relay', relay.child);
  const { size } = await stat(join(dir, wanted.sha256));
  if (size !== wanted.bytes) throw new InvalidRunError('the device has another file');
  return resultOf({ mib, relaySeconds, agentSeconds, peaks });
}

function resultOf(run: {
  readonly mib: number;
  readonly relaySeconds: number;
  readonly agentSeconds: number;
  readonly peaks: Readonly<Record<'hub' | 'relay' | 'agent', number>>;
}): BenchResult {
  const { mib, relaySeconds, agentSeconds, peaks } = run;
  const figures = {
    mib,
    relay_seconds: rounded(relaySeconds),
    relay_mib_per_second: rounded(mib / relaySeconds),
    agent_seconds: rounded(agentSeconds),
    agent_mib_per_second: rounded(mib / agentSeconds),
    hub_peak_rss_mb: peaks.hub,
    relay_peak_rss_mb: peaks.relay,
    agent_peak_rss_mb: peaks.agent,
  };
  return {
    figures,
    table: [['figure', 'value'], ...Object.entries(figures).map(([k, v]) => [k, String(v)])],
    notes: [
      'each a process of its own, over TLS on this machine; relay and agent were killed once at 40 %',
      'times are with both starts, the chunks’ hashes and a last reading of the whole',
      'peak: VmHWM, the highest resident memory that the process ever had',
    ],
  };
}

/** Three times the artifact lies on this disk in the end. */
async function checkRoom(folder: string, mib: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const need = 3.5 * mib * mibBytes;
  if (bavail * bsize < need) {
    throw new InvalidRunError(`${mib} MiB need ${Math.ceil(need / 1e9)} GB free in ${folder}`);
  }
}

async function startRelay(
  env: Readonly<Record<string, string>>,
  list: string,
): Promise<{ readonly child: ChildProcess; readonly said: RelaySaid }> {
  const program = join(import.meta.dirname, '..', '..', 'delivery', 'relay-life.ts');
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, [...relayNodeOptions, program, list], {
    env: { ...env, ...relayEnvironment },
    stdio: [...stdio],
  });
  const [line] = await once(child.stdout, 'data');
  const said: RelaySaid = JSON.parse(String(line));
  return { child, said };
}

/** A file of that ending, or of any, has so many bytes. */
function heldAbove(folder: string, bytes: number, ending = ''): Promise<true> {
  const look = async (): Promise<boolean> => {
    const names = await readdir(folder).catch(() => []);
    const found = names.filter((each) => each.endsWith(ending));
    const sizes = await Promise.all(
      found.map(async (name) => (await stat(join(folder, name))).size),
    );
    return sizes.some((size) => size >= bytes);
  };
  return until(`${bytes} bytes lie in ${folder}`, look, { withinMs: hoursMs, everyMs: 100 });
}

/** Highest resident memory of a process so far, MiB; 0: it is not there any more. */
async function peakMib(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1_024);
}
