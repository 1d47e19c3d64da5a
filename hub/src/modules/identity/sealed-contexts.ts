/** What an authenticator's secret is sealed to: its owner. */
export const totpContext = (userId: string): Buffer => Buffer.from(`totp:${userId}`);

/** What an ID token is sealed to: the session that it opened. */
export const idTokenContext = (sessionId: string): Buffer => Buffer.from(`id-token:${sessionId}`);

/** What a token-signing key is sealed to: its id. */
export const signingKeyContext = (kid: string): Buffer => Buffer.from(`signing-key:${kid}`);

/** What a payload of the embedded provider is sealed to: its kind. */
export const payloadContext = (model: string): Buffer => Buffer.from(`oidc:${model}`);
