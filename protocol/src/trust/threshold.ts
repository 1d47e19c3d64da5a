import type { RoleKeys, Signed } from './metadata.ts';
import { TrustError } from './refusal.ts';
import { keyIdentity, verifyTufSignature, type TufKey } from './tuf-key.ts';

/**
 * The keys of a role that signed a file, each once: a key id that the role lists twice, and a key
 * that goes by two ids, counts once (TUF 5.3.4).
 */
export function signersOf(
  file: Signed<unknown>,
  keys: ReadonlyMap<string, TufKey>,
  role: RoleKeys,
): readonly TufKey[] {
  const members = new Set(role.keyIds);
  const signers = new Map<string, TufKey>();
  for (const { keyId, sig } of file.signatures) {
    const key = members.has(keyId) ? keys.get(keyId) : undefined;
    if (key && verifyTufSignature(key, file.signedBytes, sig)) signers.set(keyIdentity(key), key);
  }
  return [...signers.values()];
}

/** Refuses a file that fewer than the role's threshold of keys signed. @throws TrustError */
export function requireThreshold(
  file: Signed<unknown>,
  keys: ReadonlyMap<string, TufKey>,
  role: RoleKeys,
  at: { readonly clause: string; readonly role: string },
  whose = '',
): void {
  const signed = signersOf(file, keys, role).length;
  if (signed >= role.threshold) return;
  const saw = `${signed} of the ${role.threshold} signatures that ${whose || 'it'} needs`;
  throw new TrustError('unmet_threshold', at, saw);
}
