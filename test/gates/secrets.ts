/** A place in a file that looks like a secret. */
export interface SecretFinding {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}
/** A line of a file that looks like a secret and is none, and why. */
export interface KnownSecret {
  readonly path: string;
  readonly what: string;
  readonly reason: string;
}

// Apart from the rest of its line, so that this file does not find itself.
const key = 'KEY';
const shapes: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['private key', new RegExp(`-----BEGIN (?:[A-Z]+ )*PRIVATE ${key}-----`)],
  ['token of ours', /\beucora_(?:token|session|link)_[A-Za-z0-9_-]{43}\b/],
  ['nkey seed', /\bS[ACNOUX][A-Z2-7]{56}\b/],
  ['age key', /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/],
  ['AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['GitHub token', /\b(?:gh[oprsu]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b/],
  ['GitLab token', /\bglpat-[A-Za-z0-9_-]{20,}\b/],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}\b/],
  ['Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['Vault token', /\bhv[bsr]\.[A-Za-z0-9_-]{24,}\b/],
  ['JSON web token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/],
  ['password in an address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"`${}]+:[^\s:/@'"`${}]{3,}@[\w.-]+/],
];

// name = "value", where the name says that the value is to be kept.
const assignment =
  /(?:password|passwd|secret|api_?key|private_?key|access_?token)["']?\s*[:=]\s*["'`]([^"'`\s]{16,})["'`]/gi;
const bitsMin = 3.2;

/** Shannon entropy of a text, in bits a character: words have less than random text. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const length = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / length;
    return bits - share * Math.log2(share);
  }, 0);
}

/** Looks for what looks like a secret, by shape, and by name where the value looks random. */
export function findSecrets(path: string, text: string): SecretFinding[] {
  return text.split('\n').flatMap((line, index) => {
    const found = shapes.filter(([, pattern]) => pattern.test(line)).map(([what]) => what);
    for (const [, value = ''] of line.matchAll(assignment)) {
      const isName = /^[a-z]+(?:[-_./ ][a-z]+)*$/i.test(value) || value.includes('${');
      if (!isName && entropy(value) >= bitsMin) found.push('value of a secret');
    }
    return found.map((what) => ({ path, line: index + 1, what }));
  });
}

/** Findings that nobody has explained, and explanations of what is not there any more. */
export function judgeSecrets(
  findings: readonly SecretFinding[],
  known: readonly KnownSecret[],
): { readonly open: readonly SecretFinding[]; readonly stale: readonly KnownSecret[] } {
  const explains = (entry: KnownSecret, finding: SecretFinding): boolean =>
    entry.path === finding.path && entry.what === finding.what;
  return {
    open: findings.filter((finding) => !known.some((entry) => explains(entry, finding))),
    stale: known.filter((entry) => !findings.some((finding) => explains(entry, finding))),
  };
}
