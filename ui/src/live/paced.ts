/**
 * Runs a refresh soon after it is asked for, and no more often than the interval: the first call
 * runs after `delayMs`, later ones are folded together. Disposing cancels what waits.
 */
export class Paced implements Disposable {
  readonly #run: () => void;
  readonly #delayMs: number;
  readonly #intervalMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAt = -Infinity;

  constructor(run: () => void, pace: { readonly delayMs: number; readonly intervalMs: number }) {
    this.#run = run;
    this.#delayMs = pace.delayMs;
    this.#intervalMs = pace.intervalMs;
  }

  ask(): void {
    if (this.#timer !== undefined) return;
    const sinceLast = performance.now() - this.#lastAt;
    const wait = Math.max(this.#delayMs, this.#intervalMs - sinceLast);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lastAt = performance.now();
      this.#run();
    }, wait);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
