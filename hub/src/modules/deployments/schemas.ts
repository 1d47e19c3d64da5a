import { Type, type Static } from 'typebox';
import { desiredLimits, planes } from '@eucora/protocol/desired';
import {
  Count,
  Horizon,
  HexId,
  iso,
  NullableInteger,
  NullableString,
  NullableTimestamp,
  Page,
  PageQuery,
  Search,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import { intentActions, intentStates, type Plan } from './model.ts';
import type { IntentWish } from './service.ts';
import { planeOf } from './service.ts';
import { deviceStates, resultSteps, type ResultStep } from './states.ts';
import type { IntentRow } from './store.ts';

export const Id = Type.String({ format: 'uuid' });
const NullableId = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'uuid' });
const SiteName = Type.String({ minLength: 1, maxLength: 64 });
const Line = Type.String({ minLength: 1, maxLength: 255 });
const targetsMax = 1_000;
const several = <T extends ReturnType<typeof Type.String>>(item: T) =>
  Type.Optional(Type.Array(item, { maxItems: targetsMax }));

const Window = Type.Object(
  {
    days: Type.Array(Type.Integer({ minimum: 0, maximum: 6, description: '0: Monday' }), {
      minItems: 1,
      maxItems: 7,
    }),
    from_minute: Type.Integer({ minimum: 0, maximum: 1_439 }),
    minutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
  },
  { additionalProperties: false, description: 'In the device’s own local time' },
);
const Check = Type.Object(
  {
    kind: Words(['service_active', 'file_exists', 'port_open', 'program_succeeds']),
    unit: Type.Optional(Line),
    path: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    args: Type.Optional(
      Type.Array(Type.String({ maxLength: 1_024 }), { maxItems: desiredLimits.argsMax }),
    ),
    timeout_ms: Type.Optional(
      Type.Integer({ minimum: 1, maximum: desiredLimits.timeoutMsMax, default: 30_000 }),
    ),
  },
  {
    additionalProperties: false,
    description:
      'service_active: unit; file_exists: path; port_open: port; program_succeeds: path, args',
  },
);
export type CheckBody = Static<typeof Check>;
const Checks = Type.Optional(Type.Array(Check, { maxItems: desiredLimits.checksMax }));

export const IntentBody = Type.Object(
  {
    package_id: Id,
    package_version_id: Type.Optional(Id),
    action: Type.Optional(Words(intentActions)),
    target_scope: Type.Object(
      {
        sites: several(SiteName),
        business_units: several(Line),
        device_groups: several(Line),
        devices: several(HexId),
      },
      { additionalProperties: false, description: 'Devices of any of these' },
    ),
    rings: Type.Array(
      Type.Object(
        { ring_number: Type.Integer({ minimum: 0, maximum: 4 }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 1, description: 'The ring that this assignment is for' },
    ),
    schedule: Type.Optional(
      Type.Object(
        {
          not_before: Type.Optional(Timestamp),
          deadline: Type.Optional(Timestamp),
          windows: Type.Optional(Type.Array(Window, { maxItems: desiredLimits.windowsMax })),
        },
        { additionalProperties: false },
      ),
    ),
    checks: Type.Optional(
      Type.Object({ before: Checks, after: Checks }, { additionalProperties: false }),
    ),
    attempts_max: Type.Optional(
      Type.Integer({ minimum: 1, maximum: desiredLimits.attemptsMax, default: 3 }),
    ),
    security: Type.Optional(
      Type.Boolean({ default: false, description: 'Allowed where the lease is HOLD' }),
    ),
    plane: Type.Optional(Words(planes)),
  },
  { additionalProperties: false },
);

const Targets = Type.Object({
  sites: Type.Array(Type.String()),
  business_units: Type.Array(Type.String()),
  device_groups: Type.Array(Type.String()),
  devices: Type.Array(HexId),
});
const Counts = Type.Record(Type.String(), Count, {
  description: 'Devices by state; `unknown` is one that said nothing',
});
const intentFields = {
  id: Id,
  package_id: Id,
  package_version_id: NullableId,
  package_name: Type.String(),
  format: Type.String(),
  version: NullableString,
  action: Words(intentActions),
  state: Words(intentStates),
  target_scope: Targets,
  rings: Type.Array(Type.Object({ ring_number: Type.Integer() })),
  plane: Words(planes),
  security: Type.Boolean(),
  revision: Type.Integer({ description: 'The ETag, for If-Match' }),
  tries: Type.Integer(),
  created_at: Timestamp,
  created_by: Type.String(),
  changed_at: Timestamp,
  cancelled_by: NullableString,
};
export const IntentItem = Type.Object({
  ...intentFields,
  said: Type.Record(Type.String(), Count, { description: 'Devices by what they said last' }),
});
export const IntentPage = Page(IntentItem);
export const IntentDetail = Type.Object({
  ...intentFields,
  schedule: Type.Object({
    not_before: NullableTimestamp,
    deadline: NullableTimestamp,
    windows: Type.Array(Window),
  }),
  checks: Type.Object({ before: Type.Array(Check), after: Type.Array(Check) }),
  attempts_max: Type.Integer(),
  devices_total: Count,
  states: Counts,
  ...Horizon.properties,
});
const deviceStateFields = {
  state: Words(deviceStates),
  reason: Type.String({ description: 'Why, in words; empty: nothing is to be said' }),
  said_at: NullableTimestamp,
  attempt: NullableInteger,
  generation: NullableInteger,
};
export const IntentDeviceItem = Type.Object({
  device_id: HexId,
  hostname: NullableString,
  site_id: Type.String(),
  ...deviceStateFields,
});
export const IntentDevicePage = Page(IntentDeviceItem);
export const DeviceOrderItem = Type.Object({
  intent_id: Id,
  package_name: Type.String(),
  version: NullableString,
  action: Words(intentActions),
  ring_number: Type.Integer(),
  created_at: Timestamp,
  ...deviceStateFields,
});
export const DeviceOrders = Type.Object({
  items: Type.Array(DeviceOrderItem),
  ...Horizon.properties,
});
export const DeviceWords = Type.Object({
  items: Type.Array(
    Type.Object({
      said_at: Timestamp,
      step: Words(resultSteps),
      code: Type.String(),
      detail: Type.String(),
      attempt: Count,
      try: Type.Integer({ description: 'Which retry of the assignment it is about' }),
      version: Type.String(),
      generation: Count,
    }),
  ),
});

export const idParams = Type.Object({ id: Id });
export const intentDeviceParams = Type.Object({ id: Id, device: HexId });
export const listQuery = Type.Object({
  ...PageQuery,
  search: Search,
  state: Type.Optional(Words(intentStates)),
  package_id: Type.Optional(Id),
});
export const deviceQuery = Type.Object(PageQuery);
export const ifMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 64 })),
});
export const idempotency = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
});

/** What a request asks for. */
export function wishOf(body: Static<typeof IntentBody>): IntentWish {
  const { target_scope: scope, schedule = {}, checks = {} } = body;
  const msOf = (text: string | undefined) => (text === undefined ? null : Date.parse(text));
  return {
    packageId: body.package_id,
    versionId: body.package_version_id ?? null,
    action: body.action ?? 'install',
    target: {
      site: scope.sites ?? [],
      business_unit: scope.business_units ?? [],
      device_group: scope.device_groups ?? [],
      device: scope.devices ?? [],
    },
    ring: body.rings[0]?.ring_number ?? 0,
    plane: planeOf(body.plane),
    plan: {
      notBeforeMs: msOf(schedule.not_before),
      deadlineMs: msOf(schedule.deadline),
      windows: (schedule.windows ?? []).map(({ days, from_minute: fromMinute, minutes }) => {
        return { days: [...new Set(days)].toSorted((a, b) => a - b), fromMinute, minutes };
      }),
      before: (checks.before ?? []).map(checkOf),
      after: (checks.after ?? []).map(checkOf),
      attemptsMax: body.attempts_max ?? 3,
      security: body.security ?? false,
    },
  };
}

function checkOf(check: CheckBody): Plan['before'][number] {
  const { kind, unit = '', path = '', port = 0, args = [], timeout_ms: timeoutMs = 30_000 } = check;
  switch (kind) {
    case 'service_active':
      return { kind, unit };
    case 'file_exists':
      return { kind, path };
    case 'port_open':
      return { kind, port };
    case 'program_succeeds':
      return { kind, path, args, timeoutMs };
    default: {
      const missing: never = kind;
      return missing;
    }
  }
}

function checkBody(check: Plan['before'][number]): CheckBody {
  if (check.kind !== 'program_succeeds') return { ...check };
  const { kind, path, args, timeoutMs } = check;
  return { kind, path, args: [...args], timeout_ms: timeoutMs };
}

function fieldsOf(row: IntentRow) {
  return {
    id: row.id,
    package_id: row.packageId,
    package_version_id: row.versionId,
    package_name: row.packageName,
    format: row.format,
    version: row.version,
    action: row.action,
    state: row.state,
    target_scope: {
      sites: [...row.target.site],
      business_units: [...row.target.business_unit],
      device_groups: [...row.target.device_group],
      devices: [...row.target.device],
    },
    rings: [{ ring_number: row.ring }],
    plane: planeOf(row.plane),
    security: row.plan.security,
    revision: row.revision,
    tries: row.tries,
    created_at: iso(row.createdAt),
    created_by: row.createdBy,
    changed_at: iso(row.changedAt),
    cancelled_by: row.cancelledBy,
  };
}

export function intentItem(
  row: IntentRow,
  said: Partial<Record<ResultStep, number>>,
): Static<typeof IntentItem> {
  return { ...fieldsOf(row), said: { ...said } };
}

export function intentDetail(
  row: IntentRow,
  progress: { readonly total: number; readonly states: Readonly<Record<string, number>> },
  horizon: Static<typeof Horizon>,
): Static<typeof IntentDetail> {
  const { notBeforeMs, deadlineMs, windows, before, after, attemptsMax } = row.plan;
  const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...fieldsOf(row),
    schedule: {
      not_before: isoOf(notBeforeMs),
      deadline: isoOf(deadlineMs),
      windows: windows.map(({ days, fromMinute, minutes }) => {
        return { days: [...days], from_minute: fromMinute, minutes };
      }),
    },
    checks: { before: before.map(checkBody), after: after.map(checkBody) },
    attempts_max: attemptsMax,
    devices_total: progress.total,
    states: { ...progress.states },
    ...horizon,
  };
}
