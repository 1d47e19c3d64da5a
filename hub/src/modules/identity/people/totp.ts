import { createHmac, timingSafeEqual } from 'node:crypto';

/** Time-based one-time passwords as every authenticator app speaks them: RFC 6238, SHA-1. */
export const totp = { secretBytes: 20, digits: 6, stepS: 30, driftSteps: 1 } as const;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of RFC 4648, without padding. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += alphabet.charAt((value >>> (bits - 5)) & 31);
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet.charAt((value << (5 - bits)) & 31);
}

/** The code of one counter value (RFC 4226, 5.3). */
export function hotp(secret: Uint8Array, counter: number, digits: number = totp.digits): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The time step of a moment. */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1_000 / totp.stepS);

/**
 * The time step whose code this is, one step early or late allowed for clocks that differ;
 * undefined when it is none. A step at or before `lastStep` was used up already (RFC 6238, 5.2).
 */
export function acceptedStep(
  secret: Uint8Array,
  code: string,
  now: Date,
  lastStep: number,
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const current = stepAt(now);
  let found: number | undefined;
  for (let step = current - totp.driftSteps; step <= current + totp.driftSteps; step += 1) {
    const same = timingSafeEqual(Buffer.from(hotp(secret, step)), Buffer.from(code));
    if (same && step > lastStep) found ??= step;
  }
  return found;
}

/** What the QR code says. */
export function otpauthUri(secret: Uint8Array, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = new URLSearchParams({
    secret: base32(secret),
    issuer,
    algorithm: 'SHA1',
    digits: String(totp.digits),
    period: String(totp.stepS),
  });
  // Authenticator apps take a plus literally.
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`;
}
