/** What collectors may ask of the machine they look at. Nothing here writes or goes through a shell. */
export interface Host {
  /** A file's text; undefined when it is not there, not readable by us or not answered by its driver. */
  readText(path: string): Promise<string | undefined>;
  /** The same, as raw bytes. */
  readBytes(path: string): Promise<Buffer | undefined>;
  /** Names in a folder, sorted; empty when it is not there. */
  list(path: string): Promise<readonly string[]>;
  /** Where a symbolic link points; undefined when it is none. */
  readLink(path: string): Promise<string | undefined>;
  /** A text that differs whenever the file was replaced or written; undefined when it is not there. */
  stamp(path: string): Promise<string | undefined>;
  /**
   * Standard output of a program, run with exactly these arguments.
   * @throws ToolMissingError, ToolFailedError
   */
  run(tool: string, args: readonly string[], limits?: Partial<ToolLimits>): Promise<string>;
  /** What a program writes to a file whose path it takes as an argument, as raw bytes. */
  runToFile(
    tool: string,
    args: (path: string) => readonly string[],
    limits?: Partial<ToolLimits>,
  ): Promise<Uint8Array>;
  /** Interfaces that have addresses, as the runtime knows them. */
  addresses(): readonly HostAddress[];
}
export interface HostAddress {
  readonly interface: string;
  readonly mac: string;
  readonly cidr: string;
  readonly internal: boolean;
}
export interface ToolLimits {
  readonly timeoutMs: number;
  readonly outputBytesMax: number;
}
export const toolLimits: ToolLimits = { timeoutMs: 30_000, outputBytesMax: 16_777_216 };
export const fileBytesMax = 67_108_864;

/** The program is not installed: what it would tell is not measured here. */
export class ToolMissingError extends Error {
  override readonly name = 'ToolMissingError';
}
/** The program ran and failed, took too long or wrote more than is believable. */
export class ToolFailedError extends Error {
  override readonly name = 'ToolFailedError';
}
/** A file is larger than any honest one of its kind. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
}
