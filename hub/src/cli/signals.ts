const stopMsMax = 9_000;

/**
 * Runs something until SIGTERM or SIGINT, then stops it. Should stopping hang, the process ends
 * anyway: whoever supervises it waits 10 seconds.
 */
export async function untilStopped(
  start: (signal: AbortSignal) => Promise<AsyncDisposable>,
): Promise<void> {
  const stop = new AbortController();
  const stopped = Promise.withResolvers<void>();
  const onSignal = (): void => {
    if (!stop.signal.aborted) armWatchdog();
    stop.abort();
    stopped.resolve();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  try {
    await using running = await start(stop.signal);
    void running;
    await stopped.promise;
  } catch (error) {
    // Being stopped while still starting is an ordinary stop.
    if (!stop.signal.aborted) throw error;
  } finally {
    process.off('SIGTERM', onSignal);
    process.off('SIGINT', onSignal);
  }
}

function armWatchdog(): void {
  const timer = setTimeout(() => process.kill(process.pid, 'SIGKILL'), stopMsMax);
  timer.unref();
}
