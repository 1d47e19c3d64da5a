import { isInLife } from '@eucora/protocol';

// Decisions about certificates, over plain data.

/** The newest certificate that a device was given. */
export interface NewestLeaf {
  readonly serial: string;
  /** Hex of its raw Ed25519 key. */
  readonly tlsKey: string;
  readonly issuedMs: number;
  /** The device was seen with it: the one before is not needed any more. */
  readonly shown: boolean;
}
/** What is shown of a certificate. */
export interface ShownLeaf {
  readonly serial: string;
  readonly issuedMs: number;
}
export type DoorRefusal = 'revoked' | 'expired' | 'superseded';

/**
 * Whether who shows this certificate may connect. Of a certificate that was replaced by one that was
 * seen, a copy is the only holder left. One that is newer than all we know of is from before this
 * relay was restored.
 */
export function judgeEntry(
  leaf: ShownLeaf,
  known: { readonly revoked: boolean; readonly newest: NewestLeaf | undefined },
  nowLoMs: number,
): DoorRefusal | 'allow' {
  if (known.revoked) return 'revoked';
  const { newest } = known;
  if (newest && isOlder(leaf, newest) && newest.shown) return 'superseded';
  return isInLife(leaf.issuedMs, nowLoMs) ? 'allow' : 'expired';
}

/**
 * Whether a device gets its next certificate: it names the one it holds, and the key of the next. One
 * identity key on two machines gives two lines of certificates, and the second to ask is found out.
 */
export function judgeRenewal(
  asked: ShownLeaf & { readonly nextTlsKey: string },
  known: { readonly revoked: boolean; readonly newest: NewestLeaf | undefined },
): 'issue' | 'revoked' | 'cloned_key' {
  if (known.revoked) return 'revoked';
  const { newest } = known;
  if (!newest || !isOlder(asked, newest)) return 'issue';
  // The answer got lost, and it asks for the same once more.
  if (newest.tlsKey === asked.nextTlsKey) return 'issue';
  return newest.shown ? 'cloned_key' : 'issue';
}

function isOlder(leaf: ShownLeaf, newest: NewestLeaf): boolean {
  return leaf.serial !== newest.serial && leaf.issuedMs <= newest.issuedMs;
}
