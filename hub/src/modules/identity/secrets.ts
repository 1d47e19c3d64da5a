import { createHash, randomBytes } from 'node:crypto';

/** A random 256-bit secret as text, with a prefix that says what leaked if it is ever found. */
export function newSecret(kind: 'token' | 'session' | 'link'): string {
  return `eucora_${kind}_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret. It is random and long, so one hash without salt is enough. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
