import type { Build, Ending, Slot, SlotState, Trial } from './slots.ts';

/*
 * The files between a launcher and the versions that it starts. A launcher is as old as the package
 * that brought it, so fields are only ever added here, and what is not known is passed over.
 */

/** What a program on trial leaves behind when it has closed all and ends. */
export interface Proof {
  readonly nonce: string;
  readonly proven: boolean;
  readonly said: string;
}

/** One line of JSON. */
export function writeSlotState(state: SlotState): string {
  return `${JSON.stringify({ format: 1, ...state })}\n`;
}

/** The state of a file's text; null when it is none, as after damage of the disk. */
export function readSlotState(text: string): SlotState | null {
  const value = parsed(text);
  if (!isRecord(value) || typeof value['installed'] !== 'string') return null;
  const good = value['good'] === null ? null : readGood(value['good']);
  const trial = value['trial'] === null ? null : readTrial(value['trial']);
  if (good === undefined || trial === undefined) return null;
  // The slot of the last good version is never written over.
  if (good && good.slot === trial?.slot) return null;
  return { installed: value['installed'], good, trial, last: readEnding(value['last']) };
}

export function writeProof(proof: Proof): string {
  return `${JSON.stringify(proof)}\n`;
}

/** The proof of a file's text; null when it is none. */
export function readProof(text: string): Proof | null {
  const value = parsed(text);
  if (!isRecord(value)) return null;
  const { nonce, proven, said } = value;
  if (typeof nonce !== 'string' || typeof said !== 'string') return null;
  return typeof proven === 'boolean' ? { nonce, proven, said } : null;
}

function readGood(value: unknown): SlotState['good'] | undefined {
  if (!isRecord(value)) return undefined;
  const [slot, build] = [readSlot(value['slot']), readBuild(value['build'])];
  return slot && build ? { slot, build } : undefined;
}

function readTrial(value: unknown): Trial | undefined {
  if (!isRecord(value)) return undefined;
  const [slot, build] = [readSlot(value['slot']), readBuild(value['build'])];
  const { tries, nonce } = value;
  if (!slot || !build || typeof nonce !== 'string') return undefined;
  if (typeof tries !== 'number' || !Number.isSafeInteger(tries) || tries < 0) return undefined;
  return { slot, build, tries, nonce };
}

function readBuild(value: unknown): Build | undefined {
  if (!isRecord(value)) return undefined;
  const { version, sha256, bytes } = value;
  if (typeof version !== 'string' || typeof sha256 !== 'string') return undefined;
  if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 1) return undefined;
  return { version, sha256, bytes };
}

function readEnding(value: unknown): Ending | null {
  if (!isRecord(value)) return null;
  const { version, result, why } = value;
  if (typeof version !== 'string' || typeof why !== 'string') return null;
  return result === 'confirmed' || result === 'returned' ? { version, result, why } : null;
}

function readSlot(value: unknown): Slot | undefined {
  return value === 'a' || value === 'b' ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
