/** Tells the user what is being done, one line per step, with the seconds since the command began. */
export interface Progress {
  step(text: string): void;
  /** A line that is part of the answer, without a time. */
  print(text: string): void;
}

/** Progress on a stream; `beganMs` is wall time. */
export function createProgress(
  write: (text: string) => void,
  beganMs: number,
  now: () => number = Date.now,
): Progress {
  return {
    step: (text) => {
      const seconds = (Math.max(0, now() - beganMs) / 1000).toFixed(1).padStart(6);
      write(`[${seconds} s] ${text}\n`);
    },
    print: (text) => write(`${text}\n`),
  };
}
