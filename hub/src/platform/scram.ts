import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

const iterations = 4_096; // PostgreSQL's own

/**
 * What PostgreSQL keeps of a password (RFC 5802, SCRAM-SHA-256), so that the password itself is in
 * no statement and so in no log of the server. `password` is ASCII, which SASLprep leaves alone.
 */
export function scramVerifier(password: string, salt: Uint8Array): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  const saltText = Buffer.from(salt).toString('base64');
  return `SCRAM-SHA-256$${iterations}:${saltText}$${storedKey}:${serverKey}`;
}
