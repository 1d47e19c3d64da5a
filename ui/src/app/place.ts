import { isRecord } from '../domain/guards.ts';

const KEY = 'row';

/**
 * Where a reader was in a long list, kept in the browser's own history entry: going back to the
 * list finds the place again, and a new visit starts at the top.
 */
export class Place {
  readonly #start = rowOf(history.state);
  #row = this.#start;

  /** The row to begin with, fixed for this visit. */
  recall(): number {
    return this.#start;
  }

  remember(row: number): void {
    if (row === this.#row) return;
    this.#row = row;
    history.replaceState({ [KEY]: row }, '');
  }
}

function rowOf(state: unknown): number {
  const row: unknown = isRecord(state) ? state[KEY] : undefined;
  return typeof row === 'number' && Number.isInteger(row) && row > 0 ? row : 0;
}
