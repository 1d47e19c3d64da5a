import { readS3Keys } from '../platform/s3/client.ts';
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
  const keys = await readS3Keys(credentialsFile, 'EUCORA_ARCHIVE_S3_CREDENTIALS_FILE');
  return s3Packs({ ...options, ...keys });
}
