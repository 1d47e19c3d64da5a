/** Something that the person at the machine can put right; the message says how. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** Another agent runs on this home. */
export class HomeInUseError extends UsageError {
  override readonly name = 'HomeInUseError';
}

/** The key store can't be used as it is. */
export class KeyStoreError extends UsageError {
  override readonly name = 'KeyStoreError';
}

/** This machine is not enrolled, or its enrolment does not fit its key. */
export class NotEnrolledError extends UsageError {
  override readonly name = 'NotEnrolledError';
}

/** The relay did not enrol this machine. */
export class EnrolmentRefusedError extends UsageError {
  override readonly name = 'EnrolmentRefusedError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** No relay could be reached within the time allowed. */
export class RelayUnreachableError extends UsageError {
  override readonly name = 'RelayUnreachableError';
}

/** The spool could not make events durable; they were not accepted and may be offered again. */
export class SpoolUnavailableError extends Error {
  override readonly name = 'SpoolUnavailableError';
  readonly code: string; // ENOSPC, EIO, … of the system, or FULL

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The system's code of a failed call (ENOSPC …), or an empty string. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
