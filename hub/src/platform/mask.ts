const blank = '[redacted]';

/** Members of a logged object whose names say that they hold a secret, at any depth. */
const members =
  /"([\w.-]*(?:password|passphrase|secret|token|authorization|cookie|api[_-]?key|private[_-]?key|credential)[\w.-]*)":"(?:[^"\\]|\\.)*"/gi;

/** Secrets that are known by their looks, wherever in a text they are. */
const looks: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // The password of an address; the user stays, since it says who it was.
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:@/"\\]*):[^\s@"\\]+@/gi, `$1:${blank}@`],
  [/\beucora_[a-z]+_[\w-]{20,}/g, blank],
  [/\b(?:Bearer|Basic) +[\w.~+/=-]{8,}/gi, blank],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, blank],
  [/\b(?:hvs|hvb|hvr|s)\.[\w-]{20,}/g, blank],
  [/\bS[UAONCX][A-Z2-7]{56}\b/g, blank],
  [/SCRAM-SHA-256\$\d+:[\w+/=]+\$[\w+/=]+:[\w+/=]+/g, blank],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----/gs, blank],
];

/**
 * Blanks what must not be in a log line, by the names of members and by what secrets look like. The
 * last line of defence: nothing here is a reason to log a secret.
 */
export function maskSecrets(line: string): string {
  let masked = line.replaceAll(members, `"$1":"${blank}"`);
  for (const [pattern, instead] of looks) masked = masked.replaceAll(pattern, instead);
  return masked;
}
