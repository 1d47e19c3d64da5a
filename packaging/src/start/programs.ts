import { dirname, join } from 'node:path';
import { agentNodeOptions } from '../build/agent-options.ts';
import { relayEnvironment, relayNodeOptions } from './relay-options.ts';
import type { StopStep } from '../processes.ts';
import { sites, type Layout, type ServiceName, type SiteId } from './layout.ts';
import type { Ports } from './ports.ts';

/** How one tells that a process serves. */
export type Readiness =
  | { readonly kind: 'http'; readonly url: string }
  /** The file holds the address to ask. */
  | { readonly kind: 'http-from'; readonly file: string }
  | { readonly kind: 'nats'; readonly port: number }
  /** It has stayed alive for so long. */
  | { readonly kind: 'alive'; readonly forMs: number };

/** A program to run: everything about it is decided here, the executor has no choice left. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export interface ServiceProgram extends Program {
  readonly name: ServiceName;
  readonly readiness: Readiness;
  readonly stop: readonly StopStep[];
}

/** What the programs of a start depend on. */
export interface Surroundings {
  readonly root: string;
  readonly node: string;
  readonly natsServer: string;
  readonly consoleDir: string | undefined;
  readonly databaseUrl: string;
  /** For the hub's commands; a hub at work is not told. */
  readonly databaseOwnerUrl: string;
  readonly layout: Layout;
  readonly ports: Ports;
  readonly inherited: Readonly<Record<string, string>>;
  /** Ends the steps of set-up when the user stops the start. */
  readonly stop: AbortSignal;
}

const gently: readonly StopStep[] = [
  { signal: 'SIGTERM', waitMs: 12_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

type ProjectFolder = 'hub' | 'site-relay' | 'endpoint-agent';

/** What the programs are launched with, since V8 fixes it at the start. */
const nodeOptions: Readonly<Record<ProjectFolder, readonly string[]>> = {
  hub: [],
  'site-relay': relayNodeOptions,
  'endpoint-agent': agentNodeOptions,
};

function ofProject(
  around: Surroundings,
  folder: ProjectFolder,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Program {
  // From the second start on nothing is compiled, and Node's type stripper is not even loaded.
  const cache = { NODE_COMPILE_CACHE: around.layout.compileCache(folder) };
  return {
    file: around.node,
    args: [...nodeOptions[folder], join(around.root, folder, 'src', 'main.ts'), ...args],
    env: { ...around.inherited, ...cache, ...env },
    cwd: around.layout.dataDir,
  };
}

export function consoleUrl(ports: Ports): string {
  return `http://127.0.0.1:${ports.console}`;
}

/** The hub's program with any arguments: `run` as a service, others as steps of set-up. */
export function hubProgram(around: Surroundings, args: readonly string[]): Program {
  const { layout, ports } = around;
  return ofProject(around, 'hub', args, {
    EUCORA_DATABASE_URL: around.databaseUrl,
    EUCORA_DATABASE_DIR: join(layout.postgresDir, 'cluster'),
    ...(args[0] === 'run' ? {} : { EUCORA_DATABASE_OWNER_URL: around.databaseOwnerUrl }),
    EUCORA_NATS_URL: `tls://127.0.0.1:${ports['hub-nats']}`,
    EUCORA_HUB_HOME: layout.hubHome,
    EUCORA_HOST: '127.0.0.1',
    EUCORA_PORT: String(ports.console),
    EUCORA_DOOR_PORT: String(ports['hub-door']),
    EUCORA_PUBLIC_URL: consoleUrl(ports),
    EUCORA_ADMIN_TOKEN_FILE: layout.adminToken,
    EUCORA_NATS_AUTH_FILE: layout.natsAuth,
    EUCORA_NATS_PID_FILE: layout.pidFile('hub-nats'),
    ...(around.consoleDir === undefined ? {} : { EUCORA_UI_DIR: around.consoleDir }),
    ...(args[0] === 'run' ? { EUCORA_PID_FILE: layout.pidFile('hub') } : {}),
  });
}

/** A relay's program. The vault's relay is never told of the hub: its site has no wire. */
export function relayProgram(around: Surroundings, site: SiteId, args: readonly string[]): Program {
  const { layout, ports } = around;
  const isConnected = sites.some(({ id, class: kind }) => id === site && kind !== 'air_gapped');
  return ofProject(around, 'site-relay', args, {
    ...relayEnvironment,
    EUCORA_RELAY_HOME: layout.relayHome(site),
    EUCORA_NATS_SERVER: around.natsServer,
    EUCORA_RELAY_NATS_PORT: String(ports[`relay-${site}-nats`]),
    EUCORA_RELAY_STATUS_PORT: String(ports[`relay-${site}-status`]),
    EUCORA_RELAY_DOOR_PORT: String(ports[`relay-${site}-door`]),
    EUCORA_RELAY_NATS_PID_FILE: layout.pidFile(`relay-${site}-nats`),
    ...(isConnected ? { EUCORA_HUB_NATS_URL: `tls://127.0.0.1:${ports['hub-nats']}` } : {}),
    ...(args[0] === 'run' ? { EUCORA_PID_FILE: layout.pidFile(`relay-${site}`) } : {}),
  });
}

/** This machine's agent, at the head office. */
export function agentProgram(around: Surroundings, args: readonly string[]): Program {
  const { layout, ports } = around;
  return ofProject(around, 'endpoint-agent', args, {
    EUCORA_AGENT_HOME: layout.agentHome,
    EUCORA_AGENT_KEYS: layout.agentKeys,
    // Ports may change between starts; the ticket's addresses would then be stale.
    EUCORA_AGENT_RECONNECT_SECONDS: '2', // one device has no crowd to stay out of
    EUCORA_RELAY_URLS: `nats://127.0.0.1:${ports['relay-hq-nats']}`,
    EUCORA_RELAY_DOORS: `https://127.0.0.1:${ports['relay-hq-door']}`,
    ...(args[0] === 'run' ? { EUCORA_PID_FILE: layout.pidFile('agent') } : {}),
  });
}

export function natsService(around: Surroundings): ServiceProgram {
  return {
    name: 'hub-nats',
    file: around.natsServer,
    args: ['-c', around.layout.natsConfig],
    env: around.inherited,
    cwd: around.layout.natsDir,
    readiness: { kind: 'nats', port: around.ports['hub-nats'] },
    stop: gently,
  };
}

export function hubService(around: Surroundings): ServiceProgram {
  const url = `${consoleUrl(around.ports)}/healthz`;
  const readiness = { kind: 'http', url } as const;
  return { ...hubProgram(around, ['run']), name: 'hub', readiness, stop: gently };
}

export function relayService(around: Surroundings, site: SiteId): ServiceProgram {
  const file = join(around.layout.relayHome(site), 'status-url');
  const readiness = { kind: 'http-from', file } as const;
  const program = relayProgram(around, site, ['run']);
  return { ...program, name: `relay-${site}`, readiness, stop: gently };
}

export function agentService(around: Surroundings): ServiceProgram {
  const readiness = { kind: 'alive', forMs: 1_500 } as const;
  return { ...agentProgram(around, ['run']), name: 'agent', readiness, stop: gently };
}

function quoted(path: string): string {
  return JSON.stringify(path);
}

/** Configuration of the hub's nats-server; who may do what is in the file that the hub writes. */
export function natsConfig(layout: Layout, port: number): string {
  const pki = (name: string) => quoted(join(layout.hubHome, 'pki', name));
  return [
    '# Written at every start; edit nothing here.',
    `listen: "127.0.0.1:${port}"`,
    'server_name: "eucora-hub"',
    `pid_file: ${quoted(layout.pidFile('hub-nats'))}`,
    'max_payload: 8MB',
    'write_deadline: "10s"',
    'tls {',
    `  cert_file: ${pki('hub.pem')}`,
    `  key_file: ${pki('hub-key.pem')}`,
    `  ca_file: ${pki('authority.pem')}`,
    '  verify: true',
    '  min_version: "1.3"',
    '  timeout: 30',
    '}',
    `jetstream { store_dir: ${quoted(join(dirname(layout.natsConfig), 'jetstream'))}, max_file_store: 64GB, sync_interval: "2s" }`,
    `include "./auth.conf"`,
    '',
  ].join('\n');
}
