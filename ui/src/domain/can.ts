/**
 * Whether a session's permissions allow something: the exact name, `*`, or a wildcard on either
 * side of the dot (`license.*`, `*.read`). Mirrors the hub's rule, which decides; the console only
 * leaves out buttons that would be refused.
 */
export function can(permissions: readonly string[] | undefined, wanted: string): boolean {
  const [area, act] = wanted.split('.');
  return (permissions ?? []).some(
    (held) => held === '*' || held === wanted || held === `${area}.*` || held === `*.${act}`,
  );
}
