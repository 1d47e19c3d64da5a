/** What is known of the file system that holds a relay's home. Bytes. */
export interface RoomState {
  readonly freeBytes: number;
  /** Below this, intake pauses before the disk is full. */
  readonly floorBytes: number;
  readonly reserveHeld: number;
  readonly reserveWanted: number;
  /** Intake is paused, or a write was refused for lack of space since the last look. */
  readonly paused: boolean;
}
export interface RoomVerdict {
  readonly paused: boolean;
  /** How much must become free before intake goes on; 0 while it is not paused. */
  readonly needBytes: number;
}

const mib = 1024 * 1024;

/** What must be free above the floor before a paused intake goes on, so that it does not flutter. */
export function slackBytes(floorBytes: number): number {
  return Math.min(16 * mib, Math.max(mib, Math.ceil(floorBytes / 8)));
}

/**
 * Decides whether batches may be taken. Without a whole reserve they may not: it is what lets a
 * full disk be tidied, and what is taken now must not use it up.
 */
export function judgeRoom(state: RoomState): RoomVerdict {
  const { freeBytes, floorBytes, reserveHeld, reserveWanted } = state;
  const owed = Math.max(0, reserveWanted - reserveHeld);
  const enough = floorBytes + slackBytes(floorBytes) + owed;
  const paused = owed > 0 || freeBytes < (state.paused ? enough : floorBytes);
  return { paused, needBytes: paused ? Math.max(0, enough - freeBytes) : 0 };
}

/** How much a reserve must hold so that a new journal file with its checkpoint can be written. */
export function reserveBytesFor(checkpointBytes: number): number {
  const twice = Math.ceil((2 * checkpointBytes) / reserveStepBytes) * reserveStepBytes;
  return Math.min(reserveBytesMax, twice + reserveBytesMin);
}

export const reserveStepBytes = 64 * 1024;
const reserveBytesMin = mib;
const reserveBytesMax = 128 * mib;
