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
import { erasureGrounds, erasureStates } from './erasure-rules.ts';

const tags = ['privacy'];
const subjectsMax = 500; // what devices call one person
export const foundMax = 200;

const Whom = {
  subjects: Type.Array(HexId, { maxItems: subjectsMax, uniqueItems: true }),
  account: Type.Optional(Type.String({ format: 'uuid' })),
};
const Subject = Type.Object({
  subject_id: HexId,
  role: Type.String({ description: 'device_user or device_host' }),
  name: NullableString,
  device_id: HexId,
  site_id: Type.String(),
  said_at: NullableTimestamp,
  erased_at: NullableTimestamp,
});
const Account = Type.Object({
  id: Type.String(),
  name: Type.String(),
  display_name: Type.String(),
  email: NullableString,
  provider: Type.String(),
});

export const searchSchema = {
  tags,
  summary: 'Who has a name: persons as devices call them, and console accounts. It is on record',
  body: Type.Object(
    { text: Type.String({ minLength: 2, maxLength: 200 }) },
    { additionalProperties: false },
  ),
  response: {
    200: Type.Object({
      subjects: Type.Array(
        Type.Object({
          ...Subject.properties,
          usage_intervals: Count,
          usage_first_at: NullableTimestamp,
          usage_last_at: NullableTimestamp,
        }),
      ),
      accounts: Type.Array(Account),
      more: Type.Boolean({ description: 'There are more; say more of the name' }),
    }),
  },
};

export const exportSchema = {
  tags,
  summary: 'Everything that is held about a person, as one JSON document. It is on record',
  body: Type.Object(Whom, { additionalProperties: false }),
  response: { 200: Type.Unsafe<unknown>({ type: 'object', additionalProperties: true }) },
};

const ErasureItem = Type.Object({
  id: Type.String(),
  state: Words(erasureStates),
  account_id: NullableString,
  ground: Words(erasureGrounds),
  reason: Type.String(),
  subjects: Count,
  requested_by: Type.String(),
  requested_at: Timestamp,
  due_at: Timestamp,
  overdue: Type.Boolean(),
  decided_by: NullableString,
  decided_at: NullableTimestamp,
  cancelled_by: NullableString,
  cancelled_at: NullableTimestamp,
  executed_at: NullableTimestamp,
  confirmed_at: NullableTimestamp,
});
const Part = Words(['pending', 'done'] as const);
export const Detail = Type.Object({
  ...ErasureItem.properties,
  whom: Type.Array(
    Type.Object({
      subject_id: HexId,
      role: Type.String(),
      name: Type.Unsafe<string | null>({
        type: ['string', 'null'],
        description: 'null when it is erased, or without the permission person.read',
      }),
      device_id: HexId,
      site_id: Type.String(),
      device: Part,
      confirmed_at: NullableTimestamp,
    }),
  ),
  account: Type.Union([Account, Type.Null()]),
  hub: Type.Object({
    database: Part,
    archive: Type.Unsafe<'pending' | 'done'>({
      ...Part,
      description: 'done: the key for which copies in the archive were wrapped is destroyed',
    }),
  }),
  sites: Type.Array(
    Type.Object({
      site_id: Type.String(),
      state: Part,
      told: Type.Boolean({ description: 'A signed document for the site says it' }),
      acknowledged_at: NullableTimestamp,
    }),
  ),
  may_decide: Type.Boolean({ description: 'The caller may approve or reject it' }),
});

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const listSchema = {
  tags,
  summary: 'Erasures of persons, newest first',
  querystring: Type.Object(PageQuery),
  response: { 200: Page(ErasureItem) },
};
export const getSchema = {
  tags,
  summary: 'One erasure, with how far it is at the hub, at each site and on each device',
  params: Id,
  response: { 200: Detail },
};
export const requestSchema = {
  tags,
  summary: 'Asks for the erasure of a person; somebody else has to approve it',
  body: Type.Object(
    {
      ...Whom,
      ground: Words(erasureGrounds),
      reason: Type.String({ minLength: 3, maxLength: 500 }),
    },
    { additionalProperties: false },
  ),
  response: { 201: Detail },
};
export const actSchema = (summary: string) => ({
  tags,
  summary,
  params: Id,
  response: { 200: Detail },
});
