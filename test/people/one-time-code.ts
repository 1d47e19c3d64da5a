import { createHmac } from 'node:crypto';

// Written again here, so that tests do not compare the hub's codes with themselves.

/** The six digits that an authenticator app shows at a moment (RFC 6238). */
export function codeAt(secret: Uint8Array, now: Date): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 30_000)));
  const mac = createHmac('sha1', secret).update(message).digest();
  const at = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

export function acceptedCode(secret: Uint8Array, code: string, now: Date): boolean {
  const before = new Date(now.getTime() - 30_000);
  return code === codeAt(secret, now) || code === codeAt(secret, before);
}

/** The bytes of a base32 secret, as a person would type it from the screen. */
export function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const letters = text.toUpperCase().replaceAll(/[^A-Z2-7]/g, '');
  const bits = letters
    .split('')
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
