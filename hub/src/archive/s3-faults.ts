import { messageOf, UnavailableError } from '../platform/errors.ts';
import { PackMissingError } from './store.ts';

/** What the messages name. */
export interface FaultPlace {
  readonly endpoint: URL;
  readonly bucket: string;
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
 */
export function createFaults(
  { endpoint, bucket }: FaultPlace,
  bucketExists: () => Promise<boolean>,
) {
  const noBucket = (cause: unknown): UnavailableError =>
    new UnavailableError(
      `There is no bucket ${bucket} at ${endpoint.origin}; create it, ` +
        'or name another in EUCORA_ARCHIVE_S3_BUCKET.',
      { cause },
    );
  const told = (cause: unknown): Error => {
    const code = codeOf(cause);
    if (code === 'NoSuchBucket') return noBucket(cause);
    if (refusals.has(code)) {
      return new UnavailableError(
        `The object store ${endpoint.origin} refuses our keys for bucket ${bucket} (${code}); ` +
          'correct the file that EUCORA_ARCHIVE_S3_CREDENTIALS_FILE names.',
        { cause },
      );
    }
    return new UnavailableError(
      `The object store ${endpoint.origin} does not do its part: ${messageOf(cause)}.`,
      { cause },
    );
  };
  /** Runs `work`; `pack` is the name of the one that it is about. */
  const guarded = async <T>(work: () => Promise<T>, pack?: string): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UnavailableError || error instanceof PackMissingError) throw error;
      const isMissing = ['NoSuchKey', 'NotFound'].includes(codeOf(error));
      if (!isMissing || pack === undefined) throw told(error);
      const exists = await bucketExists().catch((cause: unknown) => {
        throw told(cause);
      });
      throw exists ? new PackMissingError(pack, { cause: error }) : noBucket(error);
    }
  };
  return { guarded };
}
