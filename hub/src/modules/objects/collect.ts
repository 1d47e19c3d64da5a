/** An object as the table has it. */
export interface KeptObject {
  readonly sha256: string;
  readonly unwantedSince: Date | null;
}
/** What is to be done; each object is in one list at most. */
export interface Collection {
  /** Nothing needs them: their grace begins. */
  readonly mark: readonly string[];
  /** Something needs them again. */
  readonly unmark: readonly string[];
  /** Nothing needed them for the whole grace. */
  readonly remove: readonly string[];
}

/**
 * Decides what becomes of objects, given what is needed now. Nothing is removed that was not seen
 * unneeded before and stayed so for `graceMs`: an upload whose bytes are stored and whose version
 * is not yet, or a restored database that is a little behind, loses nothing.
 */
export function planCollection(
  objects: readonly KeptObject[],
  needed: ReadonlySet<string>,
  { now, graceMs }: { readonly now: Date; readonly graceMs: number },
): Collection {
  const mark: string[] = [];
  const unmark: string[] = [];
  const remove: string[] = [];
  for (const { sha256, unwantedSince } of objects) {
    if (needed.has(sha256)) {
      if (unwantedSince !== null) unmark.push(sha256);
    } else if (unwantedSince === null) {
      mark.push(sha256);
    } else if (now.getTime() - unwantedSince.getTime() >= graceMs) {
      remove.push(sha256);
    }
  }
  return { mark, unmark, remove };
}
