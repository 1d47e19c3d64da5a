import { keysOf, openSigned, sealSigned, type Believed, type PrivateKey } from '@eucora/protocol';
import { canonicalJson } from './entry.ts';

/** What is signed when a partition goes: from where on the chain is there, and what it follows. */
export interface Tombstone {
  readonly partition: string;
  readonly entries: number;
  /** Every position up to here is gone. */
  readonly through: number;
  readonly hash: string; // of the entry at `through`, hex
  /** Roots of the complete Merkle subtrees of the first `through` entries, widest first, hex. */
  readonly frontier: readonly string[];
  /** Gone entries above `through`: their month had ended, and earlier ones commited after them. */
  readonly stragglers: readonly { readonly position: number; readonly hash: string }[];
  readonly droppedAt: string;
}

/** Signs a tombstone. */
export function sealTombstone(tombstone: Tombstone, key: PrivateKey): Uint8Array {
  return sealSigned('audit-tombstone', Buffer.from(canonicalJson(tombstone)), key);
}

/** Opens a tombstone of this hub. @throws ProtocolError when it is by none of these keys, or no tombstone */
export function openTombstone(envelope: Uint8Array, key: Believed): Tombstone {
  const { payload } = openSigned('audit-tombstone', envelope, keysOf(key));
  const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
  if (isTombstone(value)) return value;
  throw new Error('A signed tombstone of the audit record is of another program.');
}

function isTombstone(value: unknown): value is Tombstone {
  return (
    typeof value === 'object' &&
    value !== null &&
    'through' in value &&
    typeof value.through === 'number' &&
    'hash' in value &&
    typeof value.hash === 'string' &&
    'frontier' in value &&
    Array.isArray(value.frontier) &&
    'stragglers' in value &&
    Array.isArray(value.stragglers)
  );
}
