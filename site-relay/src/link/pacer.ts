/**
 * Paces bytes to a rate with a one-second bucket. It never splits a segment: a large one goes out
 * and what follows waits for the debt.
 */
export class Pacer {
  #rate = 0;
  #credit = 0;
  #atMs: number;

  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** How long the debt lasts at this rate, ms; 0: something may go. 0 bytes per second: no limit. */
  waitMs(bytesPerSecond: number, nowMs: number): number {
    // A new rate begins with a full second and without old debts.
    if (bytesPerSecond !== this.#rate) this.#credit = bytesPerSecond;
    const earned = (Math.max(0, nowMs - this.#atMs) * bytesPerSecond) / 1_000;
    this.#rate = bytesPerSecond;
    this.#credit = Math.min(bytesPerSecond, this.#credit + earned);
    this.#atMs = nowMs;
    return this.#credit >= 0 ? 0 : Math.ceil((-this.#credit * 1_000) / bytesPerSecond);
  }

  /** These bytes go out now. */
  take(bytes: number): void {
    if (this.#rate > 0) this.#credit -= bytes;
  }
}
