import type { DeviceId, Incarnation, JournalPosition, Lane } from '@eucora/protocol';

/** A batch that a relay does not have yet. */
export interface OutgoingBatch {
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly isVoid: boolean;
  readonly bytes: Uint8Array; // signed; the same for ever
  /** Size of the batch that follows in this stream, where it is at hand; 0: it is offered later. */
  readonly nextBytes: number;
  /** The hub has the stream up to here; what lies between it and this batch, the relay must have. */
  readonly committed: number;
  /**
   * Of a batch that this process cut: the newest number of its stream that was ever cut here. Null
   * where others may rightly know more: older batches, and streams that were closed.
   */
  readonly cutThrough: number | null;
}
/** What the sender needs of the place where batches wait: a spool on disk or one in memory. */
export interface Outbox {
  readonly deviceId: DeviceId;
  /** The oldest batch that was not acknowledged; null when all are. */
  nextOutgoing(lane: Lane): Promise<OutgoingBatch | null>;
  /** The newest journal position that a relay showed for this lane. */
  seen(lane: Lane): JournalPosition | null;
  /** The relay has this batch; `position` where it shows one. */
  acknowledged(batch: OutgoingBatch, position: JournalPosition | null): void;
  /** The hub has all up to `through`: trimmed as far as it was acknowledged to this device. */
  committed(batch: OutgoingBatch, through: number): Promise<void>;
  /** Another relay or journal: all lanes offer again what the hub has not committed. */
  rewind(lane: Lane, head: JournalPosition): void;
  /** The relay has less of this stream than it acknowledged: go on behind what it has. */
  resumeFrom(batch: OutgoingBatch, through: number): void;
  /**
   * The relay knows another history under this batch's numbers: begins an incarnation and moves there
   * what this stream has not had acknowledged.
   */
  reincarnate(batch: OutgoingBatch): Promise<void>;
  /** The relay will never take this batch: a void stands in its place from now on. */
  giveUp(batch: OutgoingBatch): Promise<void>;
  /** Resolves when `nextOutgoing` is worth asking; rejects when aborted. */
  work(lane: Lane, signal: AbortSignal): Promise<void>;
  /** Whether a relay is in reach: linger counts only then. */
  setConnected(connected: boolean): void;
}
