import type { DisplayText } from '../api/problem.ts';

const again = 'Begin again; if it happens again, tell an administrator.';
const FAULTS: Readonly<Record<string, readonly [title: string, next: string]>> = {
  denied: ['You did not sign in', 'The sign-in was cancelled. Begin again when you want to.'],
  oidc_denied: ['You did not sign in', 'The sign-in was cancelled. Begin again when you want to.'],
  oidc_state: [
    'This sign-in is over',
    'It took too long, was completed before, or began in another browser. Begin again.',
  ],
  sign_in_over: [
    'This sign-in is over',
    'It took too long, was completed before, or began in another browser. Begin again.',
  ],
  no_role: [
    'You have no role here',
    'None of your groups has one. Ask an administrator of EUCORA for a role.',
  ],
  second_factor_missing: [
    'A second factor is missing',
    'Your role asks for one, and your provider did not say that you showed one. Sign in there with two factors.',
  ],
  account_disabled: ['This account is disabled', 'Ask an administrator to enable it.'],
  unavailable: [
    'The sign-in provider does not answer',
    'Check that it runs and that the hub reaches it; then try again.',
  ],
};

/** Why a sign-in came back without one. Codes that are not known are told as they are. */
export function signInFaultText(code: string): DisplayText {
  const known = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
  const [title, next] = known ?? ['The sign-in was refused', again];
  const shown = known === undefined && /^[a-z_]{1,40}$/.test(code) ? { detail: code } : {};
  return { title, next, retry: false, ...shown };
}

const METHODS: Readonly<Record<string, string>> = {
  pwd: 'password',
  otp: 'one-time code',
  hwk: 'passkey',
  swk: 'passkey',
  token: 'access token',
  link: 'one-time link',
};

/** How somebody signed in, in words. */
export function methodWords(methods: readonly string[]): string {
  const words = methods.flatMap((method) =>
    Object.hasOwn(METHODS, method) ? [METHODS[method] ?? method] : [],
  );
  return words.length === 0 ? 'provider' : [...new Set(words)].join(' and ');
}

/** Which browser and system a session is of, as far as the browser says. */
export function browserWords(userAgent: string): string {
  const browsers = [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ] as const;
  const systems = [
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/Mac OS X/, 'macOS'],
    [/Windows/, 'Windows'],
    [/Linux/, 'Linux'],
  ] as const;
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (browser === undefined) return userAgent === '' ? 'unknown browser' : 'another program';
  return system === undefined ? browser : `${browser} on ${system}`;
}
