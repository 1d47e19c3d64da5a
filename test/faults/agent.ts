import { lanes, type DeviceId, type Incarnation, type Lane } from '@eucora/protocol';
import type { ApiClient, LedgerRow } from '../kit/api.ts';
import type { Constellation } from '../kit/constellation.ts';
import { signalProcess } from '../kit/processes.ts';
import { agentCommand } from '../kit/programs.ts';
import { until } from '../kit/until.ts';
import type { SwarmResult } from '../swarm/swarm.ts';
import { agreeWithinMs } from './limits.ts';
import { compareSite, compareSpool, type SpoolRow, type StreamRow } from './oracle.ts';

/** This machine's agent as its own spool has it. */
export interface AgentReading {
  readonly deviceId: DeviceId;
  readonly spool: readonly SpoolRow[];
  /** Of that, what a relay has acked. */
  readonly forwarded: readonly SpoolRow[];
}

interface AgentStatus {
  readonly device_id: DeviceId;
  readonly as_of: string | null;
  readonly spool: {
    readonly incarnation: Incarnation;
    readonly lanes: Readonly<
      Record<Lane, { readonly accepted: number; readonly forwarded: number }>
    >;
  } | null;
}

/**
 * Ends the agent in order, so that it notes exactly what its spool holds, and reads that note. The
 * supervisor starts it again.
 */
export async function readAgent(dataDir: string): Promise<AgentReading> {
  const askedMs = Date.now();
  await signalProcess(dataDir, 'agent', 'SIGTERM');
  return until('the agent has noted what its spool holds', async () => {
    const text = await agentCommand(dataDir, ['status', '--json']);
    const { as_of, device_id, spool } = JSON.parse(text) as AgentStatus;
    if (!spool || Date.parse(as_of ?? '') < askedMs) return undefined;
    const { incarnation } = spool;
    const rows = (of: 'accepted' | 'forwarded') =>
      lanes.map((lane) => ({ incarnation, lane, stated: spool.lanes[lane][of] }));
    return { deviceId: device_id, spool: rows('accepted'), forwarded: rows('forwarded') };
  });
}

/** What the hub has of a device, stream by stream. */
export async function readAgentStreams(
  api: ApiClient,
  deviceId: DeviceId,
): Promise<readonly StreamRow[]> {
  const path = `/api/devices/${deviceId}/`;
  return (await api.get<{ readonly streams: readonly StreamRow[] }>(path)).streams;
}

/**
 * This machine's own agent, whose spool is the oracle. It goes on living, so its marks and the
 * site's ledger are read until they fit one another.
 */
export async function agentFaults(
  edge: Constellation,
  site: string,
  fleets: readonly SwarmResult[],
  signal: AbortSignal,
): Promise<string[]> {
  const agent = await readAgent(edge.dataDir);
  let faults = ['no moment was found at which the marks of the agent stood still'];
  const agrees = async (): Promise<boolean> => {
    const before = await readAgentStreams(edge.api, agent.deviceId);
    const rows = await edge.api.all<LedgerRow>('/api/telemetry/ledger/');
    const row = rows.find(({ site_id }) => site_id === site);
    const after = await readAgentStreams(edge.api, agent.deviceId);
    if (JSON.stringify(before) !== JSON.stringify(after)) return false;
    const whole = compareSite(row, fleets, { deviceId: agent.deviceId, streams: after });
    faults = [...compareSpool(agent.spool, after), ...(whole ? [whole] : [])];
    return faults.length === 0;
  };
  const wait = { withinMs: agreeWithinMs, everyMs: 500, signal };
  await until("the hub agrees with the agent's spool", agrees, wait).catch(() => undefined);
  return faults;
}
