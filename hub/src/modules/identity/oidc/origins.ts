const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The origin under which a browser uses this hub: the configured public one, or, on the hub's own
 * machine, whichever name of it was typed. A foreign Host header never gets anywhere: it would
 * name the address to which a sign-in's code is sent.
 * @returns undefined when the hub was not told how it is reached, and this is no local request
 */
export function originFor(
  request: { readonly protocol: string; readonly host: string },
  publicUrl: URL | undefined,
): string | undefined {
  const text = `${request.protocol}://${request.host}`;
  const own = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = own !== undefined && loopback.has(own.hostname);
  if (publicUrl === undefined) return isLocal ? own.origin : undefined;
  const publicIsLocal = loopback.has(publicUrl.hostname) && publicUrl.protocol === 'http:';
  if (isLocal && publicIsLocal && own.port === publicUrl.port) return own.origin;
  return publicUrl.origin;
}

/** Can browsers make passkeys here? They refuse hosts that are bare addresses. */
export function passkeyHost(origin: string): string | undefined {
  const { hostname } = new URL(origin);
  return /^[\d.]+$|^\[/.test(hostname) ? undefined : hostname;
}
