/**
 * Paces bytes to a rate with a one-second bucket. It never splits a segment: a large one goes out
 * and what follows waits for the debt.
 */
export class Pacer {
  readonly #bytesPerSecond: number;
  #credit: number;
  #atMs: number;

  /** 0 bytes per second: no limit. */
  constructor(bytesPerSecond: number, nowMs: number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#credit = bytesPerSecond;
    this.#atMs = nowMs;
  }

  /** Takes the bytes and answers how long to wait before sending them, in milliseconds. */
  take(bytes: number, nowMs: number): number {
    const rate = this.#bytesPerSecond;
    if (rate === 0) return 0;
    const earned = ((nowMs - this.#atMs) * rate) / 1_000;
    this.#credit = Math.min(rate, this.#credit + Math.max(0, earned));
    this.#atMs = nowMs;
    const waitMs = this.#credit >= 0 ? 0 : (-this.#credit * 1_000) / rate;
    this.#credit -= bytes;
    return waitMs;
  }
}
