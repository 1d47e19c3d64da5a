import type { Link } from '../link/link.ts';
import { RateMeter } from '../link/rate-meter.ts';
import { limits } from '../limits.ts';
import { pause } from '../wakeup.ts';

/** The plan of the link lets nothing through for longer than a connection should stand idle. */
export class LinkHeldError extends Error {
  override readonly name = 'LinkHeldError';
  readonly againMs: number;
  constructor(againMs: number) {
    super('the plan of the link holds what is fetched');
    this.againMs = againMs;
  }
}

/**
 * What comes down the link, by the same plan as what goes up: bytes per second and day, windows, pauses.
 * Segments stand first: after each wait the uplink has asked before this does.
 */
export class PacedLink {
  readonly #link: Pick<Link, 'claim'>;
  readonly meter = new RateMeter();

  constructor(link: Pick<Link, 'claim'>) {
    this.#link = link;
  }

  /** Gives the pieces on as the plan allows. @throws LinkHeldError when it holds them for long */
  async *pace(pieces: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      const sinceMs = performance.now();
      await this.claim(piece.length, signal);
      this.meter.note(piece.length, sinceMs, performance.now());
      yield piece;
      if (signal.aborted) return;
    }
    this.meter.idle();
  }

  /** Waits until so many bytes may come. @throws LinkHeldError */
  async claim(bytes: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMs = await this.#link.claim('bulk', bytes);
      if (waitMs === 0) return;
      if (waitMs > limits.fetchHoldMsMax) throw new LinkHeldError(waitMs);
      await pause(waitMs + limits.fetchBehindMs, signal);
    }
  }
}
