/** Where the embedded provider lives below the hub's address. */
export const providerPath = '/oidc';
export const localProviderId = 'local';
export const localClientId = 'eucora-console';
/** Where a sign-in at the embedded provider goes on; its cookie is sent only there. */
export const signInPath = (uid: string): string => `/api/sign-in/${uid}/`;
export const providerSessionCookie = 'eucora_provider';
export const interactionCookie = 'eucora_sign_in';

export const issuerOf = (origin: string): string => `${origin}${providerPath}`;
