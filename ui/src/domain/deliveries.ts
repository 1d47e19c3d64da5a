import type { Delivery, Severity, Webhook } from '../api/types.ts';

/** From which severity on somebody is told, as a choice. */
export const SEVERITY_CHOICES = [
  ['info', 'everything'],
  ['warning', 'warnings and worse'],
  ['critical', 'critical alone'],
] as const satisfies readonly (readonly [Severity, string])[];

/** What a subscription asks for, in words. */
export function asksFor({
  actions,
  severity_min: least,
  follows_record: follows,
}: Webhook): string {
  if (!follows) return 'alerts, by rules';
  const what = actions.length === 0 ? 'all of the audit record' : actions.join(', ');
  if (least === 'info') return what;
  return `${what}; ${least === 'warning' ? 'warnings and worse' : 'critical alone'}`;
}

/** Words of a field that lists several, by commas or spaces. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ''))];
}

/** How a try ended, as a person reads it; empty: nobody tried yet. */
export function lastAnswer({ last_status: status, last_error: error }: Delivery): string {
  if (error !== null) return error;
  return status === null ? '' : `answered ${status}`;
}
