/** What the user asked for by signals. */
export interface StopSignals extends Disposable {
  /** Aborted by the first Ctrl-C, SIGTERM or SIGHUP: stop in order. */
  readonly stop: AbortSignal;
  /** Aborted by the second: kill what is left. */
  readonly force: AbortSignal;
}

/**
 * One Ctrl-C arrives several times: from the terminal, from npm and from the bootstrap. What comes
 * within this time is the same one.
 */
const sameRequestMs = 700;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns process signals into the two requests, until disposed. */
export function listenForStop(say: (line: string) => void): StopSignals {
  const stop = new AbortController();
  const force = new AbortController();
  let firstMs = Number.NEGATIVE_INFINITY;
  const onSignal = () => {
    const nowMs = performance.now();
    if (!stop.signal.aborted) {
      firstMs = nowMs;
      say('stopping (once more to kill everything)');
      stop.abort();
    } else if (nowMs - firstMs > sameRequestMs) {
      force.abort();
    }
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    stop: stop.signal,
    force: force.signal,
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
