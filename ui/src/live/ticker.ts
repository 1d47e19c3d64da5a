/** Tells its listeners the time once a second while anybody listens. */
export class Ticker {
  readonly #listeners = new Set<(now: number) => void>();
  readonly #now: () => number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get now(): number {
    return this.#now();
  }

  /** Listens until the returned function is called. */
  listen(listener: (now: number) => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), 1000);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #tick(): void {
    if (document.hidden) return;
    const now = this.#now();
    for (const listener of this.#listeners) listener(now);
  }
}
