import { UnavailableError } from '../platform/errors.ts';
import { sqlState } from '../platform/db.ts';
import { BusyError } from './batches.ts';

/**
 * What a failure to take a segment means for it.
 * - `busy`: it waits for other segments, and comes again later;
 * - `away`: database or broker is down or overloaded: nobody's segment is at fault, all wait;
 * - `ours`: this program can't take this segment: the fifth time the devices whose batches cause it
 *   are quarantined (`isolate.ts`); where none alone does, the segment is set aside.
 */
export type FailureKind = 'busy' | 'away' | 'ours';

// Classes of SQLSTATE that say nothing about the statement: connection, resources, operator.
const awayClasses = new Set(['08', '53', '57', '58']);
// Serialization failure, deadlock, lock timeout, read-only (a standby after a failover).
const awayStates = new Set(['40001', '40P01', '55P03', '25006']);
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'ENOENT',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** Sorts a failure. Unknown ones are ours: a defect must not look like an outage. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof BusyError) return 'busy';
  if (error instanceof UnavailableError) return 'away';
  const state = sqlState(error);
  if (state !== undefined) {
    return awayClasses.has(state.slice(0, 2)) || awayStates.has(state) ? 'away' : 'ours';
  }
  if (!(error instanceof Error)) return 'ours';
  if ('code' in error && typeof error.code === 'string' && socketCodes.has(error.code)) {
    return 'away';
  }
  // pg raises plain errors when the server goes while a statement runs.
  if (/^(?:Connection terminated|Client has encountered a connection error)/.test(error.message)) {
    return 'away';
  }
  if (/not queryable|timeout (?:exceeded|expired)|Cannot use a pool after/.test(error.message)) {
    return 'away';
  }
  return error.cause === undefined ? 'ours' : failureKind(error.cause);
}

/** At this failure of ours devices are isolated, or where that does not help the segment set aside. */
export const failuresMax = 5;

/** How long everybody waits after the n-th time in a row that something was away, ms. */
export function awayPauseMs(times: number): number {
  return Math.min(5_000, 100 * 2 ** Math.min(times, 6));
}
