/** Where a command speaks, and how it is told to end. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Aborts on Ctrl-C and on SIGTERM. */
  readonly stop: AbortSignal;
}
