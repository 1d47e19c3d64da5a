import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { Type } from 'typebox';
import { passwordCharacters } from './password.ts';

/** What is typed as a password; new ones are judged by `checkNewPassword`. */
export const PasswordText = Type.String({ minLength: 1, maxLength: passwordCharacters.max });
export const Code = Type.Object({ code: Type.String({ minLength: 6, maxLength: 32 }) });
export const PasskeyName = Type.String({ minLength: 1, maxLength: 64 });
export const LinkText = Type.String({ minLength: 32, maxLength: 256 });

const credentialShape = {
  type: 'object',
  required: ['id', 'rawId', 'type', 'response'],
  properties: {
    id: { type: 'string', maxLength: 2_048 },
    rawId: { type: 'string', maxLength: 2_048 },
    type: { type: 'string', enum: ['public-key'] },
    response: { type: 'object', additionalProperties: true },
  },
  additionalProperties: true,
};
/** What a browser's authenticator answered, as WebAuthn's JSON; the WebAuthn library reads it. */
export const MadePasskey = Type.Unsafe<RegistrationResponseJSON>(credentialShape);
export const ShownPasskey = Type.Unsafe<AuthenticationResponseJSON>(credentialShape);
/** WebAuthn's options as JSON, for the browser. */
export const CredentialOptions = {
  200: Type.Object({ options: Type.Object({}, { additionalProperties: true }) }),
};
export const Authenticator = Type.Object({
  secret: Type.String({ description: 'Base32, to be typed where no camera is' }),
  uri: Type.String({ description: 'otpauth, for a QR code' }),
});
export const RecoveryCodes = Type.Object({ recovery_codes: Type.Array(Type.String()) });
