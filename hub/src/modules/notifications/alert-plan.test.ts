import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertKinds, alertOfEntry, type Condition } from './alert-kinds.ts';
import { calmMsOf, planAlerts, type Alert } from './alert-plan.ts';
import { isOf, planNotices, type Notice, type Rule } from './notice-plan.ts';

const startMs = Date.parse('2026-11-25T12:00:00Z');
const minuteMs = 60_000;
const looked = new Set(alertKinds);

const condition = (fields: Partial<Condition> = {}): Condition => ({
  key: 'site.offline:hq',
  kind: 'site.offline',
  severity: 'warning',
  siteId: 'hq',
  title: 'hq is offline',
  detail: '',
  since: new Date(startMs),
  ...fields,
});
const alert = (fields: Partial<Alert> = {}): Alert => ({
  ...condition(),
  id: 1,
  openedAt: new Date(startMs),
  calmSince: null,
  returns: 0,
  endedAt: null,
  acknowledgedAt: null,
  ...fields,
});
const rule = (fields: Partial<Rule> = {}): Rule => ({
  id: 'r',
  name: 'Night',
  kinds: [],
  severityMin: 'warning',
  sites: null,
  lastingMinutes: 0,
  groupMinutes: 0,
  repeatHours: 0,
  tellsEnd: true,
  enabled: true,
  lastSentAt: null,
  ...fields,
});
const at = (minutes: number): Date => new Date(startMs + minutes * minuteMs);

/** Keeps what plans ask for, as the database does. */
class Hub {
  readonly alerts: Alert[] = [];
  readonly notices: Notice[] = [];
  messages = 0;
  #rule: Rule;

  constructor(of: Rule) {
    this.#rule = of;
  }

  turn(found: readonly Condition[], now: Date): void {
    for (const step of planAlerts(this.alerts, found, looked, now)) {
      if (step.do === 'open') {
        this.alerts.push(alert({ ...step.condition, id: this.alerts.length + 1, openedAt: now }));
        continue;
      }
      const i = this.alerts.findIndex(({ id }) => id === step.id);
      const old = this.alerts[i]!;
      if (step.do === 'calm') this.alerts[i] = { ...old, calmSince: now };
      else if (step.do === 'end') this.alerts[i] = { ...old, endedAt: now };
      else {
        const returns = old.returns + (step.do === 'return' ? 1 : 0);
        this.alerts[i] = { ...old, ...step.condition, returns, calmSince: null, endedAt: null };
      }
    }
    for (const group of planNotices([this.#rule], this.alerts, this.notices, now)) {
      this.messages += 1;
      this.#rule = { ...this.#rule, lastSentAt: now };
      for (const { id } of [...group.opened, ...group.repeated]) this.#note(id, now, null);
      for (const { id } of group.ended) this.#note(id, now, now);
    }
  }

  #note(alertId: number, toldAt: Date, toldEndAt: Date | null): void {
    const i = this.notices.findIndex((notice) => notice.alertId === alertId);
    const notice = { alertId, ruleId: 'r', toldAt, toldEndAt };
    if (i < 0) this.notices.push(notice);
    else this.notices[i] = notice;
  }
}

describe('alerts', () => {
  test('begin once, end when the condition was gone for a while, and come back as the same', () => {
    const hub = new Hub(rule());
    hub.turn([condition()], at(0));
    hub.turn([condition()], at(1));
    expect(hub).toMatchObject({ messages: 1, alerts: [{ endedAt: null }] });
    for (const minute of [2, 5, 11]) hub.turn([], at(minute));
    expect(hub).toMatchObject({ messages: 1, alerts: [{ endedAt: null, calmSince: at(2) }] });
    hub.turn([], at(12));
    expect(hub).toMatchObject({ messages: 2, alerts: [{ endedAt: at(12) }] });
    hub.turn([condition()], at(60));
    expect(hub).toMatchObject({ messages: 3, alerts: [{ endedAt: null, returns: 1 }] });
    hub.turn([], at(61));
    hub.turn([], at(72));
    expect(hub.messages).toBe(3); // calm has to last longer now
    hub.turn([], at(82));
    expect(hub.messages).toBe(4);
    hub.turn([condition()], at(60 * 26));
    expect(hub.alerts.length).toBe(2); // a day later it is another
  });

  test('whose source is silent stay, and so does what only a person ends', () => {
    const kinds = new Set(alertKinds.filter((kind) => kind !== 'site.offline'));
    expect(planAlerts([alert()], [], kinds, at(900))).toEqual([]);
    const entry = { action: 'audit.contradicted', subject: 'hq', at: at(0) };
    const found = alertOfEntry(entry)!;
    expect(found).toMatchObject({ severity: 'critical', siteId: 'hq' });
    expect(planAlerts([alert(found)], [], looked, at(900))).toEqual([]);
    expect(alertOfEntry({ ...entry, action: 'constructor' })).toBeUndefined();
  });

  test('a site that flaps in any rhythm for a week sends a handful of messages a day', () => {
    const rhythm = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rhythm, (rests) => {
        const hub = new Hub(rule());
        let isDown = true;
        let next = 0;
        let i = 0;
        for (let minute = 0; minute < 7 * 1_440; minute += 1) {
          if (minute >= next) {
            isDown = !isDown;
            next = minute + rests[i % rests.length]!;
            i += 1;
          }
          hub.turn(isDown ? [condition()] : [], at(minute));
        }
        expect(hub.messages).toBeLessThanOrEqual(7 * 12);
        expect(hub.alerts.length).toBeLessThanOrEqual(7);
      }),
      { numRuns: 25 },
    );
    expect(calmMsOf(99)).toBe(6 * 3_600_000);
  });
});

describe('rules', () => {
  const plan = (of: Partial<Rule>, alerts: readonly Alert[], notices: Notice[] = [], minute = 0) =>
    planNotices([rule(of)], alerts, notices, at(minute)).map((group) => ({
      opened: group.opened.length,
      repeated: group.repeated.length,
      ended: group.ended.length,
    }));
  const told = (fields: Partial<Notice> = {}): Notice => {
    return { alertId: 1, ruleId: 'r', toldAt: at(0), toldEndAt: null, ...fields };
  };

  test.each<readonly [Partial<Rule>, Partial<Alert>, boolean]>([
    [{}, {}, true],
    [{ kinds: ['quarantine'] }, {}, false],
    [{ kinds: ['quarantine', 'site.offline'] }, {}, true],
    [{ severityMin: 'critical' }, {}, false],
    [{ severityMin: 'critical' }, { severity: 'critical' }, true],
    [{ sites: ['hq'] }, {}, true],
    [{ sites: ['vault'] }, {}, false],
    [{ sites: ['hq'] }, { siteId: null }, false],
  ])('%o of %o: %s', (of, what, expected) => {
    expect(isOf(rule(of), alert(what))).toBe(expected);
  });

  test('tell only what has lasted: a site offline for longer than four hours', () => {
    expect(plan({ lastingMinutes: 240 }, [alert()], [], 239)).toEqual([]);
    expect(plan({ lastingMinutes: 240 }, [alert()], [], 240)).toMatchObject([{ opened: 1 }]);
    expect(plan({}, [alert({ calmSince: at(1) })], [], 5)).toEqual([]);
  });

  test('tell a thousand sites at once, and what follows together', () => {
    const sites = Array.from({ length: 1_000 }, (_, i) => alert({ id: i + 1, key: `k${i}` }));
    expect(plan({}, sites)).toEqual([{ opened: 1_000, repeated: 0, ended: 0 }]);
    const waiting = { groupMinutes: 5, lastSentAt: at(0) };
    expect(plan(waiting, sites, [], 4)).toEqual([]);
    expect(plan(waiting, sites, [], 5)).toMatchObject([{ opened: 1_000 }]);
  });

  test('tell again what lasts, unless somebody has seen it', () => {
    expect(plan({ repeatHours: 1 }, [alert()], [told()], 59)).toEqual([]);
    expect(plan({ repeatHours: 1 }, [alert()], [told()], 60)).toMatchObject([{ repeated: 1 }]);
    expect(plan({ repeatHours: 0 }, [alert()], [told()], 6_000)).toEqual([]);
    const seen = alert({ acknowledgedAt: at(1) });
    expect(plan({ repeatHours: 1 }, [seen], [told()], 60)).toEqual([]);
  });

  test('tell the end of what they told of, once, if they are to', () => {
    const over = alert({ endedAt: at(30) });
    expect(plan({}, [over], [told()], 30)).toMatchObject([{ ended: 1 }]);
    expect(plan({}, [over], [told({ toldEndAt: at(30) })], 31)).toEqual([]);
    expect(plan({}, [over], [], 30)).toEqual([]);
    expect(plan({ tellsEnd: false }, [over], [told()], 30)).toEqual([]);
    expect(plan({ enabled: false }, [alert()])).toEqual([]);
  });
});
