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

const text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }));

/** Which entries; what is absent restricts nothing. */
export const FilterQuery = {
  actor: text('Exactly this actor'),
  action: text('This action and everything below it'),
  subject: text('Exactly this subject'),
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
});
const streamed = Type.Unsafe<Readable>({ type: 'string' });
const Checkpoint = Type.Object({
  position: Count,
  at: Timestamp,
  envelope: Type.String({ description: 'Signed by the hub, base64: keep it elsewhere' }),
});

export const listSchema = {
  tags: ['audit'],
  summary: 'The event store, newest first; entries without a position are not sealed yet',
  querystring: Type.Object({ ...PageQuery, ...FilterQuery }),
  response: { 200: Page(Entry) },
};
export const entrySchema = {
  tags: ['audit'],
  summary: 'One entry',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  response: { 200: Entry },
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
        }),
      ),
    }),
  },
};
export const verifySchema = {
  tags: ['audit'],
  summary: 'Recomputes the whole chain and checks every checkpoint; names the first bad entry',
  body: Type.Object({
    against: Type.Optional(
      Type.String({
        maxLength: 8_192,
        description: 'A signed checkpoint that was kept elsewhere, base64',
      }),
    ),
  }),
  response: {
    200: Type.Object({
      whole: Type.Boolean(),
      entries: NullableInteger,
      checkpoints: NullableInteger,
      dropped_through: NullableInteger,
      broken_at: NullableInteger,
      reason: NullableString,
      verified_at: NullableTimestamp,
    }),
  },
};
