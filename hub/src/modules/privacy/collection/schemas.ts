import { collectionChoices, collectionItemNames } from '@eucora/protocol';
import { Type } from 'typebox';
import {
  Count,
  NullableString,
  NullableTimestamp,
  PageQuery,
  Timestamp,
  Words,
} from '../../../platform/api.ts';
import { dataClasses, legalBases } from '../reasons.ts';
import { choiceSources, offCauses } from './effective.ts';

const Choice = Words(collectionChoices);
const Consent = Type.Object({
  ground: Type.String(),
  recorded_by: Type.String(),
  recorded_at: Timestamp,
  of_all_sites: Type.Boolean({ description: 'It was given for all sites, not for this one' }),
});
const Item = Type.Object({
  item: Words(collectionItemNames),
  title: Type.String(),
  collects: Type.String(),
  when_off: Type.String(),
  when_minimised: NullableString,
  class: Words(dataClasses),
  purpose: Type.String(),
  basis: Words(legalBases),
  needs_consent: Type.Boolean(),
  choices: Type.Array(Choice),
  choice: Type.Unsafe<(typeof collectionChoices)[number]>({
    type: 'string',
    enum: [...collectionChoices],
    description: 'What holds',
  }),
  wanted: Choice,
  source: Words(choiceSources),
  off_because: Type.Unsafe<(typeof offCauses)[number] | null>({
    type: ['string', 'null'],
    enum: [...offCauses, null],
    description: 'Why it is off although it was not switched off',
  }),
  consent: Type.Union([Consent, Type.Null()]),
});
const SiteItem = Type.Object({
  ...Item.properties,
  devices_enforcing: Type.Integer({
    minimum: 0,
    description: 'Devices of the site that say that they do what holds',
  }),
});
const Document = Type.Union([
  Type.Object({ ledger_epoch: Count, generation: Count, issued_at: Timestamp }),
  Type.Null(),
]);
const SiteSummary = Type.Object({
  site_id: Type.String(),
  name: Type.String(),
  off: Count,
  minimised: Count,
  own: Type.Integer({ minimum: 0, description: 'Items of which the site says something itself' }),
  consents_missing: Count,
  told_at: NullableTimestamp,
  devices: Count,
  devices_enforcing: Count,
});

const tags = ['privacy'];
const itemParams = { item: Words(collectionItemNames) };
const siteParams = { site: Type.String({ maxLength: 64 }) };
const choiceBody = Type.Object({ choice: Choice }, { additionalProperties: false });
const consentBody = Type.Object(
  { ground: Type.String({ minLength: 3, maxLength: 500 }) },
  { additionalProperties: false },
);
const done = { response: { 204: Type.Null() } };

export const schemas = {
  sites: {
    tags,
    summary: 'Sites, with how much is not collected there and how many devices enforce it',
    querystring: Type.Object(PageQuery),
    response: {
      200: Type.Object({ items: Type.Array(SiteSummary), next_cursor: NullableString }),
    },
  },
  site: {
    tags,
    summary: 'What is collected at a site, why, by whose word, and how many devices enforce it',
    params: Type.Object(siteParams),
    response: {
      200: Type.Object({
        site_id: Type.String(),
        document: Document,
        devices: Count,
        devices_enforcing: Count,
        items: Type.Array(SiteItem),
      }),
    },
  },
  defaults: {
    tags,
    summary: 'What is collected at every site that says nothing of its own',
    response: { 200: Type.Object({ items: Type.Array(Item) }) },
  },
  set: {
    tags,
    summary: 'Say what of an item is collected at a site',
    params: Type.Object({ ...siteParams, ...itemParams }),
    body: choiceBody,
    ...done,
  },
  reset: {
    tags,
    summary: 'Take a site’s own setting back: the one for all sites holds again',
    params: Type.Object({ ...siteParams, ...itemParams }),
    ...done,
  },
  setDefault: {
    tags,
    summary: 'Say what of an item is collected at all sites that say nothing of their own',
    params: Type.Object(itemParams),
    body: choiceBody,
    ...done,
  },
  consent: {
    tags,
    summary: 'Put on record that the persons of a site agreed, and by what',
    params: Type.Object({ ...siteParams, ...itemParams }),
    body: consentBody,
    ...done,
  },
  withdraw: {
    tags,
    summary: 'Withdraw a site’s consent: what rests on it stops',
    params: Type.Object({ ...siteParams, ...itemParams }),
    ...done,
  },
  consentDefault: {
    tags,
    summary: 'Put on record that the persons of all sites agreed, and by what',
    params: Type.Object(itemParams),
    body: consentBody,
    ...done,
  },
  withdrawDefault: {
    tags,
    summary: 'Withdraw the consent of all sites; those of single sites stand',
    params: Type.Object(itemParams),
    ...done,
  },
} as const;
