/** Something that one side waits for and the other side announces; announcements are not lost. */
export class Wake {
  #announced = false;
  #waiting: (() => void) | null = null;

  announce(): void {
    this.#announced = true;
    this.#waiting?.();
  }

  /** Resolves at the next announcement, or at once when one came since the last wait. */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.#announced) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const abort = (): void => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting = resolve;
      try {
        await promise;
      } finally {
        this.#waiting = null;
        signal.removeEventListener('abort', abort);
      }
    }
    this.#announced = false;
  }
}
