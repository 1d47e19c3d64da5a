import type { Logger } from '../../../platform/logger.ts';
import type { IdentityKeys } from '../identity-keys.ts';
import type { ExternalProvider } from '../oidc/settings.ts';
import type { IdentityDeps } from '../service-tokens.ts';
import type { SessionLimits } from '../sessions.ts';
import type { MfaPolicy } from './mfa-policy.ts';
import type { PasswordWork } from './password.ts';

/** How people may sign in here. */
export interface IdentitySettings {
  readonly limits: SessionLimits;
  readonly mfa: MfaPolicy;
  /** Accounts of the hub itself, signed in to by the embedded provider. */
  readonly localUsers: boolean;
  readonly external: ExternalProvider | undefined;
  readonly publicUrl: URL | undefined;
  /** Hosts, addresses and networks that may be asked although they are not public. */
  readonly outboundAllow: readonly string[];
}

/** What everything about people works with. */
export interface PeopleDeps extends IdentityDeps {
  readonly logger: Logger;
  /** Seals what has to be read again (TOTP secrets, signing keys) at rest, and signs cookies. */
  readonly keys: Pick<IdentityKeys, 'seal' | 'open' | 'cookieKeys' | 'keepUp'>;
  readonly passwords: PasswordWork;
  readonly settings: IdentitySettings;
}

/** Where somebody signs in from, for the list of their sessions. */
export interface Whence {
  readonly address: string;
  readonly userAgent: string;
}
