import type { Severity } from './routing.ts';

/** What somebody can be told of without asking for single audit actions. */
export const alertKinds = [
  'site.offline',
  'site.gaps',
  'site.certificate',
  'quarantine',
  'device.identity',
  'audit.contradicted',
  'audit.unsealed',
  'archive.damaged',
  'backup.failed',
  'rotation.due',
  'hub.keys',
  'target.failing',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/**
 * Something that is so now. It is the same as long as its key is the same; `since` is when it began
 * to be so, as far as anybody knows.
 */
export interface Condition {
  readonly key: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly siteId: string | null;
  readonly title: string;
  readonly detail: string;
  readonly since: Date;
}
/** Looks for conditions of some kinds. While it fails nothing is known of these kinds. */
export interface AlertSource {
  readonly kinds: readonly AlertKind[];
  read(now: Date): Promise<readonly Condition[]>;
}

interface EventAlert {
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly title: (subject: string) => string;
  readonly detail: string;
  /** The subject of the entry is a site. */
  readonly isOfSite: boolean;
}

// Entries of the audit record that say what happened once: a person has to look and to end it.
const eventAlerts: Readonly<Record<string, EventAlert>> = {
  'audit.contradicted': {
    kind: 'audit.contradicted',
    severity: 'critical',
    title: (subject) => `${subject} holds another audit record than the hub's`,
    detail: 'Compare with eucora-hub audit verify --against the checkpoint that the site holds.',
    isOfSite: true,
  },
  'hub_keys.contradicted': {
    kind: 'hub.keys',
    severity: 'critical',
    title: (subject) => `${subject} follows other signing keys than the hub's`,
    detail:
      'Somebody used a retired key, or the hub was restored from before a rotation: look into the ' +
      'audit record which, and bring the newest sign key file back into the keys of its home.',
    isOfSite: true,
  },
  'archive.damaged': {
    kind: 'archive.damaged',
    severity: 'critical',
    title: (subject) => `Archive pack ${subject} is damaged`,
    detail: 'Run eucora-hub archive scrub, with --archive if there is a copy.',
    isOfSite: false,
  },
};

/** What of a sealed entry is an alert that a person ends; undefined: nothing. */
export function alertOfEntry(entry: {
  readonly action: string;
  readonly subject: string;
  readonly at: Date;
}): Condition | undefined {
  if (!Object.hasOwn(eventAlerts, entry.action)) return undefined;
  const { kind, severity, title, detail, isOfSite } = eventAlerts[entry.action]!;
  const { action, subject, at } = entry;
  const key = `${action}:${subject}`;
  const siteId = isOfSite ? subject : null;
  return { key, kind, severity, siteId, title: title(subject), detail, since: at };
}

/** Kinds that happen once and stay until a person ends them. */
export const endedByPerson: ReadonlySet<AlertKind> = new Set(
  Object.values(eventAlerts).map(({ kind }) => kind),
);
