/** Scanners that are spoken to. */
export const scanners = ['clamav', 'trivy', 'grype'] as const;
export type Scanner = (typeof scanners)[number];

/**
 * What a scan came to. `clean`: it ran to its end and found nothing; `found`: it found something;
 * `failed`: it did not come to its end; `not_scanned`: it did not run. Only `clean` is clean.
 */
export const scanStatuses = ['clean', 'found', 'failed', 'not_scanned'] as const;
export type ScanStatus = (typeof scanStatuses)[number];

export interface ScanResult {
  readonly status: ScanStatus;
  /** In a sentence: what was found, or why there is no result. */
  readonly detail: string;
}
/** How a program ended. */
export interface Ended {
  /** Null: it was killed. */
  readonly code: number | null;
  readonly output: string;
}

const namedMax = 10;
const wordMax = 120;

const failed = (detail: string): ScanResult => ({ status: 'failed', detail });
const short = (text: string): string => text.replaceAll(/\p{C}/gu, ' ').slice(0, wordMax);

/** clamscan(1): 0 is no virus found, 1 is some, everything else is an error. */
export function clamResult({ code, output }: Ended): ScanResult {
  if (code === 0) return { status: 'clean', detail: 'ClamAV knows nothing bad in it.' };
  if (code !== 1) return failed(`clamscan ended with ${String(code)}: ${short(output)}`);
  const names = [...output.matchAll(/: (.+) FOUND$/gm)].map(([, name = '']) => short(name));
  const told =
    names.length === 0 ? 'something it does not name' : names.slice(0, namedMax).join(', ');
  return { status: 'found', detail: `ClamAV found ${told}.` };
}

/** `trivy sbom --format json`: vulnerabilities of each result. */
export function trivyResult({ code, output }: Ended): ScanResult {
  const report = code === 0 ? recordOf(output) : undefined;
  if (report === undefined) return failed(`trivy ended with ${String(code)}: ${short(output)}`);
  if (report['SchemaVersion'] !== 2) return failed('trivy answered in another format than 2.');
  const found = listOf(report['Results']).flatMap((result) =>
    listOf(result['Vulnerabilities']).map(
      (one) => [one['VulnerabilityID'], one['Severity']] as const,
    ),
  );
  return vulnerabilities('Trivy', found);
}

/** `grype sbom:FILE -o json`: matches. */
export function grypeResult({ code, output }: Ended): ScanResult {
  const report = code === 0 ? recordOf(output) : undefined;
  if (report === undefined || !Array.isArray(report['matches'])) {
    return failed(`grype ended with ${String(code)}: ${short(output)}`);
  }
  const found = listOf(report['matches']).map((match) => {
    const [one = {}] = listOf([match['vulnerability']]);
    return [one['id'], one['severity']] as const;
  });
  return vulnerabilities('Grype', found);
}

const ranks = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'];

function vulnerabilities(
  who: string,
  found: readonly (readonly [id: unknown, severity: unknown])[],
): ScanResult {
  if (found.length === 0)
    return { status: 'clean', detail: `${who} knows no vulnerability of it.` };
  const rankOf = (severity: unknown): string => {
    const word = String(severity).toLowerCase();
    return ranks.includes(word) ? word : 'unknown';
  };
  const counts = ranks.flatMap((rank) => {
    const count = found.filter(([, severity]) => rankOf(severity) === rank).length;
    return count === 0 ? [] : [`${count} ${rank}`];
  });
  const worst = found.toSorted(
    ([, a], [, b]) => ranks.indexOf(rankOf(a)) - ranks.indexOf(rankOf(b)),
  );
  const names = [...new Set(worst.map(([id]) => short(String(id))))].slice(0, namedMax);
  return { status: 'found', detail: `${who} found ${counts.join(', ')}: ${names.join(', ')}.` };
}

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isRecord) : []);

function recordOf(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
