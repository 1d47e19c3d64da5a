import { readS3Keys } from '../s3/client.ts';
import { bucketObjects, type BucketOptions } from './bucket-objects.ts';
import { folderObjects } from './folder-objects.ts';
import type { ObjectStore } from './store.ts';

/** Where objects lie, as it is configured. */
export type ObjectsPlace =
  | { readonly kind: 'folder'; readonly dir: string }
  | ({ readonly kind: 's3'; readonly credentialsFile: string } & Omit<
      BucketOptions,
      'accessKey' | 'secretKey' | 'silenceMs'
    >);

/**
 * Gives the store; a bucket is not asked for anything yet, so that a hub starts without it.
 * @throws UsageError when the file of keys can't be read
 */
export async function openObjects(place: ObjectsPlace): Promise<ObjectStore> {
  if (place.kind === 'folder') return folderObjects(place.dir);
  const { credentialsFile, ...options } = place;
  const keys = await readS3Keys(credentialsFile, 'EUCORA_OBJECTS_S3_CREDENTIALS_FILE');
  return bucketObjects({ ...options, ...keys });
}
