import { Type, type Static } from 'typebox';
import {
  Count,
  iso,
  NullableInteger,
  NullableString,
  NullableTimestamp,
  Timestamp,
  Words,
} from '../../platform/api.ts';
import type { ImportOutcome } from './desk.ts';
import { keyFileText, trustKeyNames, type HeldKey } from './keys.ts';
import type { PublisherWords, RoleKey, RoleWords, TrustOverview } from './overview.ts';

const results = ['accepted', 'known', 'passed_over', 'refused'] as const;
const freshness = ['good', 'soon', 'expired', 'missing'] as const;

const Key = Type.Object({
  id: Type.String(),
  holder: NullableString,
  type: Type.String(),
  hub: Type.Boolean({ description: 'the hub holds it' }),
});
const signing = {
  name: Type.String(),
  threshold: Count,
  keys: Type.Array(Key),
  version: NullableInteger,
  expires_at: NullableTimestamp,
  stored_at: NullableTimestamp,
};
const Role = Type.Object({
  ...signing,
  may: Type.String(),
  freshness: Type.Unsafe<(typeof freshness)[number] | null>({
    type: ['string', 'null'],
    enum: [...freshness, null],
    description: 'null: it has no file of its own',
  }),
});
const Publisher = Type.Object({
  ...signing,
  by: Type.String({ description: 'the role that delegates to it' }),
  paths: Type.Array(Type.String()),
  platforms: Type.Array(Type.String(), { description: 'none: all' }),
  business_units: Type.Array(Type.String(), { description: 'none: all' }),
  terminating: Type.Boolean(),
  freshness: Words(freshness),
  targets: Count,
});
const HubKey = Type.Object({
  name: Words(trustKeyNames),
  id: Type.String(),
  made_at: Timestamp,
  file: Type.String({ description: 'the text of the file that eucora-trust add-key takes' }),
});
export const Overview = Type.Object({
  root_version: NullableInteger,
  root_sha256: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'of the first root, with which devices are born',
  }),
  roles: Type.Array(Role),
  publishers: Type.Array(Publisher),
  hub_keys: Type.Array(HubKey),
  lacks: Type.Array(
    Type.Object({
      code: Type.String(),
      severity: Words(['critical', 'warning', 'info']),
      detail: Type.String({ description: 'what is missing and who does what next' }),
    }),
  ),
});

/** One go of an import has as much as a stick with many publishers. */
export const importLimits = { files: 256, textCharacters: 6_000_000, bodyBytes: 24_000_000 };

export const ImportRequest = Type.Object(
  {
    files: Type.Array(
      Type.Object(
        {
          name: Type.String({
            minLength: 1,
            maxLength: 512,
            description: 'as the file is called: draft/root.json, 2.retail-linux.json',
          }),
          text: Type.String({ maxLength: importLimits.textCharacters }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: importLimits.files },
    ),
  },
  { additionalProperties: false },
);
export const ImportAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      name: Type.String(),
      result: Words(results),
      role: NullableString,
      version: NullableInteger,
      clause: NullableString,
      detail: Type.String({ description: 'refused: what was seen, and what to do next' }),
    }),
  ),
  publication: Type.Union([
    Type.Object({ snapshot: Count, timestamp: Count, because: Type.String() }),
    Type.Null(),
  ]),
});

export function importAnswer({
  results: all,
  publication,
}: ImportOutcome): Static<typeof ImportAnswer> {
  return { results: [...all], publication };
}

const keyItem = ({ id, holder, type, isHub }: RoleKey): Static<typeof Key> => {
  return { id, holder, type, hub: isHub };
};

function signingItem(role: RoleWords | PublisherWords) {
  return {
    name: role.name,
    threshold: role.threshold,
    keys: role.keys.map(keyItem),
    version: role.version,
    expires_at: iso(role.expiresAt),
    stored_at: iso(role.storedAt),
  };
}

export function overviewAnswer(
  { rootVersion, roles, publishers, lacks }: TrustOverview,
  held: readonly HeldKey[],
  rootSha256: string | null,
): Static<typeof Overview> {
  return {
    root_version: rootVersion,
    root_sha256: rootSha256,
    roles: roles.map((role) => ({
      ...signingItem(role),
      may: role.may,
      freshness: role.freshness,
    })),
    publishers: publishers.map((role) => ({
      ...signingItem(role),
      by: role.by,
      paths: [...role.paths],
      platforms: [...role.platforms],
      business_units: [...role.businessUnits],
      terminating: role.terminating,
      freshness: role.freshness,
      targets: role.targets,
    })),
    hub_keys: held.map((key) => ({
      name: key.name,
      id: key.keyId,
      made_at: iso(key.createdAt),
      file: keyFileText(key),
    })),
    lacks: lacks.map(({ code, severity, detail }) => ({ code, severity, detail })),
  };
}
