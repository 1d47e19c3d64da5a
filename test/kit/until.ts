import { setTimeout as delay } from 'node:timers/promises';

export interface UntilOptions {
  readonly withinMs?: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
}

/** A named condition did not come true in time; says what was seen last. */
export class UntilError extends Error {
  override readonly name = 'UntilError';
}

/**
 * Asks again and again until `look` gives something other than undefined, null or false, and
 * returns that. An exception counts as "not yet" and is told when the time is up.
 * @throws UntilError after `withinMs` (30 s unless said otherwise)
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  options: UntilOptions = {},
): Promise<Exclude<T, undefined | null | false>> {
  const { withinMs = 30_000, everyMs = 100, signal } = options;
  const deadline = performance.now() + withinMs;
  let lastError: unknown;
  for (;;) {
    try {
      const seen = await look();
      lastError = undefined;
      if (isSomething(seen)) return seen;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() >= deadline) {
      const reason = lastError instanceof Error ? `: ${lastError.message}` : '';
      const message = `not within ${withinMs / 1_000} s: ${what}${reason}`;
      throw new UntilError(message, { cause: lastError });
    }
    await delay(everyMs, undefined, signal ? { signal } : {});
  }
}

function isSomething<T>(value: T): value is Exclude<T, undefined | null | false> {
  return value !== undefined && value !== null && value !== false;
}
