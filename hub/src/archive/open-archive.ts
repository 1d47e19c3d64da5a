import { readFile } from 'node:fs/promises';
import { UsageError } from '../platform/errors.ts';
import { filesystemPacks } from './pack-files.ts';
import { s3Packs, type S3Options } from './s3-packs.ts';
import type { ArchiveStore } from './store.ts';

/** Where the archive is, as it is configured. */
export type ArchivePlace =
  | { readonly kind: 'folder'; readonly dir: string }
  | ({ readonly kind: 's3'; readonly credentialsFile: string } & Omit<
      S3Options,
      'accessKey' | 'secretKey' | 'silenceMs'
    >);

/**
 * Gives the store; an object store is not asked for anything yet, so that a hub starts without it.
 * @throws UsageError when the file of keys can't be read
 */
export async function openArchive(place: ArchivePlace): Promise<ArchiveStore> {
  if (place.kind === 'folder') return filesystemPacks(place.dir);
  const { credentialsFile, ...options } = place;
  const text = await readFile(credentialsFile, 'utf8').catch((cause: unknown) => {
    throw new UsageError(
      `The file ${credentialsFile} (EUCORA_ARCHIVE_S3_CREDENTIALS_FILE) can't be read.`,
      { cause },
    );
  });
  const [accessKey, secretKey, ...more] = text.split('\n').map((line) => line.trim());
  if (!accessKey || !secretKey || more.some((line) => line !== '')) {
    throw new UsageError(
      `${credentialsFile} must hold the access key and the secret key, a line each.`,
    );
  }
  return s3Packs({ ...options, accessKey, secretKey });
}
