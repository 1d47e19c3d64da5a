import type { DatabaseLogin } from '../../platform/database-login.ts';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { listen } from '../../platform/listen.ts';
import { Loop } from '../../platform/loop.ts';
import { standingSessions, standingTokens } from './session-store.ts';

/** What a long answer was asked for with. */
export type Basis = { readonly sessionId: string } | { readonly tokenId: number };

interface Watched {
  readonly basis: Basis;
  readonly onEnd: () => void;
}

/**
 * Ends long answers, such as the stream of live events, when the session or token that asked for
 * them is no more: signed out, revoked, over, idle for too long, or with other privileges.
 */
export class SessionWatch {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #watched = new Set<Watched>();

  constructor(deps: { readonly db: Database; readonly now: () => Date }) {
    this.#db = deps.db;
    this.#now = deps.now;
  }

  /** Calls `onEnd` once when the basis is gone. */
  watch(basis: Basis, onEnd: () => void): Disposable {
    const watched = { basis, onEnd };
    this.#watched.add(watched);
    return { [Symbol.dispose]: () => void this.#watched.delete(watched) };
  }

  /** Looks at all of them now. */
  async check(): Promise<void> {
    if (this.#watched.size === 0) return;
    const asked = [...this.#watched];
    const bases = asked.map(({ basis }) => basis);
    const ids = bases.flatMap((basis) => ('sessionId' in basis ? [basis.sessionId] : []));
    const tokens = bases.flatMap((basis) => ('tokenId' in basis ? [basis.tokenId] : []));
    const now = this.#now();
    const standing = await standingSessions(this.#db, ids, now);
    const standingToken = await standingTokens(this.#db, tokens, now);
    for (const watched of asked) {
      const { basis } = watched;
      const stands =
        'sessionId' in basis ? standing.has(basis.sessionId) : standingToken.has(basis.tokenId);
      if (stands || !this.#watched.delete(watched)) continue;
      watched.onEnd();
    }
  }
}

/** Looks every five seconds, and at once when the database tells of an end. */
export function startSessionWatch(
  watch: SessionWatch,
  deps: {
    readonly url: string;
    readonly login?: DatabaseLogin | undefined;
    readonly logger: Logger;
  },
): AsyncDisposable {
  const { url, login, logger } = deps;
  const loop = new Loop({
    name: 'session-watch',
    everyMs: 5_000,
    logger,
    turn: () => watch.check(),
  });
  const told = listen({
    url,
    login,
    channel: 'eucora_sessions',
    logger,
    onChange: () => loop.wake(),
  });
  return {
    async [Symbol.asyncDispose]() {
      await told[Symbol.asyncDispose]();
      await loop[Symbol.asyncDispose]();
    },
  };
}
