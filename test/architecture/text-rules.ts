import type { Finding } from './source.ts';

/** A text file of the project that need not be source code. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

// Written in halves, so that this file does not find itself.
const forbidden: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  {
    pattern: new RegExp(String.raw`(?<![\w.$}~-])/(?:wo${'rk'}|ro${'ot'})/`),
    message: 'an absolute path of one machine; derive it from the project or the data directory',
  },
  {
    pattern: new RegExp(
      String.raw`(?:registry|deb|security|archive|snapshot)\.(?:npm${'js'}|deb${'ian'})\.(?:org|com)`,
    ),
    message: 'a package registry by name; the client knows its own',
  },
  {
    pattern: new RegExp(String.raw`"reso${'lved"'}: "https?:`),
    message: 'a registry address in the lock file; install with omit-lockfile-registry-resolved',
  },
  {
    pattern: new RegExp(String.raw`\biss${'ue'} #?\d+\b`, 'i'),
    message: 'a tracker number; say what is meant instead',
  },
];

/** The project speaks of itself alone: no machine's paths, no hosts, no tracker. */
export function foreignWords({ path, text }: Text): Finding[] {
  const findings: Finding[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    for (const { pattern, message } of forbidden) {
      if (pattern.test(line)) {
        findings.push({ rule: 'foreign-words', path, line: index + 1, message });
      }
    }
  }
  return findings;
}
