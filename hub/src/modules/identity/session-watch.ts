import type { DatabaseLogin } from '../../platform/database-login.ts';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/logger.ts';
import { listen } from '../../platform/listen.ts';
import { Loop } from '../../platform/loop.ts';
import { standingSessions, standingTokens } from './session-marks.ts';

/** What a long answer was asked for with. */
export type Basis = { readonly sessionId: string } | { readonly tokenId: number };

/** Who is answered for long. */
export interface Watching {
  /** Whether all is still as when they asked: asked once, when they are first looked at. */
  readonly isPermitted: () => Promise<boolean>;
  readonly onEnd: () => void;
}
interface Watched extends Watching {
  readonly basis: Basis;
  /** What the basis held when it was first looked at. */
  mark: string | undefined;
}

const lookEveryMs = 1_000;

/**
 * Ends long answers, such as the stream of live events, when the session or token that asked for
 * them is no more (signed out, revoked, over, idle for too long), or when what it holds is other
 * than it was: a grant came, was taken back or ended.
 */
export class SessionWatch {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #watched = new Set<Watched>();

  constructor(deps: { readonly db: Database; readonly now: () => Date }) {
    this.#db = deps.db;
    this.#now = deps.now;
  }

  /** Calls `onEnd` once when the basis is gone or other than it was. */
  watch(basis: Basis, watching: Watching): Disposable {
    const watched: Watched = { ...watching, basis, mark: undefined };
    this.#watched.add(watched);
    return { [Symbol.dispose]: () => void this.#watched.delete(watched) };
  }

  /** Looks at all of them now. */
  async check(): Promise<void> {
    if (this.#watched.size === 0) return;
    const asked = [...this.#watched];
    const markOf = await this.#marks(asked);
    for (const watched of asked) {
      const mark = markOf(watched.basis);
      // Between their question and the first mark of it, something may have gone.
      const isSame = async (): Promise<boolean> =>
        watched.mark === undefined ? watched.isPermitted() : watched.mark === mark;
      const stands = mark !== undefined && (await isSame());
      watched.mark = mark;
      if (stands || !this.#watched.delete(watched)) continue;
      watched.onEnd();
    }
  }

  async #marks(asked: readonly Watched[]): Promise<(basis: Basis) => string | undefined> {
    const bases = asked.map(({ basis }) => basis);
    const ids = bases.flatMap((basis) => ('sessionId' in basis ? [basis.sessionId] : []));
    const tokens = bases.flatMap((basis) => ('tokenId' in basis ? [basis.tokenId] : []));
    const now = this.#now();
    const sessions = await standingSessions(this.#db, ids, now);
    const ofTokens = await standingTokens(this.#db, tokens, now);
    return (basis) =>
      'sessionId' in basis ? sessions.get(basis.sessionId) : ofTokens.get(basis.tokenId);
  }
}

/** Looks every second, and at once when the database tells of an end. */
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
    everyMs: lookEveryMs,
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
