import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountRule, countedFailures, delayMs, retryAt } from './lockout.ts';
import { defaultMfaRoles, provesSecondFactor, requireMfa } from './mfa-policy.ts';
import { checkNewPassword, PasswordWork } from './password.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import { mayRemove, nextStep, type Progress } from './sign-in-steps.ts';
import { acceptedStep, base32, hotp, otpauthUri, stepAt } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

describe('one-time codes', () => {
  // RFC 6238, appendix B, SHA-1.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %d s it is %s', (seconds, code) => {
    expect(hotp(secret, stepAt(new Date(seconds * 1_000)), 8)).toBe(code);
  });

  // RFC 4226, appendix D.
  test.each([
    [0, '755224'],
    [1, '287082'],
    [9, '520489'],
  ])('counter %d gives %s', (counter, code) => {
    expect(hotp(secret, counter)).toBe(code);
  });

  const now = new Date(1_700_000_000_000);
  test('one step early or late is accepted, two are not, and none twice', () => {
    const at = stepAt(now);
    const accepted = [-2, -1, 0, 1, 2].map((off) =>
      acceptedStep(secret, hotp(secret, at + off), now, 0),
    );
    expect(accepted).toEqual([undefined, at - 1, at, at + 1, undefined]);
    expect(acceptedStep(secret, hotp(secret, at), now, at)).toBeUndefined();
    expect(acceptedStep(secret, '12345', now, 0)).toBeUndefined();
  });

  // RFC 4648, 10, without padding.
  test.each([
    ['f', 'MY'],
    ['foobar', 'MZXW6YTBOI'],
    ['fooba', 'MZXW6YTB'],
  ])('base32 of %s', (text, expected) => {
    expect(base32(Buffer.from(text))).toBe(expected);
  });

  test('the address for authenticator apps names issuer and account', () => {
    expect(otpauthUri(secret, 'anna', 'EUCORA edge')).toBe(
      'otpauth://totp/EUCORA%20edge:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' +
        '&issuer=EUCORA%20edge&algorithm=SHA1&digits=6&period=30',
    );
  });
});

describe('lockout', () => {
  test('the delay begins at the fifth failure, doubles, and is bounded', () => {
    const delays = [0, 4, 5, 6, 7, 10, 11, 12, 1_000].map((n) => delayMs(n, accountRule) / 1_000);
    expect(delays).toEqual([0, 0, 15, 30, 60, 480, 900, 900, 900]);
  });

  test('nobody waits longer than the bound, and nobody is let in early', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(2_000_000), (failures, elapsedMs) => {
        const lastAt = new Date(0);
        const now = new Date(elapsedMs);
        const at = retryAt({ failures, lastAt }, now, accountRule);
        if (elapsedMs > accountRule.mostMs) expect(at).toBeUndefined();
        expect(at === undefined).toBe(elapsedMs >= delayMs(failures, accountRule));
      }),
    );
  });

  test('of tries at the same moment each of the free ones is judged', () => {
    const attempts = { failures: 4, lastAt: new Date(1_000) };
    expect(retryAt(attempts, new Date(999), accountRule)).toBeUndefined();
  });

  test('after a day nothing counts any more', () => {
    const attempts = { failures: 9, lastAt: new Date(0) };
    expect(countedFailures(attempts, new Date(86_400_000), accountRule)).toBe(9);
    expect(countedFailures(attempts, new Date(86_400_001), accountRule)).toBe(0);
  });
});

describe('second factors', () => {
  test('approvers and administrators need one', () => {
    expect(requireMfa(['cab_approver'], defaultMfaRoles)).toBe(true);
    expect(requireMfa(['auditor', 'platform_admin'], defaultMfaRoles)).toBe(true);
    expect(requireMfa(['auditor', 'end_user'], defaultMfaRoles)).toBe(false);
    expect(requireMfa(['end_user'], 'everybody')).toBe(true);
    expect(requireMfa(['platform_admin'], [])).toBe(false);
  });

  test.each([
    [['pwd'], undefined, {}, false],
    [['pwd', 'mfa'], undefined, {}, true],
    [['hwk'], undefined, {}, true],
    [[], 'phr', { acr: ['phr'] }, true],
    [['otp'], undefined, { amr: ['mfa'] }, false],
  ] as const)('amr %j acr %s under %j: %s', (amr, acr, words, expected) => {
    expect(provesSecondFactor({ amr, acr }, words)).toBe(expected);
  });

  const progress = (over: Partial<Progress>): Progress => ({
    identified: true,
    amr: ['pwd'],
    mustUseMfa: false,
    factors: { totp: false, passkeys: 0, recoveryCodes: 0 },
    ...over,
  });
  const having = { totp: true, passkeys: 1, recoveryCodes: 3 };

  test.each([
    ['nobody yet', progress({ identified: false, amr: ['mfa'] }), { step: 'identify' }],
    ['password, nothing more', progress({}), { step: 'done' }],
    ['password of an approver', progress({ mustUseMfa: true }), { step: 'enrol' }],
    [
      'password of somebody who has factors',
      progress({ factors: having }),
      { step: 'second_factor', methods: ['passkey', 'totp', 'recovery'] },
    ],
    ['two factors', progress({ amr: ['pwd', 'mfa'], factors: having }), { step: 'done' }],
  ])('%s', (_, at, expected) => {
    expect(nextStep(at)).toEqual(expected);
  });

  test('nobody who must have a second factor, or has one, is done without one', () => {
    const amr = fc.subarray(['pwd', 'otp', 'hwk', 'user']);
    const factors = fc.record({
      totp: fc.boolean(),
      passkeys: fc.nat(3),
      recoveryCodes: fc.nat(9),
    });
    const any = fc.record({ identified: fc.boolean(), amr, mustUseMfa: fc.boolean(), factors });
    fc.assert(
      fc.property(any, (at) => {
        if (nextStep(at).step !== 'done') return;
        expect(at.mustUseMfa || at.factors.totp || at.factors.passkeys > 0).toBe(false);
      }),
    );
  });

  test('the last factor stays with whoever needs one', () => {
    const one = { totp: false, passkeys: 1, recoveryCodes: 9 };
    expect(mayRemove(one, 'passkey', true)).toBe(false);
    expect(mayRemove(one, 'passkey', false)).toBe(true);
    expect(mayRemove(having, 'passkey', true)).toBe(true);
    expect(mayRemove({ ...having, passkeys: 0 }, 'totp', true)).toBe(false);
  });
});

describe('passwords', () => {
  test('are kept as argon2id with a salt of their own, and known again', async () => {
    const work = new PasswordWork();
    const stored = await work.hash('Geräusch der Brandung');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
    expect(await work.hash('Geräusch der Brandung')).not.toBe(stored);
    // The same letters from another keyboard: a + combining diaeresis.
    expect(await work.verify('Gera\u0308usch der Brandung', stored)).toBe(true);
    expect(await work.verify('Geräusch der brandung', stored)).toBe(false);
    expect(await work.verify('anything', null)).toBe(false);
  });

  test.each([
    ['too short', 'short'],
    ['one letter', 'aaaaaaaaaaaaaaaa'],
    ['the name', 'anna.berger-anna'],
    ['the first that everybody tries', 'Password123456'],
  ])('%s is refused', (_, password) => {
    expect(() => checkNewPassword(password, ['anna.berger', 'Anna'])).toThrow(
      expect.objectContaining({ code: 'weak_password' }),
    );
  });

  test('a few words in a row are good', () => {
    expect(() => checkNewPassword('correct horse battery staple', ['anna'])).not.toThrow();
  });
});

test('recovery codes differ, and are known however they are typed', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  const [code = ''] = codes;
  const hash = hashRecoveryCode('u', code);
  expect(hashRecoveryCode('u', ` ${code.toUpperCase().replaceAll('-', '')} `)).toEqual(hash);
  expect(hashRecoveryCode('v', code)).not.toEqual(hash);
});
