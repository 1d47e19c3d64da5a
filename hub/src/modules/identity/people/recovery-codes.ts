import { createHash, randomInt } from 'node:crypto';

/** Enough to lose a few, few enough to print. */
export const recoveryCodeCount = 10;
const letters = '23456789abcdefghjkmnpqrstuvwxyz'; // none that look alike
const groups = 4;
const groupLength = 4;

/** Codes of 79 random bits each, as a person writes them down: `k3mf-8wz2-…`. */
export function newRecoveryCodes(): string[] {
  const group = (): string =>
    Array.from({ length: groupLength }, () => letters.charAt(randomInt(letters.length))).join('');
  const code = (): string => Array.from({ length: groups }, group).join('-');
  return Array.from({ length: recoveryCodeCount }, code);
}

/** What is stored; spaces, dashes and capitals don't matter. Too long to be guessed from a hash. */
export function hashRecoveryCode(userId: string, code: string): Buffer {
  const bare = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`${userId}\n${bare}`).digest();
}
