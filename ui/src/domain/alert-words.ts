import type { Alert, AlertKind, AlertRule } from '../api/types.ts';

/** What somebody can be told of, as a person says it. */
export const ALERT_KINDS = {
  'site.offline': 'site offline',
  'site.gaps': 'gaps in a journal',
  'site.certificate': 'site certificate expiring',
  quarantine: 'messages in quarantine',
  'device.identity': 'identity conflicts',
  'audit.contradicted': 'audit record contradicted',
  'audit.unsealed': 'audit entries not sealed',
  'archive.damaged': 'archive damaged',
  'backup.failed': 'backup failed',
  'rotation.due': 'key rotation due',
  'hub.keys': 'signing keys contradicted',
  'target.failing': 'a target can’t be told',
} as const satisfies Record<AlertKind, string>;

export const SEVERITY_WORDS = {
  info: 'for information',
  warning: 'warning',
  critical: 'critical',
} as const satisfies Record<Alert['severity'], string>;

type Wide = Pick<
  AlertRule,
  'kinds' | 'severity_min' | 'sites' | 'lasting_minutes' | 'group_minutes' | 'repeat_hours'
>;

/** What a rule is about, in words. */
export function ruleWords(rule: Wide): string {
  const kinds = rule.kinds.map((kind) => ALERT_KINDS[kind]).join(', ');
  const parts = [kinds === '' ? 'everything' : kinds];
  if (rule.severity_min === 'critical') parts.push('critical alone');
  if (rule.severity_min === 'warning') parts.push('warnings and worse');
  if (rule.sites !== null) parts.push(`at ${rule.sites.join(', ')}`);
  if (rule.lasting_minutes > 0) parts.push(`lasting ${minutesWords(rule.lasting_minutes)}`);
  return parts.join('; ');
}

/** How often a rule speaks. */
export function paceWords({ group_minutes: group, repeat_hours: repeat }: Wide): string {
  const grouped = group === 0 ? 'at once' : `at most every ${minutesWords(group)}`;
  return repeat === 0 ? grouped : `${grouped}; again after ${minutesWords(repeat * 60)}`;
}

/** `4 h`, `90 min`, `2 d`. */
export function minutesWords(minutes: number): string {
  if (minutes % 1_440 === 0 && minutes > 0) return `${minutes / 1_440} d`;
  return minutes % 60 === 0 && minutes > 0 ? `${minutes / 60} h` : `${minutes} min`;
}
