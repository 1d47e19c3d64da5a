import type { Lane } from '@eucora/protocol';

/** One value for each lane. */
export function perLane<T>(make: (lane: Lane) => T): Record<Lane, T> {
  return { urgent: make('urgent'), ledger: make('ledger'), bulk: make('bulk') };
}

/** The same, made one after the other. */
export async function perLaneInTurn<T>(make: (lane: Lane) => Promise<T>): Promise<Record<Lane, T>> {
  return { urgent: await make('urgent'), ledger: await make('ledger'), bulk: await make('bulk') };
}
