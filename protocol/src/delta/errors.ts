/** Why a patch, a package or a plan was refused. Each code is one fault that a caller can act on. */
export type DeltaErrorCode =
  | 'truncated' // shorter than its own lengths say
  | 'malformed' // breaks a rule of its container
  | 'oversized' // would make more than the caller allows
  | 'wrong_checksum' // a compressed block is not what it says
  | 'out_of_range' // reads outside of the old bytes or writes outside of the new
  | 'wrong_hash'; // the result is not the artifact that was asked for

/** Refusal of foreign bytes. What follows from it is always the same: take the whole artifact. */
export class DeltaError extends Error {
  override readonly name = 'DeltaError';
  readonly code: DeltaErrorCode;

  constructor(code: DeltaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
