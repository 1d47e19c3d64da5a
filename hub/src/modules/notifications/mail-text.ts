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

/** An address as records may keep it: its domain, and of the person's name one letter. */
export function maskedAddress(text: string): string {
  return text.replace(/^(.)[^@]*/, '$1…');
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
  const [opened = [], repeated = [], ended = []] = turns.map((turn) => itemsOf(event[turn]));
  const lines = [
    ...partOf('New', opened),
    ...partOf('Still so', repeated),
    ...partOf('Ended', ended),
  ];
  const omitted = Number(event['omitted'] ?? 0);
  if (omitted > 0) lines.push(`… and ${omitted} more.`, '');
  lines.push(`Rule: ${oneLine(nameOf(event['rule']))}`, ...foot);
  return { subject: subjectOf(event, { opened, repeated, ended }), text: lines.join('\n') };
}

interface Item {
  readonly severity: string;
  readonly title: string;
  readonly detail: string;
  readonly since: string;
  readonly endedAt: string | null;
}
const turns = ['opened', 'repeated', 'ended'] as const;
type Turns = Readonly<Record<(typeof turns)[number], readonly Item[]>>;

function subjectOf(event: Readonly<Record<string, unknown>>, items: Turns): string {
  const { opened, repeated, ended } = items;
  const counts = isRecord(event['counts']) ? event['counts'] : {};
  const numbers = turns.map((turn) => Number(counts[turn] ?? items[turn].length));
  const total = numbers.reduce((sum, n) => sum + n, 0);
  const [only] = [...opened, ...repeated, ...ended];
  if (total === 1 && only) {
    const word = ended.length === 1 ? 'ended' : only.severity;
    return oneLine(`EUCORA edge: ${word}: ${only.title}`);
  }
  const names = ['new', 'lasting', 'ended'] as const;
  const words = names.flatMap((name, i) => (numbers[i]! > 0 ? [`${numbers[i]} ${name}`] : []));
  const isCritical = event['severity'] === 'critical';
  return oneLine(`EUCORA edge: ${isCritical ? 'critical: ' : ''}${words.join(', ')}`);
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
