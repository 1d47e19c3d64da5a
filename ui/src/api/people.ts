import type { Client } from 'openapi-fetch';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import type { paths } from '../gen/api.d.ts';
import type { PageQuery } from './client.ts';
import type * as T from './types.ts';

interface Exchange<D> {
  data?: D;
  error?: unknown;
  response: Response;
}
interface Calls {
  readonly take: <D>(exchange: Promise<Exchange<D>>) => Promise<D>;
  readonly settle: <D>(exchange: Promise<Exchange<D>>) => Promise<D | undefined>;
}
export interface NewUser {
  readonly name: string;
  readonly display_name: string;
  readonly email?: string;
  readonly role: string;
}
interface PasskeyAnswer {
  readonly name: string;
  readonly response: RegistrationResponseJSON;
}

// WebAuthn's messages are defined by the browser, and the contract names only their envelope: a
// copy is taken for what the other side knows it as.
type Question = { readonly options: Record<string, unknown> };
type Body = paths['/api/profile/passkeys/']['post']['requestBody'];
type Credential = NonNullable<Body>['content']['application/json']['response'];
function creationOf({ options }: Question): PublicKeyCredentialCreationOptionsJSON {
  const copy: PublicKeyCredentialCreationOptionsJSON = JSON.parse(JSON.stringify(options));
  return copy;
}
function requestOf({ options }: Question): PublicKeyCredentialRequestOptionsJSON {
  const copy: PublicKeyCredentialRequestOptionsJSON = JSON.parse(JSON.stringify(options));
  return copy;
}
function bodyOf(response: AuthenticationResponseJSON | RegistrationResponseJSON): Credential {
  const copy: Credential = JSON.parse(JSON.stringify(response));
  return copy;
}

/** Accounts, profile and the steps of a sign-in. */
export function peopleApi(http: Client<paths>, { take, settle }: Calls) {
  return {
    ...signInCalls(http, { take, settle }),
    ...profileCalls(http, { take, settle }),
    users: (query: PageQuery & { search?: string }, signal: AbortSignal): Promise<T.UserPage> =>
      take(http.GET('/api/users/', { params: { query }, signal })),
    createUser: (body: NewUser): Promise<T.Invitation> => take(http.POST('/api/users/', { body })),
    invite: (id: string, resetFactors: boolean): Promise<T.Invitation> =>
      take(
        http.POST('/api/users/{id}/set-up-link/', {
          params: { path: { id } },
          body: { reset_factors: resetFactors },
        }),
      ),
    disableUser: (id: string): Promise<T.User> =>
      take(http.POST('/api/users/{id}/disable/', { params: { path: { id } } })),
    enableUser: (id: string): Promise<T.User> =>
      take(http.POST('/api/users/{id}/enable/', { params: { path: { id } } })),
    endSessions: (id: string): Promise<T.User> =>
      take(http.POST('/api/users/{id}/end-sessions/', { params: { path: { id } } })),
  };
}

function signInCalls(http: Client<paths>, { take }: Calls) {
  const params = (uid: string) => ({ path: { uid } });
  return {
    signInOptions: (signal: AbortSignal): Promise<T.SignInOptions> =>
      take(http.GET('/api/session/options/', { signal })),
    signInState: (uid: string, signal: AbortSignal): Promise<T.SignInState> =>
      take(http.GET('/api/sign-in/{uid}/state/', { params: params(uid), signal })),
    proveTotp: (uid: string, code: string): Promise<T.SignInState> =>
      take(http.POST('/api/sign-in/{uid}/totp/', { params: params(uid), body: { code } })),
    proveRecovery: (uid: string, code: string): Promise<T.SignInState> =>
      take(http.POST('/api/sign-in/{uid}/recovery/', { params: params(uid), body: { code } })),
    provePassword: (uid: string, name: string, password: string): Promise<T.SignInState> =>
      take(
        http.POST('/api/sign-in/{uid}/password/', {
          params: params(uid),
          body: { name, password },
        }),
      ),
    passkeyQuestion: async (uid: string) =>
      requestOf(
        await take(http.POST('/api/sign-in/{uid}/passkey/options/', { params: params(uid) })),
      ),
    provePasskey: (uid: string, response: AuthenticationResponseJSON): Promise<T.SignInState> =>
      take(
        http.POST('/api/sign-in/{uid}/passkey/', {
          params: params(uid),
          body: { response: bodyOf(response) },
        }),
      ),
    enrolTotp: (uid: string): Promise<T.Authenticator> =>
      take(http.POST('/api/sign-in/{uid}/enrol/totp/', { params: params(uid) })),
    confirmEnrolTotp: (uid: string, code: string): Promise<T.SignInState> =>
      take(
        http.POST('/api/sign-in/{uid}/enrol/totp/confirm/', {
          params: params(uid),
          body: { code },
        }),
      ),
    enrolPasskeyQuestion: async (uid: string) =>
      creationOf(
        await take(http.POST('/api/sign-in/{uid}/enrol/passkey/options/', { params: params(uid) })),
      ),
    enrolPasskey: (uid: string, { name, response }: PasskeyAnswer): Promise<T.SignInState> =>
      take(
        http.POST('/api/sign-in/{uid}/enrol/passkey/', {
          params: params(uid),
          body: { name, response: bodyOf(response) },
        }),
      ),
    finishSignIn: (uid: string): Promise<{ location: string }> =>
      take(http.POST('/api/sign-in/{uid}/finish/', { params: params(uid) })),
    setUpLink: (link: string): Promise<T.SetUp> =>
      take(http.POST('/api/set-up/', { body: { link } })),
    setUpPassword: (link: string, password: string): Promise<T.SetUp> =>
      take(http.POST('/api/set-up/password/', { body: { link, password } })),
  };
}

function profileCalls(http: Client<paths>, { take, settle }: Calls) {
  return {
    profile: (signal: AbortSignal): Promise<T.Profile> =>
      take(http.GET('/api/profile/', { signal })),
    changePassword: async (current: string, password: string): Promise<void> => {
      await settle(http.POST('/api/profile/password/', { body: { current, password } }));
    },
    offerTotp: (): Promise<T.Authenticator> => take(http.POST('/api/profile/totp/')),
    confirmTotp: (code: string): Promise<T.RecoveryCodes> =>
      take(http.POST('/api/profile/totp/confirm/', { body: { code } })),
    removeTotp: async (): Promise<void> => {
      await settle(http.DELETE('/api/profile/totp/'));
    },
    newPasskeyQuestion: async () =>
      creationOf(await take(http.POST('/api/profile/passkeys/options/'))),
    addPasskey: ({ name, response }: PasskeyAnswer): Promise<T.RecoveryCodes> =>
      take(http.POST('/api/profile/passkeys/', { body: { name, response: bodyOf(response) } })),
    removePasskey: async (id: string): Promise<void> => {
      await settle(http.DELETE('/api/profile/passkeys/{id}/', { params: { path: { id } } }));
    },
    renewRecoveryCodes: (): Promise<T.RecoveryCodes> =>
      take(http.POST('/api/profile/recovery-codes/')),
    endOtherSessions: async (): Promise<void> => {
      await settle(http.DELETE('/api/profile/sessions/'));
    },
    endSession: async (id: string): Promise<void> => {
      await settle(http.DELETE('/api/profile/sessions/{id}/', { params: { path: { id } } }));
    },
  };
}
