import type { DeploymentBody, PackageVersionRow } from '../api/types.ts';

export const STEPS = ['version', 'where', 'when', 'checks', 'review'] as const;
export type Step = (typeof STEPS)[number];

export interface WindowDraft {
  readonly days: readonly number[]; // 0: Monday
  readonly from: string; // "22:00"
  readonly hours: string;
}
type CheckBody = NonNullable<NonNullable<DeploymentBody['checks']>['before']>[number];
export type CheckKind = CheckBody['kind'];
export interface CheckDraft {
  readonly at: 'before' | 'after';
  readonly kind: CheckKind;
  readonly value: string;
}
/** An order as a person enters it, field by field. */
export interface DeploymentDraft {
  readonly action: NonNullable<DeploymentBody['action']>;
  readonly version: PackageVersionRow | undefined;
  readonly sites: string;
  readonly businessUnits: string;
  readonly deviceGroups: string;
  readonly devices: string;
  readonly ring: string;
  readonly notBefore: string; // as a datetime-local field says it
  readonly deadline: string;
  readonly windows: readonly WindowDraft[];
  readonly checks: readonly CheckDraft[];
  readonly attempts: string;
  readonly security: boolean;
}

export const emptyDraft: DeploymentDraft = {
  action: 'install',
  version: undefined,
  sites: '',
  businessUnits: '',
  deviceGroups: '',
  devices: '',
  ring: '0',
  notBefore: '',
  deadline: '',
  windows: [],
  checks: [],
  attempts: '3',
  security: false,
};

export const wordsIn = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((word) => word !== '')),
];

/** Why one can't go on from a step; undefined: one can. */
export function stepFault(draft: DeploymentDraft, step: Step): string | undefined {
  switch (step) {
    case 'version':
      return draft.version === undefined ? 'Choose a published version.' : undefined;
    case 'where':
      return whereFault(draft);
    case 'when':
      return whenFault(draft);
    case 'checks':
      return checksFault(draft);
    case 'review':
      return undefined;
    default: {
      const missing: never = step;
      return missing;
    }
  }
}

function whereFault({ sites, businessUnits, deviceGroups, devices }: DeploymentDraft) {
  if ([sites, businessUnits, deviceGroups, devices].every((text) => wordsIn(text).length === 0)) {
    return 'Say where: a site, a business unit, a device group or a device.';
  }
  const odd = wordsIn(devices).find((device) => !/^[0-9a-f]{32}$/.test(device));
  return odd === undefined
    ? undefined
    : `“${odd}” is no device id: 32 digits and letters a to f, as on the device’s page.`;
}

function whenFault({ notBefore, deadline, windows }: DeploymentDraft): string | undefined {
  if (notBefore !== '' && deadline !== '' && deadline <= notBefore) {
    return 'The deadline has to come after the beginning.';
  }
  for (const { days, from, hours } of windows) {
    if (days.length === 0) return 'Choose the days of each window.';
    if (!/^\d{2}:\d{2}$/.test(from)) return 'Say when each window opens.';
    if (!(Number(hours) > 0 && Number(hours) <= 24)) return 'A window lasts up to 24 hours.';
  }
  return undefined;
}

function checksFault({ checks, attempts }: DeploymentDraft): string | undefined {
  for (const { kind, value } of checks) {
    if (value.trim() === '') return 'Say what each check looks at.';
    if (kind === 'port_open' && !(Number(value) >= 1 && Number(value) <= 65_535)) {
      return 'A port is a number from 1 to 65535.';
    }
  }
  const count = Number(attempts);
  return Number.isInteger(count) && count >= 1 && count <= 20
    ? undefined
    : 'It is tried 1 to 20 times.';
}

function checkBody({ kind, value }: CheckDraft): CheckBody {
  const text = value.trim();
  switch (kind) {
    case 'service_active':
      return { kind, unit: text };
    case 'port_open':
      return { kind, port: Number(text) };
    case 'file_exists':
      return { kind, path: text };
    case 'program_succeeds': {
      const [path = '', ...args] = text.split(/\s+/);
      return { kind, path, args };
    }
    default: {
      const missing: never = kind;
      return missing;
    }
  }
}

/** The request that says the same. The draft has no fault in any step. */
export function bodyOf(draft: DeploymentDraft): DeploymentBody {
  const { version, action, checks } = draft;
  const at = (text: string) => (text === '' ? undefined : new Date(text).toISOString());
  const notBefore = at(draft.notBefore);
  const deadline = at(draft.deadline);
  const windows = draft.windows.map(({ days, from, hours }) => {
    const [hour = '0', minute = '0'] = from.split(':');
    const minutes = Math.round(Number(hours) * 60);
    return { days: [...days], from_minute: Number(hour) * 60 + Number(minute), minutes };
  });
  const of = (when: 'before' | 'after') =>
    checks.filter((check) => check.at === when).map(checkBody);
  return {
    package_id: version?.package_id ?? '',
    ...(action === 'remove' ? {} : { package_version_id: version?.id ?? '' }),
    action,
    target_scope: {
      sites: wordsIn(draft.sites),
      business_units: draft.businessUnits
        .split(/[,;\n]+/)
        .map((unit) => unit.trim())
        .filter((unit) => unit !== ''),
      device_groups: wordsIn(draft.deviceGroups),
      devices: wordsIn(draft.devices),
    },
    rings: [{ ring_number: Number(draft.ring) }],
    schedule: {
      ...(notBefore === undefined ? {} : { not_before: notBefore }),
      ...(deadline === undefined ? {} : { deadline }),
      windows,
    },
    checks: { before: of('before'), after: of('after') },
    attempts_max: Number(draft.attempts),
    security: draft.security,
  };
}
