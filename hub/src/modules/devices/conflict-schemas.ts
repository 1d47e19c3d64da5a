import { lanes } from '@eucora/protocol';
import { Type } from 'typebox';
import {
  Count,
  HexId,
  NullableString,
  NullableTimestamp,
  Page,
  PageQuery,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import { conflictCauses, resolutions } from './conflict-store.ts';

export const conflictStates = ['open', 'resolved'] as const;
export const historyKinds = ['continued', 'incarnation', 'contradiction'] as const;
/** How the batches of a range are kept. */
export const rangeStates = ['committed', 'quarantined', 'released', 'sent_again'] as const;

const NullableResolution = Type.Unsafe<(typeof resolutions)[number] | null>({
  type: ['string', 'null'],
  enum: [...resolutions, null],
});
const conflictFields = {
  id: Type.Integer({ minimum: 1 }),
  device_id: HexId,
  hostname: NullableString,
  site_id: Type.String(),
  cause: Words(conflictCauses),
  state: Words(conflictStates),
  opened_at: Timestamp,
  resolved_at: NullableTimestamp,
  resolution: NullableResolution,
  reason: NullableString,
  resolved_by: NullableString,
};
export const ConflictItem = Type.Object({
  ...conflictFields,
  histories: Type.Integer({ minimum: 0, description: 'How many histories the key has' }),
});
const Range = Type.Object({
  incarnation: HexId,
  lane: Words(lanes),
  first: Count,
  last: Count,
  events: Count,
  state: Words(rangeStates),
});
export const HistoryItem = Type.Object({
  id: HexId,
  kind: Words(historyKinds),
  kept: Type.Boolean({ description: "By decision, the device's own" }),
  can_be_kept_apart: Type.Boolean({
    description: 'Where there are two machines, this history may become a device of its own',
  }),
  device_id: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'The device that it belongs to by decision',
  }),
  alive_beside_others: Type.Boolean(),
  began_at: Timestamp,
  last_at: Timestamp,
  received_from: NullableTimestamp,
  received_to: NullableTimestamp,
  sites: Type.Array(Type.String()),
  relays: Type.Array(HexId),
  events: Count,
  batches_waiting: Count,
  ranges: Type.Array(Range),
  machine: Type.Object({
    vendor: NullableString,
    model: NullableString,
    serial: NullableString,
    os: NullableString,
    macs: Type.Array(Type.String()),
  }),
});
const Detail = Type.Object({ ...conflictFields, histories: Type.Array(HistoryItem) });
const params = Type.Object({ id: Type.Integer({ minimum: 1 }) });

export const conflictsSchema = {
  tags: ['devices'],
  summary: 'Keys that more than one machine uses, or that contradict themselves; newest first',
  querystring: Type.Object({
    ...PageQuery,
    state: Type.Optional(Words(conflictStates)),
    device: Type.Optional(HexId),
  }),
  response: { 200: Page(ConflictItem) },
};
export const conflictSchema = {
  tags: ['devices'],
  summary: 'One identity conflict: every history with its exact ranges and what is known of it',
  params,
  response: { 200: Detail },
};
export const resolveSchema = {
  tags: ['devices'],
  summary: 'Decides an identity conflict: one machine that was restored, or two machines',
  params,
  body: Type.Object({
    resolution: Words(resolutions),
    kept: HexId,
    reason: Type.String({ minLength: 3, maxLength: 500 }),
  }),
  response: { 200: Detail },
};
