import { createHash } from 'node:crypto';
import { toHex } from '@eucora/protocol';
import type { ArtifactRef, DesiredItem } from '@eucora/protocol/desired';

/** Which package of the machine an order is about; a pin stands beside an installation of it. */
export function keyOf(item: Pick<DesiredItem, 'format' | 'packageName' | 'action'>): string {
  const named = `${item.format}:${item.packageName}`;
  return item.action === 'pin' ? `${named}:pin` : named;
}

/**
 * Names what an order wants. The same order in a newer document is the same intent, so that its
 * attempts go on counting; another assignment, version or artifact begins anew.
 */
export function intentOf(item: DesiredItem): string {
  const { assignment, format, packageName, action, version, artifact } = item;
  const wanted = artifact ? toHex(artifact.sha256) : '';
  const parts = [assignment, format, packageName, action, version, wanted];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

type Kept<T> = {
  readonly [K in keyof T]: T[K] extends Uint8Array ? string : T[K];
};
/** An artifact's reference in a file of JSON: bytes as hex. */
export type KeptRef = Kept<ArtifactRef>;
/** An order in a file of JSON. */
export type KeptItem = Omit<DesiredItem, 'artifact'> & { readonly artifact: KeptRef | null };

export function keepRef(ref: ArtifactRef): KeptRef {
  return { ...ref, sha256: toHex(ref.sha256), chunkListSha256: toHex(ref.chunkListSha256) };
}

export function refOf(kept: KeptRef): ArtifactRef {
  const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
  return {
    ...kept,
    sha256: bytes(kept.sha256),
    chunkListSha256: bytes(kept.chunkListSha256),
  };
}

export function keepItem(item: DesiredItem): KeptItem {
  return { ...item, artifact: item.artifact && keepRef(item.artifact) };
}

export function itemOf(kept: KeptItem): DesiredItem {
  return { ...kept, artifact: kept.artifact && refOf(kept.artifact) };
}
