/** How much it matters to somebody who is not looking. */
export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

// The longest beginning that fits decides; what is named nowhere is for the record only.
const severityByAction: Readonly<Record<string, Severity>> = {
  'audit.contradicted': 'critical',
  'archive.damaged': 'critical',
  'backup.failed': 'critical',
  'device.identity_conflict': 'critical',
  'ledger.epoch': 'warning',
  'segment.refused': 'warning',
  'segment.set_aside': 'warning',
  'request.refused': 'warning',
  'relay.revoked': 'warning',
  'device.revoked': 'warning',
  'webhook.disabled': 'warning',
};

/** What an audit action means to somebody who is to be told. */
export function severityOf(action: string): Severity {
  for (let name = action; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const known = severityByAction[name];
    if (known) return known;
  }
  return 'info';
}

/** What a subscription asks for. */
export interface Route {
  /** Actions, each with everything below it; none: all. */
  readonly actions: readonly string[];
  readonly severityMin: Severity;
}

/** Whether a subscription is to be told of an action. */
export function isRouted(route: Route, action: string): boolean {
  if (severities.indexOf(severityOf(action)) < severities.indexOf(route.severityMin)) return false;
  if (route.actions.length === 0) return true;
  return route.actions.some((name) => action === name || action.startsWith(`${name}.`));
}
