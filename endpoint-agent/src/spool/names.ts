import { basename } from 'node:path';
import type { Id } from '@eucora/protocol';

/** What a file's name says of it. */
export interface SpoolFileName {
  readonly kind: 'open' | 'batches';
  readonly no: number;
  /** Repeated from the header, which may be damaged; names of older versions lack it. */
  readonly fileId: Id | undefined;
}

const pattern = /^(open|batches)-(\d{10})(?:-([0-9a-f]{32}))?$/;

/** Reads a name or path; null for a file that is none of the spool's. */
export function parseSpoolName(path: string): SpoolFileName | null {
  const [, kind, no, fileId] = pattern.exec(basename(path)) ?? [];
  if (kind !== 'open' && kind !== 'batches') return null;
  return { kind, no: Number(no), fileId };
}

/** Files of a kind are numbered in the order in which they were begun, over all lanes. */
export function spoolFileName(kind: SpoolFileName['kind'], no: number, fileId: Id): string {
  return `${kind}-${String(no).padStart(10, '0')}-${fileId}`;
}
