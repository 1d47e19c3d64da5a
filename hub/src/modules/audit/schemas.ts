import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import {
  Count,
  NullableInteger,
  NullableString,
  NullableTimestamp,
  Page,
  PageQuery,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import { exportFormats } from './export.ts';
import { outcomes } from './entry.ts';

const text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }));

/** Which entries; what is absent restricts nothing. */
export const FilterQuery = {
  actor: text('Exactly this actor'),
  action: text('This action and everything below it'),
  subject: text('Exactly this subject'),
  site: text('About this site: itself, or what names it'),
  outcome: Type.Optional(Words(outcomes)),
  from: Type.Optional(Timestamp),
  until: Type.Optional(Timestamp),
};
const Entry = Type.Object({
  id: Type.Integer(),
  position: NullableInteger,
  at: Timestamp,
  actor: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  detail: Type.Object({}, { additionalProperties: true }),
  hash: NullableString,
  /** The site that it is about; null: none, or more than one. */
  site: NullableString,
  outcome: Words(outcomes),
});
const Covering = Type.Object({
  position: Count,
  at: Timestamp,
  /** Relays that hold this checkpoint or a later one. */
  witnesses: Type.Array(
    Type.Object({
      relay_id: Type.String(),
      site_id: Type.String(),
      position: Count,
      agrees: Type.Boolean(),
    }),
  ),
});
const Detail = Type.Object({
  ...Entry.properties,
  /** The first checkpoint that vouches for the entry; none: one is signed within an hour. */
  checkpoint: Type.Union([Covering, Type.Null()]),
});
const Witnessed = Type.Object({
  position: Count,
  at: Timestamp,
  envelope: Type.String({ description: 'Signed by the hub, base64: keep it elsewhere' }),
  /** Sites whose relays hold it or a later one that continues it: the first of them by name. */
  sites: Type.Array(Type.String()),
  sites_total: Count,
});
const streamed = Type.Unsafe<Readable>({ type: 'string' });
const Checkpoint = Type.Object({
  position: Count,
  at: Timestamp,
  envelope: Type.String({ description: 'Signed by the hub, base64: keep it elsewhere' }),
});

const Acknowledged = Type.Object({
  at: NullableTimestamp,
  by: NullableString,
  reason: NullableString,
});
const Against = Type.Optional(
  Type.String({
    maxLength: 8_192,
    description: 'A signed checkpoint that was kept elsewhere, base64',
  }),
);

/** Entries that claim a time an hour or more before a checkpoint that was signed before they came. */
const DatedBack = {
  dated_back: NullableInteger,
  /** The first of them. */
  dated_back_at: NullableInteger,
};

export const listSchema = {
  tags: ['audit'],
  summary: 'The event store, newest first; entries without a position are not sealed yet',
  querystring: Type.Object({ ...PageQuery, ...FilterQuery }),
  response: { 200: Page(Entry) },
};
export const entrySchema = {
  tags: ['audit'],
  summary: 'One entry, with the checkpoint that covers it and the relays that hold one',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  response: { 200: Detail },
};
export const exportSchema = {
  tags: ['audit'],
  summary: 'All sealed entries that the filter lets through, oldest first, as a stream',
  querystring: Type.Object({
    ...FilterQuery,
    format: Type.Optional(Words(exportFormats)),
  }),
  produces: ['application/x-ndjson', 'text/csv'],
  response: {
    200: {
      description: 'One entry a line',
      content: {
        'application/x-ndjson': { schema: streamed },
        'text/csv': { schema: streamed },
      },
    },
  },
};
export const checkpointsSchema = {
  tags: ['audit'],
  summary: 'Signed checkpoints, newest first, and the sites that witnessed them',
  querystring: Type.Object(PageQuery),
  response: { 200: Type.Object({ items: Type.Array(Witnessed), next_cursor: NullableString }) },
};
export const stateSchema = {
  tags: ['audit'],
  summary: 'How far the record is sealed, whether that is late, and the newest checkpoint',
  response: {
    200: Type.Object({
      sealed_through: Count,
      dropped_through: Count,
      unsealed: Count,
      unsealed_oldest_ms: Type.Number({ minimum: 0 }),
      alarm: NullableString,
      checkpoint: Type.Union([Checkpoint, Type.Null()]),
      witnesses: Type.Array(
        Type.Object({
          relay_id: Type.String(),
          site_id: Type.String(),
          position: Count,
          seen_at: Timestamp,
          fault: NullableString,
          noticed_at: NullableTimestamp,
          acknowledged: Type.Union([Acknowledged, Type.Null()]),
        }),
      ),
    }),
  },
};
export const verifySchema = {
  tags: ['audit'],
  summary: 'Recomputes the whole chain and checks every checkpoint; names the first bad entry',
  body: Type.Object({
    against: Against,
  }),
  response: {
    200: Type.Object({
      whole: Type.Boolean(),
      entries: NullableInteger,
      checkpoints: NullableInteger,
      held: NullableInteger,
      dropped_through: NullableInteger,
      ...DatedBack,
      broken_at: NullableInteger,
      reason: NullableString,
      verified_at: NullableTimestamp,
    }),
  },
};
export const verifyPartSchema = {
  tags: ['audit'],
  summary: 'Verifies the chain from one checkpoint to a later one, about 5,000 entries at a time',
  body: Type.Object({
    after: Type.Integer({ minimum: 0, description: '0, or `through` of the part before' }),
    against: Against,
  }),
  response: {
    200: Type.Object({
      whole: Type.Boolean(),
      through: Count,
      is_last: Type.Boolean(),
      sealed_through: Count,
      checkpoints: Count,
      /** Checkpoints of relays that were compared in this part. */
      held: Count,
      ...DatedBack,
      broken_at: NullableInteger,
      /** The entry that stands there now. */
      broken_id: NullableInteger,
      reason: NullableString,
      verified_at: Timestamp,
    }),
  },
};
export const acknowledgeSchema = {
  tags: ['audit'],
  summary: 'Explains the contradiction of a relay, after a restore; only a person can',
  params: Type.Object({ relay: Type.String({ minLength: 1, maxLength: 64 }) }),
  body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }),
  response: { 204: Type.Null() },
};
