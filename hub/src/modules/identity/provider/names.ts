import { hkdfSync } from 'node:crypto';

/** Where the embedded provider lives below the hub's address. */
export const providerPath = '/oidc';
export const localProviderId = 'local';
export const localClientId = 'eucora-console';
/** Where a sign-in at the embedded provider goes on; its cookie is sent only there. */
export const signInPath = (uid: string): string => `/api/sign-in/${uid}/`;
export const providerSessionCookie = 'eucora_provider';
export const interactionCookie = 'eucora_sign_in';

/** A secret that all hubs with the same key derive alike. */
export function derived(sealKey: Uint8Array, use: string): string {
  const bytes = hkdfSync('sha256', sealKey, new Uint8Array(), `eucora oidc ${use}`, 32);
  return Buffer.from(bytes).toString('base64url');
}

/** What the hub, as the provider's only client, authenticates with. */
export const localClientSecret = (sealKey: Uint8Array): string => derived(sealKey, 'client');
export const issuerOf = (origin: string): string => `${origin}${providerPath}`;
