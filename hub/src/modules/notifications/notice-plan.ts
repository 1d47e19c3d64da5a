import type { AlertKind } from './alert-kinds.ts';
import type { Alert } from './alert-plan.ts';
import { severities, type Severity } from './routing.ts';

/** Who is told of which alerts, and how often. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  /** None: all. */
  readonly kinds: readonly AlertKind[];
  readonly severityMin: Severity;
  /** Null: all, and what concerns no site. */
  readonly sites: readonly string[] | null;
  /** Only what has lasted so long. */
  readonly lastingMinutes: number;
  /** After a message the next waits so long, and what comes meanwhile is told together. */
  readonly groupMinutes: number;
  /** What lasts is told again after so long; 0: never. */
  readonly repeatHours: number;
  readonly tellsEnd: boolean;
  readonly enabled: boolean;
  readonly lastSentAt: Date | null;
}
/** What a rule has told of an alert. */
export interface Notice {
  readonly alertId: number;
  readonly ruleId: string;
  readonly toldAt: Date;
  readonly toldEndAt: Date | null;
}
/** One message of a rule: what is new, what lasts, what has ended. */
export interface NoticeGroup {
  readonly rule: Rule;
  readonly opened: readonly Alert[];
  readonly repeated: readonly Alert[];
  readonly ended: readonly Alert[];
}

const minuteMs = 60_000;

/** Whether a rule is about an alert at all. */
export function isOf(rule: Rule, alert: Pick<Alert, 'kind' | 'severity' | 'siteId'>): boolean {
  if (rule.kinds.length > 0 && !rule.kinds.includes(alert.kind)) return false;
  if (severities.indexOf(alert.severity) < severities.indexOf(rule.severityMin)) return false;
  return rule.sites === null || (alert.siteId !== null && rule.sites.includes(alert.siteId));
}

/**
 * What is to be told now, one message for each rule at most. An alert is told of once, its end once,
 * and only if its beginning was; what came back after its end was told is told of anew.
 */
export function planNotices(
  rules: readonly Rule[],
  alerts: readonly Alert[],
  notices: readonly Notice[],
  now: Date,
): NoticeGroup[] {
  const told = new Map(notices.map((notice) => [`${notice.ruleId} ${notice.alertId}`, notice]));
  return rules.flatMap((rule) => {
    if (!rule.enabled || isWithin(rule.lastSentAt, rule.groupMinutes * minuteMs, now)) return [];
    const group: Record<Turn, Alert[]> = { opened: [], repeated: [], ended: [] };
    for (const alert of alerts) {
      const turn = turnOf(rule, alert, told.get(`${rule.id} ${alert.id}`), now);
      if (turn !== undefined) group[turn].push(alert);
    }
    const { opened, repeated, ended } = group;
    return opened.length + repeated.length + ended.length === 0 ? [] : [{ rule, ...group }];
  });
}

type Turn = 'opened' | 'repeated' | 'ended';

function turnOf(rule: Rule, alert: Alert, notice: Notice | undefined, now: Date): Turn | undefined {
  const isTold = notice !== undefined && notice.toldEndAt === null;
  if (alert.endedAt !== null) return isTold && rule.tellsEnd ? 'ended' : undefined;
  if (!isOf(rule, alert)) return undefined;
  if (isTold) {
    if (rule.repeatHours === 0 || alert.acknowledgedAt !== null) return undefined;
    return isWithin(notice.toldAt, rule.repeatHours * 60 * minuteMs, now) ? undefined : 'repeated';
  }
  // What is just going away is not worth a message; if it comes back it is.
  if (alert.calmSince !== null) return undefined;
  return isWithin(alert.since, rule.lastingMinutes * minuteMs, now) ? undefined : 'opened';
}

function isWithin(at: Date | null, ms: number, now: Date): boolean {
  return at !== null && now.getTime() - at.getTime() < ms;
}
