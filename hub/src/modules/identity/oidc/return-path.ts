/**
 * Where the console goes after sign-in: a path of the console itself, else its start. Everything
 * that a browser could read as another origin is refused, not repaired.
 */
export function safeReturnPath(next: string | undefined): string {
  if (next === undefined || next.length > 2_048) return '/';
  // A second slash, or a backslash that browsers take for one, would begin a host name; browsers
  // drop tabs and line ends before they look.
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/';
  const url = new URL(next, 'http://console.invalid');
  if (url.origin !== 'http://console.invalid') return '/';
  return /^\/(?:api|oidc|sign-in)(?:\/|$)/.test(url.pathname) || url.pathname.startsWith('//')
    ? '/'
    : `${url.pathname}${url.search}${url.hash}`;
}
