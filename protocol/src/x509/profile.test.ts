import fc from 'fast-check';
import { expect, test } from 'vitest';
import { siteClasses } from '../enrolment.ts';
import { ProtocolError } from '../errors.ts';
import {
  intermediateLifeMs,
  issuedOf,
  leafLifeMs,
  leafRenewMs,
  parsePrincipalName,
  principalName,
  safeAfterMs,
  serialFor,
} from './profile.ts';

const id = 'ab'.repeat(16);

test('a name says who and where, and nothing else reads as one', () => {
  expect(parsePrincipalName(principalName(id, 'hq'))).toEqual({ id, site: 'hq' });
  const others = [
    `${id}.eucora.internal`,
    `x.${id}.hq.eucora.internal`,
    `${id.toUpperCase()}.hq.eucora.internal`,
    `${id}.hq.eucora.internal.example`,
    `${id}.-hq.eucora.internal`,
    `*.hq.eucora.internal`,
    'hub.eucora.internal',
    '',
  ];
  expect(others.map(parsePrincipalName)).toEqual(others.map(() => undefined));
  expect(() => principalName(id, 'HQ')).toThrow(ProtocolError);
  expect(() => principalName('short', 'hq')).toThrow(ProtocolError);
});

test('an intermediate outlives the SAFE horizon of its class by a year', () => {
  const yearMs = 365 * 86_400_000;
  for (const siteClass of siteClasses) {
    expect(intermediateLifeMs(siteClass) - safeAfterMs[siteClass]).toBe(yearMs);
  }
  expect(leafRenewMs).toBeLessThan(leafLifeMs);
});

test('a serial number tells when, is positive, and fits RFC 5280', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 47 }),
      fc.uint8Array({ minLength: 9, maxLength: 9 }),
      (ms, random) => {
        const serial = serialFor(ms, random);
        expect(issuedOf(serial)).toBe(ms);
        // Node and OpenSSL write it without leading zeros and in capitals.
        expect(issuedOf(serial.replace(/^0+/, '').toUpperCase())).toBe(ms);
        expect(serial.length / 2).toBeLessThanOrEqual(20);
      },
    ),
  );
  expect(() => issuedOf('02'.padEnd(32, '0'))).toThrow(/tells no time/);
  expect(() => issuedOf('ff'.repeat(20))).toThrow(/tells no time/);
});
