/** Why bytes from outside were not believed. Each code is one fault that a caller can act on. */
export type ProtocolErrorCode =
  | 'truncated' // shorter than its own lengths say
  | 'malformed' // well-framed, but breaks a rule of its message
  | 'oversized' // larger than `limits` allows
  | 'unknown_version' // made by a newer program
  | 'unknown_key' // signed, but by nobody the reader trusts
  | 'wrong_signature' // the bytes are not those that were signed
  | 'wrong_hash' // a body that does not match its header
  | 'wrong_site' // genuine, but speaks for another site
  | 'wrong_device'; // genuine, but speaks for another device

/** Refusal of foreign bytes. The message says what is wrong; `code` says what kind of wrong. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
