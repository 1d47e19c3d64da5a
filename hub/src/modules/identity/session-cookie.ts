export const sessionCookie = 'eucora_session';

/** No script reads it, no other site's page sends it. */
export interface CookieOptions {
  readonly path: '/';
  readonly httpOnly: true;
  readonly sameSite: 'strict';
  readonly secure: boolean;
}

/** `secure`: over TLS only. False for a console on plain loopback. */
export function cookieOptions(secure: boolean): CookieOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure };
}
