/** Something that a bench needs is not on this machine; the message says what. */
export class MissingToolError extends Error {
  override readonly name = 'MissingToolError';
}

/** What was measured was not what should have been: the figures would mean nothing. */
export class InvalidRunError extends Error {
  override readonly name = 'InvalidRunError';
}

/** True for a system error of this code. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
