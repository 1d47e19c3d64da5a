import { createDigest, digestText, type DeviceId, type Lane } from '@eucora/protocol';
import type { LedgerRow } from '../kit/api.ts';

/** What the hub says it has of one lane of one incarnation of a device. */
export interface StreamRow {
  readonly incarnation: string;
  readonly lane: Lane;
  readonly through: number;
  readonly events_committed: number;
  readonly events_rejected: number;
  readonly events_void: number;
}
/** What a device's own spool says that it has stated and made durable. */
export interface SpoolRow {
  readonly incarnation: string;
  readonly lane: Lane;
  /** Highest sequence number given out. */
  readonly stated: number;
}

/**
 * Compares a device's spool with the hub. Every number up to the hub's mark must be committed
 * exactly once, and the mark must have reached what the spool had stated. Names each fault.
 */
export function compareSpool(spool: readonly SpoolRow[], hub: readonly StreamRow[]): string[] {
  const faults: string[] = [];
  for (const { incarnation, lane, through, ...counts } of hub) {
    const { events_committed, events_rejected, events_void } = counts;
    if (events_committed === through && events_rejected === 0 && events_void === 0) continue;
    faults.push(`${lane} of ${incarnation}: through ${through} but ${JSON.stringify(counts)}`);
  }
  for (const { incarnation, lane, stated } of spool) {
    const row = hub.find((each) => each.incarnation === incarnation && each.lane === lane);
    const through = row?.through ?? 0;
    if (through >= stated) continue;
    faults.push(`${lane} of ${incarnation}: the spool has ${stated}, the hub ${through}`);
  }
  return faults;
}

/** Digest of everything that a device's streams should hold, from their marks alone. */
export function digestOfStreams(deviceId: DeviceId, streams: readonly StreamRow[]): bigint {
  return streams.reduce((sum, { incarnation, lane, through }) => {
    const digest = createDigest(deviceId, incarnation);
    digest.add(lane, 1, through);
    return sum + digest.value;
  }, 0n);
}

/**
 * A site's ledger must hold the events of the swarms and the agent's and nothing else: count and
 * digest of the whole equal the sum of all. Returns undefined when they do.
 */
export function compareSite(
  site: LedgerRow | undefined,
  swarms: readonly { readonly acked: number; readonly digest: string }[],
  agent: { readonly deviceId: DeviceId; readonly streams: readonly StreamRow[] },
): string | undefined {
  const acked = swarms.reduce((sum, swarm) => sum + swarm.acked, 0);
  const count = agent.streams.reduce((sum, { through }) => sum + through, acked);
  const digest = digestText(
    ...swarms.map((swarm) => BigInt(`0x${swarm.digest}`)),
    digestOfStreams(agent.deviceId, agent.streams),
  );
  if (site?.events_committed === count && site.digest === digest) return undefined;
  const found = `${site?.events_committed ?? 0} events, digest ${site?.digest ?? '-'}`;
  return `the site's ledger has ${found}; swarms and agent together make ${count}, ${digest}`;
}
