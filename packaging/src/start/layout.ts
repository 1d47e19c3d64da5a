import { join } from 'node:path';

/** The processes of a start, in the order in which they come up. */
export const serviceNames = [
  'hub-postgres',
  'hub-nats',
  'hub',
  'relay-hq',
  'relay-vault',
  'agent',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The sites of a start: one that is always reachable and one that never is. */
export const sites = [
  { id: 'hq', class: 'online', name: 'Head office' },
  { id: 'vault', class: 'air_gapped', name: 'Vault' },
] as const;
export type SiteId = (typeof sites)[number]['id'];

/** Where everything lies in the data directory. */
export function createLayout(dataDir: string) {
  const under = (...parts: string[]) => join(dataDir, ...parts);
  return {
    dataDir,
    lock: under('run', 'supervisor.lock'),
    ports: under('run', 'ports.json'),
    runDir: under('run'),
    logsDir: under('logs'),
    adminToken: under('admin-token'),
    hubHome: under('hub'),
    natsDir: under('hub-nats'),
    natsConfig: under('hub-nats', 'nats.conf'),
    natsAuth: under('hub-nats', 'auth.conf'),
    postgresDir: under('hub-postgres'),
    relayHome: (site: SiteId) => under(`relay-${site}`),
    agentHome: under('agent'),
    agentKeys: under('agent-keys'),
    ticket: under('run', 'agent-ticket'),
    compileCache: (program: string) => under('compile-cache', program),
    pidFile: (name: string) => under('run', `${name}.pid`),
    logFile: (name: string) => under('logs', `${name}.log`),
  };
}
export type Layout = ReturnType<typeof createLayout>;
