/** What a ceremony command needs of the world around it. */
export interface Table {
  readonly args: readonly string[];
  /** Where the person stands: relative paths are meant from here. */
  readonly cwd: string;
  /** What programs that speak to tokens get of our environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Cost of a passphrase, as the power of two of scrypt's N; undefined takes age's own. */
  readonly scryptLogN?: number;
  now(): number; // this machine's clock, Unix ms
  out(line: string): unknown;
  err(line: string): unknown;
  /** Asks on the terminal without showing what is typed. @throws CeremonyError without a terminal */
  askHidden(prompt: string): Promise<string>;
  /** True when the person types yes. @throws CeremonyError without a terminal */
  askYes(prompt: string): Promise<boolean>;
}

/** A step of a ceremony that cannot be made: the message is one sentence or two with the remedy. */
export class CeremonyError extends Error {
  override readonly name = 'CeremonyError';
}
