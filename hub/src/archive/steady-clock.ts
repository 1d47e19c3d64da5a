interface Sample {
  readonly atMs: number; // monotonic
  readonly aheadMs: number; // by how much the wall clock is ahead of the monotonic one
}

/**
 * A wall clock as it was all through the last while, told by a clock that nobody sets: one that is
 * ahead for less than that moves nothing, one that is set back is believed at once.
 */
export class SteadyClock {
  readonly #whileMs: number;
  readonly #clockMs: () => number;
  #samples: readonly Sample[] = [];

  /** @param clockMs monotonic, such as `performance.now` */
  constructor(whileMs: number, clockMs: () => number) {
    this.#whileMs = whileMs;
    this.#clockMs = clockMs;
  }

  /** What time it is at least; undefined until it was asked for that long. */
  at(now: Date): Date | undefined {
    const atMs = this.#clockMs();
    const samples = [...this.#samples, { atMs, aheadMs: now.getTime() - atMs }];
    // The newest one from before tells how it was when the while began.
    const first = samples.findLastIndex((sample) => atMs - sample.atMs >= this.#whileMs);
    this.#samples = samples.slice(Math.max(first, 0));
    if (first < 0) return undefined;
    return new Date(atMs + Math.min(...this.#samples.map(({ aheadMs }) => aheadMs)));
  }
}
