import { messageOf, UnavailableError } from '../errors.ts';

/** What the messages name. */
export interface FaultPlace {
  readonly endpoint: URL;
  readonly bucket: string;
  /** How the variables begin that say where it is: `EUCORA_ARCHIVE_S3`. */
  readonly settings: string;
}

const refusals = new Set([
  'AccessDenied',
  'Forbidden',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSecurity',
  'RequestTimeTooSkewed',
]);

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/**
 * Turns what an object store or the way to it throws into faults that name the remedy.
 * @param bucketExists asked when an object is missing: it may be that the whole bucket is
 * @param missing makes the fault of an object that is not there
 */
export function createFaults(
  { endpoint, bucket, settings }: FaultPlace,
  bucketExists: () => Promise<boolean>,
  missing: (name: string, options: ErrorOptions) => Error,
) {
  const toldFaults = new WeakSet<Error>(); // a fault that went through is not wrapped again
  const noBucket = (cause: unknown): UnavailableError =>
    new UnavailableError(
      `There is no bucket ${bucket} at ${endpoint.origin}; create it, ` +
        `or name another in ${settings}_BUCKET.`,
      { cause },
    );
  const told = (cause: unknown): Error => {
    const code = codeOf(cause);
    if (code === 'NoSuchBucket') return noBucket(cause);
    if (refusals.has(code)) {
      return new UnavailableError(
        `The object store ${endpoint.origin} refuses our keys for bucket ${bucket} (${code}); ` +
          `correct the file that ${settings}_CREDENTIALS_FILE names.`,
        { cause },
      );
    }
    return new UnavailableError(
      `The object store ${endpoint.origin} does not do its part: ${messageOf(cause)}.`,
      { cause },
    );
  };
  /** Runs `work`; `name` is of the object that it is about. */
  const guarded = async <T>(work: () => Promise<T>, name?: string): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UnavailableError || (error instanceof Error && toldFaults.has(error)))
        throw error;
      const isMissing = ['NoSuchKey', 'NotFound'].includes(codeOf(error));
      if (!isMissing || name === undefined) throw told(error);
      const exists = await bucketExists().catch((cause: unknown) => {
        throw told(cause);
      });
      if (!exists) throw noBucket(error);
      const fault = missing(name, { cause: error });
      toldFaults.add(fault);
      throw fault;
    }
  };
  return { guarded };
}
