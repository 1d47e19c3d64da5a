/** Faults that an operator or a caller can act on; each message says what to do. */
export class RelayError extends Error {
  override name = 'RelayError';
}

export class ConfigError extends RelayError {
  override name = 'ConfigError';
}

/** Another relay runs on this home directory. */
export class HomeInUseError extends RelayError {
  override name = 'HomeInUseError';
  constructor(home: string) {
    super(
      `${home} is in use by another relay; stop it, or give this one its own EUCORA_RELAY_HOME`,
    );
  }
}

export class NotInitialisedError extends RelayError {
  override name = 'NotInitialisedError';
  constructor(home: string) {
    super(`${home} holds no relay; run \`eucora-relay init --site SITE\` first`);
  }
}

export class NotAdmittedError extends RelayError {
  override name = 'NotAdmittedError';
  constructor(home: string, cause?: unknown) {
    super(
      `${home} holds no valid site certificate${cause instanceof Error ? ` (${cause.message})` : ''}; give relay-request to the hub ` +
        '(`eucora-hub site admit`) and its answer to `eucora-relay admit --certificate FILE`',
      { cause },
    );
  }
}

export class NatsServerError extends RelayError {
  override name = 'NatsServerError';
}

export class PortBusyError extends RelayError {
  override name = 'PortBusyError';
  readonly port: number;
  constructor(what: string, port: number, variable: string, cause?: unknown) {
    super(`port ${port} for ${what} is taken; free it or choose another with ${variable}`, {
      cause,
    });
    this.port = port;
  }
}

/** The disk refused a write; nothing of the group in question was acknowledged. */
export class DiskError extends RelayError {
  override name = 'DiskError';
  readonly full: boolean;
  constructor(action: string, cause: unknown) {
    const code = errorCode(cause);
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    const remedy = full ? 'free space on the disk of the relay home' : 'check the disk';
    super(`${action} failed (${code ?? String(cause)}); intake is paused: ${remedy}`, { cause });
    this.full = full;
  }
}

/** No batch is taken, so that the disk does not fill up, or until it has room again. */
export class NoRoomError extends DiskError {
  override name = 'NoRoomError';
  readonly needBytes: number;
  constructor(path: string, needBytes: number) {
    super('keeping room', { code: 'ENOSPC' });
    this.message =
      `too little room on the disk: intake is paused and agents keep their data; free ` +
      `${needBytes} bytes on the file system of ${path}`;
    this.needBytes = needBytes;
  }
}

/** True for a refusal for lack of space, of the disk or of a quota. */
export function isFull(error: unknown): boolean {
  if (error instanceof DiskError) return error.full;
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** Files of the journal that cannot be used at all, as opposed to damage that is named and survived. */
export class JournalError extends RelayError {
  override name = 'JournalError';
}

/** A cached artifact is not what was written any more; it is fetched again. */
export class ArtifactDamagedError extends RelayError {
  override name = 'ArtifactDamagedError';
  constructor(path: string, offset: number, what: string, cause?: unknown) {
    super(`${path} is damaged at byte ${offset} of its artifact: ${what}`, { cause });
  }
}

/** What came is not the artifact that is wanted. Nothing of it was kept. */
export class WrongBytesError extends RelayError {
  override name = 'WrongBytesError';
}

/** The hub's door gave another answer than was asked for. */
export class DoorError extends RelayError {
  override name = 'DoorError';
  /** The status of HTTP; 0: none. */
  readonly status: number;
  /** How long the hub asks to wait, ms; 0: it does not say. */
  readonly retryAfterMs: number;
  constructor(message: string, status: number, retryAfterMs = 0, cause?: unknown) {
    super(message, { cause });
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The errno name of a system error, if it is one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Text of an unknown thrown value, for a log field. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
