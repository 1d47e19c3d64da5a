import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticketFromText, type EnrolmentTicket } from '@eucora/protocol';
import { relayEnvironment, relayNodeOptions } from '@eucora/packaging';
import { admitHome, siteCommand, tlsEnvironment } from '../../edge/site.ts';
import { output, programOf } from '../../kit/command.ts';
import { makeSitePki, type SitePki } from '../../kit/site-pki.ts';
import { until } from '../../kit/until.ts';
import type { Servers } from '../edge/servers.ts';

/** A relay in a process of its own, launched as a site launches it, which never meets a hub. */
export interface BenchSite extends AsyncDisposable {
  readonly site: string;
  readonly port: number;
  readonly pki: SitePki | undefined;
  readonly servers: Servers;
  ticket(uses: number): Promise<EnrolmentTicket>;
}
export interface BenchSiteOptions {
  readonly tls: boolean;
  /** Folder for a CPU profile of the relay, written when it stops. */
  readonly profile: string | undefined;
}

const site = 'vault';

/** Makes a site in a directory of its own and starts its relay. */
export async function startBenchSite(options: BenchSiteOptions): Promise<BenchSite> {
  await using made = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'eucora-bench-'));
  made.defer(() => rm(directory, { recursive: true, force: true }));
  const pki = options.tls ? await makeSitePki(join(directory, 'pki'), site) : undefined;
  const env = {
    ...(await admitHome(directory, site)),
    ...relayEnvironment,
    EUCORA_LOG_LEVEL: 'warn',
    NODE_COMPILE_CACHE: join(directory, 'compile-cache'),
    ...(pki && tlsEnvironment('EUCORA_RELAY', pki.relay)),
  };
  const home = env.EUCORA_RELAY_HOME;
  // As after the first start of a relay: nothing is left to compile.
  await output(process.execPath, [programOf('site-relay'), 'help'], { env });
  const { profile } = options;
  const profiling = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const args = [...relayNodeOptions, ...profiling];
  const relay = spawn(process.execPath, [...args, programOf('site-relay'), 'run'], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  made.defer(() => end(relay));
  const read = async (name: string): Promise<string> => {
    if (relay.exitCode !== null) throw new Error('the relay ended');
    return (await readFile(join(home, name), 'utf8')).trim();
  };
  await until('the relay serves', () => read('status-url'), { withinMs: 60_000 });
  const nats = Number(await read(join('nats', 'nats.pid')));
  const ticket = async (uses: number): Promise<EnrolmentTicket> =>
    ticketFromText(await siteCommand(['ticket', 'create', '--uses', String(uses)], env));
  const [url = ''] = (await ticket(1)).urls;
  const pids = new Map([
    ['relay-vault', relay.pid ?? 0],
    ['relay-vault-nats', nats],
  ] as const);
  const owned = made.move();
  return {
    site,
    port: Number(new URL(url).port),
    pki,
    servers: { pids },
    ticket,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
