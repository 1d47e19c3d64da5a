import { lanes } from '@eucora/protocol';
import { Type } from 'typebox';
import {
  Count,
  HexId,
  NullableInteger,
  NullableNumber,
  NullableString,
  NullableTimestamp,
  Page,
  PageQuery,
  Search,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import { freshnessWords } from '../sites/index.ts';

const deviceFields = {
  id: HexId,
  hostname: NullableString,
  site_id: Type.String(),
  last_event_at: NullableTimestamp,
  as_of: NullableTimestamp,
  software_count: NullableInteger,
  simulated: Type.Boolean(),
  run: NullableString,
  freshness: Words(freshnessWords),
};
export const DeviceItem = Type.Object({ ...deviceFields, os: NullableString });
export const MeasurementItem = Type.Object({
  what: Type.String(),
  state: Words(['measured', 'unmeasured']),
  reason: NullableString,
});
const Hardware = Type.Object({
  cpu: Type.Object({
    model: NullableString,
    vendor: NullableString,
    sockets: NullableInteger,
    cores: NullableInteger,
    threads: NullableInteger,
    max_mhz: NullableNumber,
  }),
  memory: Type.Object({ total_bytes: NullableInteger }),
  disks: Type.Array(
    Type.Object({
      name: Type.String(),
      model: NullableString,
      size_bytes: NullableInteger,
      type: NullableString,
    }),
  ),
  network: Type.Array(
    Type.Object({
      name: Type.String(),
      mac: NullableString,
      addresses: Type.Array(Type.String()),
    }),
  ),
  machine: Type.Object({
    vendor: NullableString,
    model: NullableString,
    serial: NullableString,
    chassis: NullableString,
  }),
});
const DeviceDetail = Type.Object({
  ...deviceFields,
  enrolled_at: Timestamp,
  split_of: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'The device whose key it still uses: it has to be enrolled anew',
  }),
  hardware: Hardware,
  os: Type.Object({
    name: NullableString,
    version: NullableString,
    kernel: NullableString,
    arch: NullableString,
  }),
  streams: Type.Array(
    Type.Object({
      incarnation: HexId,
      lane: Words(lanes),
      through: Count,
      events_committed: Count,
      events_rejected: Count,
      events_void: Count,
      current: Type.Boolean(),
    }),
  ),
  collectors: Type.Array(
    Type.Object({
      name: Type.String(),
      status: Words(['ok', 'slowed', 'failed']),
      runs: Count,
      wall_ms_last: Count,
      cpu_ms_total: Count,
      items: Count,
      detail: NullableString,
    }),
  ),
  measurements: Type.Array(MeasurementItem),
  inventory: Type.Object({
    hash: NullableString,
    at: NullableTimestamp,
    pending_deltas: Count,
  }),
});
const SoftwareItem = Type.Object({
  name: Type.String(),
  version: Type.String(),
  source: Type.String(),
  architecture: NullableString,
  publisher: NullableString,
  application_id: NullableString,
});
const page = Page(DeviceItem);

export const deviceParams = Type.Object({ id: HexId });
export const listSchema = {
  tags: ['devices'],
  summary: 'Devices by name or by last event; search finds part of a name or the start of an id',
  querystring: Type.Object({
    ...PageQuery,
    site: Type.Optional(Type.String({ maxLength: 64 })),
    search: Search,
    simulated: Type.Optional(Type.Boolean()),
    sort: Type.Optional(
      Type.Unsafe<'hostname' | 'last_event_at'>({
        type: 'string',
        enum: ['hostname', 'last_event_at'],
        default: 'hostname',
      }),
    ),
  }),
  response: { 200: Type.Object({ ...page.properties, total: Count }) },
};
const Hourly = Type.Object({
  hour: Timestamp,
  kind: Type.String(),
  series: Type.String(),
  events: Count,
  min: NullableNumber,
  max: NullableNumber,
  average: NullableNumber,
  last: NullableNumber,
});
export const hourlySchema = {
  tags: ['devices'],
  summary:
    'What a device said by hour of its own time: events by kind, and of metrics minimum, maximum, ' +
    'average and last value; the last 24 hours unless told, at most 31 days',
  params: deviceParams,
  querystring: Type.Object({
    ...PageQuery,
    from: Type.Optional(Timestamp),
    to: Type.Optional(Timestamp),
  }),
  response: { 200: Page(Hourly) },
};
export const detailSchema = {
  tags: ['devices'],
  summary: 'One device: hardware, system, streams, collectors and what is measured',
  params: deviceParams,
  response: { 200: DeviceDetail },
};
export const softwareSchema = {
  tags: ['devices'],
  summary: 'What is installed on a device, by name',
  params: deviceParams,
  querystring: Type.Object({ ...PageQuery, search: Search }),
  response: { 200: Type.Object({ ...Page(SoftwareItem).properties, total: NullableInteger }) },
};
