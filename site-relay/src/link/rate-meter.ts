interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

const spanMs = 60_000;
const leastMs = 1_000;

/** What the link carried while there was something to carry, bytes per second. */
export class RateMeter {
  #samples: Sample[] = [];
  #known: number | undefined;

  /** Bytes were taken by the broker; `sinceMs` is when they were handed over. Process clock. */
  note(bytes: number, sinceMs: number, nowMs: number): void {
    // The time before the first sample counts from when its bytes were handed over.
    if (this.#samples.length === 0) this.#samples.push({ atMs: sinceMs, bytes: 0 });
    this.#samples.push({ atMs: nowMs, bytes });
    this.#samples = this.#samples.filter(({ atMs }) => nowMs - atMs <= spanMs);
    const first = this.#samples[0]?.atMs ?? nowMs;
    const sum = this.#samples.reduce((total, sample) => total + sample.bytes, 0);
    this.#known = (sum * 1_000) / Math.max(leastMs, nowMs - first);
  }

  /** Nothing waits any more: time until the next bytes says nothing of the link. */
  idle(): void {
    this.#samples = [];
  }

  /** The newest measurement; undefined before the first. */
  get bytesPerSecond(): number | undefined {
    return this.#known;
  }
}
