import { createHash } from 'node:crypto';

/** A fact for the record: who did what to what, and the particulars. */
export interface AuditFact {
  readonly actor: string;
  readonly action: string; // dotted, `segment.refused`
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}
/** A fact with its place in the chain. */
export interface ChainedEntry {
  readonly position: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
}

/** What the first entry follows. */
export const genesisHash: Uint8Array = new Uint8Array(32);

/** JSON with the keys of every object in order, so that one value has one text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/**
 * SHA-256 over the hash before and the entry: changing or removing any entry breaks all later ones.
 */
export function chainHash(previous: Uint8Array, entry: ChainedEntry): Uint8Array {
  const { position, at, actor, action, subject, detail } = entry;
  const text = canonicalJson([position, at.toISOString(), actor, action, subject, detail]);
  return createHash('sha256').update(previous).update(text).digest();
}
