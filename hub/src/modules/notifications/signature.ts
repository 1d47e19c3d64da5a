import { createHmac, timingSafeEqual } from 'node:crypto';

/** Under which name a subscription's secret is kept. */
export function secretName(subscriptionId: string): string {
  return `webhook:${subscriptionId}`;
}

/** How old a delivery may be when its receiver checks it, seconds. */
export const signatureSecondsMax = 300;

/**
 * The header that proves that a delivery is by this hub and of this moment: HMAC-SHA256 with the
 * subscription's secret over the time, a dot and the exact body. `t=1764000000,v1=<hex>`; with two
 * `v1` while an earlier secret is still good.
 */
export function signDelivery(secrets: readonly string[], body: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1_000);
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${macOf(secret, seconds, body)}`)].join(
    ',',
  );
}

/**
 * What a receiver does with it. A body that was changed, another's secret and a recording that is
 * played again later are refused.
 */
export function isDelivery(secret: string, body: string, header: string, nowMs: number): boolean {
  const found = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,4})$/.exec(header);
  if (!found) return false;
  const seconds = Number(found[1]);
  if (Math.abs(nowMs / 1_000 - seconds) > signatureSecondsMax) return false;
  const own = Buffer.from(macOf(secret, seconds, body), 'hex');
  const said = found[2]!.split(',v1=').slice(1);
  return said.some((hex) => timingSafeEqual(own, Buffer.from(hex, 'hex')));
}

function macOf(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}
