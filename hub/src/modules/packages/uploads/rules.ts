/** States of an upload: on its way, whole and waiting for intake, and how it ended. */
export const uploadStates = ['receiving', 'received', 'done', 'refused'] as const;
export type UploadState = (typeof uploadStates)[number];

export const fileNameCharactersMax = 200;
/** Bytes of a client's metadata that are read. */
export const metadataBytesMax = 4_096;
/** One caller's uploads that are not at their end. */
export const openUploadsMax = 20;
/** What stays free on the disk of uploads, for everything else that writes there. */
export const freeBytesMin = 1_073_741_824;

/**
 * Reads tus metadata (tus 1.0, Upload-Metadata): names with their values in base64, separated by
 * commas. Undefined: it is none.
 */
export function readUploadMetadata(text: string): ReadonlyMap<string, string> | undefined {
  if (text.length > metadataBytesMax) return undefined;
  const found = new Map<string, string>();
  for (const pair of text.split(',')) {
    const [name = '', value = '', ...more] = pair.trim().split(' ');
    if (name === '' && value === '') continue;
    const isText = /^[A-Za-z0-9+/]*={0,2}$/.test(value);
    if (name === '' || !isText || more.length > 0 || found.has(name)) return undefined;
    found.set(name, Buffer.from(value, 'base64').toString('utf8'));
  }
  return found;
}

/**
 * The name that a file had on its way, only ever shown: its last part, without what is no visible
 * character. No path is made of it.
 */
export function shownFileName(name: string | undefined): string {
  const last = (name ?? '').toWellFormed().split(/[\\/]/).at(-1) ?? '';
  const clean = last.replaceAll(/\p{C}/gu, '').trim().slice(0, fileNameCharactersMax);
  return clean === '' || /^\.+$/.test(clean) ? 'unnamed' : clean;
}

export interface AppendQuestion {
  readonly state: UploadState;
  readonly bytes: number;
  readonly received: number; // synced
  readonly offset: number; // where the caller goes on
  readonly length: number | undefined; // of what follows, if it was told
}
export type AppendVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: 'ended' | 'wrong_offset' | 'too_long' };

/** May bytes be added here? Only at the very end of what is synced, and no more than announced. */
export function judgeAppend(asked: AppendQuestion): AppendVerdict {
  if (asked.state !== 'receiving') return { ok: false, fault: 'ended' };
  if (asked.offset !== asked.received) return { ok: false, fault: 'wrong_offset' };
  const end = asked.offset + (asked.length ?? 0);
  return end > asked.bytes ? { ok: false, fault: 'too_long' } : { ok: true };
}

/**
 * How many bytes are missing on the disk for one more upload; 0: there is room. What others
 * announced and did not send yet is theirs.
 */
export function missingRoom(room: {
  readonly freeBytes: number;
  readonly promisedBytes: number;
  readonly wantedBytes: number;
}): number {
  const left = room.freeBytes - room.promisedBytes - freeBytesMin;
  return Math.max(0, room.wantedBytes - left);
}
