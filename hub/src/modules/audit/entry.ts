import { sha256 } from '@eucora/protocol';

/** A fact for the record: who did what to what, and the particulars. */
export interface AuditFact {
  readonly actor: string;
  readonly action: string; // dotted, `segment.refused`
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}
/** How it went: done, turned away, or found wrong. */
export const outcomes = ['done', 'refused', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** Which site a fact is about; the same as `audit.site_of` in SQL, by which verifying compares. */
export function siteOf({ action, subject, detail }: AuditFact): string | null {
  const site = detail?.['site'];
  if (site !== undefined && site !== null) {
    return typeof site === 'string' ? site : JSON.stringify(site);
  }
  const isAboutSite = /^(?:site|segment|journal)[.]/.test(action);
  return isAboutSite || action === 'audit.contradicted' ? subject : null;
}

/** How it went by the fact itself; the same as `audit.outcome_of` in SQL. */
export function outcomeOf({ action, detail }: AuditFact): Outcome {
  if (/[.](?:refused|not_kept|set_aside)$/.test(action)) return 'refused';
  const isFound = /[.](?:failed|contradicted)$/.test(action) || detail?.['whole'] === false;
  return isFound ? 'failed' : 'done';
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
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  const inOrder = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, member] of inOrder) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

/**
 * SHA-256 over the hash before and the entry: changing or removing any entry breaks all later ones.
 */
export function chainHash(previous: Uint8Array, entry: ChainedEntry): Uint8Array {
  const { position, at, actor, action, subject, detail } = entry;
  const text = canonicalJson([position, at.toISOString(), actor, action, subject, detail]);
  return sha256(previous, Buffer.from(text));
}
