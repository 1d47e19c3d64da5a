import type { Lane, NumberedEvent, TimeAnchor } from '@eucora/protocol';
import type { Tx } from './db.ts';

/** The part of one batch that is new to the ledger. */
export interface AcceptedBatch {
  readonly siteId: string;
  readonly deviceId: string;
  readonly deviceNo: number;
  readonly incarnation: string;
  /** The incarnation that this one continues, where the batch says so (its first one does). */
  readonly parentIncarnation: string | null;
  readonly lane: Lane;
  readonly simulated: boolean;
  /** The boots that the batch's events refer to, each tied to real time. */
  readonly anchors: readonly TimeAnchor[];
  /** Committed events; true time lies in [loMs, hiMs], Unix ms; hiMs null: unbounded above. */
  readonly events: readonly NumberedEvent[];
  readonly receivedAt: Date;
}
/**
 * Keeps current state from accepted events. Called inside the transaction that commits them, with
 * batches in device order and, per device and lane, in sequence order; across transactions batches
 * come in any order, so the outcome must not depend on it.
 */
export interface Fold {
  readonly name: string;
  apply(tx: Tx, batches: readonly AcceptedBatch[]): Promise<void>;
  /** Reads again what hangs on which incarnation is current: somebody decided about that. */
  refresh?(tx: Tx, deviceNos: readonly number[]): Promise<void>;
}
