/**
 * Faults that a caller can act on, one class each. `code` is stable and travels in problem
 * documents; the message says what to do. Where a fault meets HTTP is decided in http/problems.ts.
 */
export abstract class HubError extends Error {
  abstract readonly code: string;
}

/** What was asked for does not exist, or not for this caller. */
export class NotFoundError extends HubError {
  override readonly name = 'NotFoundError';
  readonly code = 'not_found';

  constructor(what: string, id: string, options?: ErrorOptions) {
    super(`There is no ${what} "${id}"; check the id, or list what there is.`, options);
  }
}

/** The request itself can't be right: the message names the field and what it may be. */
export class InvalidError extends HubError {
  override readonly name = 'InvalidError';
  readonly code: string;

  constructor(message: string, options?: ErrorOptions & { readonly code?: string }) {
    super(message, options);
    this.code = options?.code ?? 'invalid';
  }
}

/** Nobody is signed in, or what they showed is not (or no longer) valid. */
export class UnauthenticatedError extends HubError {
  override readonly name = 'UnauthenticatedError';
  readonly code: string;

  constructor(message: string, code = 'unauthenticated', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Somebody is signed in, and their role does not hold the permission. */
export class ForbiddenError extends HubError {
  override readonly name = 'ForbiddenError';
  readonly code: string;

  constructor(message: string, code = 'forbidden', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The state of things does not allow it now: it exists already, or it was done before. */
export class ConflictError extends HubError {
  override readonly name = 'ConflictError';
  readonly code: string;

  constructor(message: string, code = 'conflict', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** It is not any more what the caller saw of it (`If-Match`); looking again is the remedy. */
export class PreconditionError extends HubError {
  override readonly name = 'PreconditionError';
  readonly code = 'changed_meanwhile';
}

/** Something we depend on is away; trying again later is the remedy. */
export class UnavailableError extends HubError {
  override readonly name = 'UnavailableError';
  readonly code = 'unavailable';
}

/** More bytes than are taken; sending fewer, or another setting, is the remedy. */
export class TooLargeError extends HubError {
  override readonly name = 'TooLargeError';
  readonly code = 'too_large';
}

/** There is no room on a disk of ours; the message says which, and how to make some. */
export class RoomError extends HubError {
  override readonly name = 'RoomError';
  readonly code = 'no_room';
}

/** One caller sent more than is dealt with; waiting is the remedy. */
export class TooManyRequestsError extends HubError {
  override readonly name = 'TooManyRequestsError';
  readonly code = 'rate_limited';
  readonly waitSeconds: number;

  constructor(waitSeconds: number) {
    super(`Too many requests; wait ${waitSeconds} s and try again.`);
    this.waitSeconds = waitSeconds;
  }
}

/** Too many wrong proofs of one account or from one address; waiting is the remedy. */
export class TooManyAttemptsError extends HubError {
  override readonly name = 'TooManyAttemptsError';
  readonly code = 'too_many_attempts';
  readonly waitSeconds: number;

  constructor(waitSeconds: number) {
    super(`Too many wrong tries; wait ${waitSeconds} s, then try again.`);
    this.waitSeconds = waitSeconds;
  }
}

/** The command line or the environment can't be right. The CLI prints the message alone. */
export class UsageError extends HubError {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/** The message of an unknown thrown value, with its causes: for logs and one-line reports. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.message || error.name;
  if (error instanceof AggregateError && error.errors.length > 0) {
    return `${own}: ${error.errors.map(messageOf).join('; ')}`;
  }
  return error.cause === undefined ? own : `${own}: ${messageOf(error.cause)}`;
}
