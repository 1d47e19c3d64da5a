import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

/** What was erased, by random ids alone, and which of the hub's box keys are destroyed for it. */
export const Erased = Type.Union([
  Type.Object({ subject: Type.String({ pattern: '^[0-9a-f]{32}$' }), at: Type.String() }),
  Type.Object({ account: Type.String({ pattern: '^[0-9a-f-]{36}$' }), at: Type.String() }),
  Type.Object({ box: Type.Integer({ minimum: 1 }), at: Type.String() }),
]);
export type Erased = Static<typeof Erased>;

/**
 * The list of what was erased, outside the database and on another failure domain, so that a backup
 * that is older than an erasure does not undo it.
 */
export interface ErasureBook {
  /** Adds to the list, durably, before the database says that it was erased. */
  add(erased: readonly Erased[]): Promise<void>;
  /** All that was ever added. */
  read(): Promise<readonly Erased[]>;
}

function idOf(erased: Erased): string {
  if ('subject' in erased) return `subject ${erased.subject}`;
  return 'account' in erased ? `account ${erased.account}` : `box ${erased.box}`;
}

/** Two lists as one: each id once, with the moment at which it was erased first. */
export function mergeErased(a: readonly Erased[], b: readonly Erased[]): readonly Erased[] {
  const merged = new Map<string, Erased>();
  for (const erased of [...a, ...b]) {
    const id = idOf(erased);
    const known = merged.get(id);
    if (!known || Date.parse(erased.at) < Date.parse(known.at)) merged.set(id, erased);
  }
  return [...merged.values()];
}

/** Is each of `wanted` in the list? */
export function holdsAll(list: readonly Erased[], wanted: readonly Erased[]): boolean {
  const ids = new Set(list.map(idOf));
  return wanted.every((erased) => ids.has(idOf(erased)));
}

/** The list as lines of JSON. */
export function erasedText(list: readonly Erased[]): string {
  return list.map((erased) => `${JSON.stringify(erased)}\n`).join('');
}

/** Reads such lines. @throws Error for a line that is no entry of the list */
export function erasedOfText(text: string): readonly Erased[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Value.Parse(Erased, JSON.parse(line)));
}
