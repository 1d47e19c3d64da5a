import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Deployment } from '../api/types.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

type Window = Deployment['schedule']['windows'][number];
type Check = Omit<Deployment['checks']['before'][number], 'timeout_ms'>;

const clock = (minute: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
};

/** `Mon, Fri 22:00–06:00`: in the device's own time. */
export function windowWords({ days, from_minute: from, minutes }: Window): string {
  const names = days.length === 7 ? 'every day' : days.map((day) => DAYS[day]).join(', ');
  return `${names} ${clock(from)}–${clock(from + minutes)}`;
}

export function renderWindows(windows: readonly Window[]): TemplateResult {
  return windows.length === 0
    ? html`<span class="quiet">any time</span>`
    : html`${windows.map((window) => html`<div>${windowWords(window)}</div>`)}
        <span class="quiet">in the device’s own time</span>`;
}

export function checkWords(check: Check): string {
  switch (check.kind) {
    case 'service_active':
      return `service ${check.unit ?? ''} is active`;
    case 'file_exists':
      return `${check.path ?? ''} exists`;
    case 'port_open':
      return `port ${check.port ?? ''} is open`;
    case 'program_succeeds':
      return `${[check.path ?? '', ...(check.args ?? [])].join(' ')} succeeds`;
    default: {
      const missing: never = check.kind;
      return missing;
    }
  }
}

export function renderChecks(checks: readonly Check[]): TemplateResult {
  return checks.length === 0
    ? html`<span class="quiet">none</span>`
    : html`${checks.map((check) => html`<div>${checkWords(check)}</div>`)}`;
}
