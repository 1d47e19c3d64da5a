/** An id as PostgreSQL's uuid prints it: our 32 hex digits without the hyphens. */
export function idFromUuid(uuid: string): string {
  return uuid.replaceAll('-', '');
}
