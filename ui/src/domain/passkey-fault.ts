import { WebAuthnError } from '@simplewebauthn/browser';

/** What a browser's refusal to make or show a passkey means; undefined: it is no such refusal. */
export function passkeyFault(error: unknown): string | undefined {
  if (error instanceof WebAuthnError) {
    if (error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') {
      return 'This device has a passkey for this account already.';
    }
    if (error.code === 'ERROR_CEREMONY_ABORTED') return 'The passkey was not asked for to the end.';
  }
  if (error instanceof Error && error.name === 'NotAllowedError') {
    return 'No passkey was shown: it was cancelled, took too long, or this device has none.';
  }
  if (error instanceof WebAuthnError) return error.message;
  return undefined;
}

/** What a passkey is called unless its owner says otherwise: the device it was made on. */
export function passkeyName(userAgent: string): string {
  const systems = [
    [/iPhone|iPad/, 'iPhone or iPad'],
    [/Android/, 'Android device'],
    [/Mac OS X/, 'Mac'],
    [/Windows/, 'Windows computer'],
    [/Linux/, 'Linux computer'],
  ] as const;
  return systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'This device';
}
