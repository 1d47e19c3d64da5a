/** A message for people, not yet addressed. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

const subjectCharactersMax = 200;
const recipientsMax = 50;

/** Recipients of one target. */
export { recipientsMax };

// What may stand in an envelope and a header without being quoted; no control characters, no comma.
const address =
  /^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** An address that means one mailbox and nothing else: neither a name beside it nor a header. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && address.test(text) && !text.includes('..');
}

/** One line whatever came: what breaks lines or hides is a space. */
export function oneLine(text: string, charactersMax = subjectCharactersMax): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1)}…`;
}

/** The mail of an event as deliveries carry it. */
export function mailOf(
  event: Readonly<Record<string, unknown>>,
  consoleUrl: string | undefined,
): MailText {
  const foot = consoleUrl === undefined ? [] : ['', consoleUrl];
  if (event['type'] !== 'alert') {
    const text = ['This mail was asked for, to see whether it arrives.', ...foot].join('\n');
    return { subject: 'EUCORA edge: a test', text };
  }
  const [opened, repeated, ended] = ['opened', 'repeated', 'ended'].map((name) =>
    itemsOf(event[name]),
  );
  const counts = { opened: opened!, repeated: repeated!, ended: ended! };
  const lines = [
    ...partOf('New', counts.opened),
    ...partOf('Still so', counts.repeated),
    ...partOf('Ended', counts.ended),
  ];
  const omitted = Number(event['omitted'] ?? 0);
  if (omitted > 0) lines.push(`… and ${omitted} more.`, '');
  lines.push(`Rule: ${oneLine(nameOf(event['rule']))}`, ...foot);
  return { subject: subjectOf(counts, omitted), text: lines.join('\n') };
}

interface Item {
  readonly severity: string;
  readonly title: string;
  readonly detail: string;
  readonly since: string;
  readonly endedAt: string | null;
}
interface Counts {
  readonly opened: readonly Item[];
  readonly repeated: readonly Item[];
  readonly ended: readonly Item[];
}

function subjectOf({ opened, repeated, ended }: Counts, omitted: number): string {
  const all = [...opened, ...repeated, ...ended];
  const [only] = all;
  if (all.length === 1 && omitted === 0 && only) {
    const word = ended.length === 1 ? 'ended' : only.severity;
    return oneLine(`EUCORA edge: ${word}: ${only.title}`);
  }
  const parts = [
    [opened.length, 'new'],
    [repeated.length, 'lasting'],
    [ended.length, 'ended'],
    [omitted, 'more'],
  ] as const;
  const words = parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  const worst = [...opened, ...repeated].some(({ severity }) => severity === 'critical');
  return oneLine(`EUCORA edge: ${worst ? 'critical: ' : ''}${words.join(', ')}`);
}

function partOf(heading: string, items: readonly Item[]): string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap(({ severity, title, detail, since, endedAt }) => [
    `- ${severity}: ${oneLine(title, 500)}`,
    ...(detail === '' ? [] : [`  ${oneLine(detail, 500)}`]),
    `  since ${since}${endedAt === null ? '' : `, ended ${endedAt}`}`,
  ]);
  return [`${heading}:`, ...lines, ''];
}

function itemsOf(value: unknown): Item[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((item) => ({
    severity: textOf(item['severity']),
    title: textOf(item['title']),
    detail: textOf(item['detail']),
    since: textOf(item['since']),
    endedAt: typeof item['ended_at'] === 'string' ? item['ended_at'] : null,
  }));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const nameOf = (rule: unknown): string => (isRecord(rule) ? textOf(rule['name']) : '');

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
