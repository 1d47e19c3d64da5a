/** Classes of data (the specification's 6.3). */
export const dataClasses = ['P0', 'P1', 'P2', 'P3', 'P4'] as const;
export type DataClass = (typeof dataClasses)[number];
export const classWords: Readonly<Record<DataClass, string>> = {
  P0: 'Sensitive: names and identifiers of persons, and of their devices',
  P1: 'Operational: what devices and sites tell of themselves',
  P2: 'Derived: computed from operational data',
  P3: 'Not sensitive: the product’s own working data',
  P4: 'Audit: who did what, and its proof',
};
/** Hint at the legal basis (GDPR article 6; DPDP section 7); the operator’s own register decides. */
export const legalBases = [
  'contract',
  'legal_obligation',
  'legitimate_interests',
  'consent',
  'not_personal',
] as const;
export type LegalBasis = (typeof legalBases)[number];
export const stores = ['table', 'event', 'collector', 'archive', 'relay', 'agent', 'hub'] as const;

/** Some fields of one place, which are of one class and are kept for one reason. */
export interface InventoryItem {
  readonly store: (typeof stores)[number];
  /** `schema.table`, a kind of event, a collector of the agent, or what the file or folder is. */
  readonly place: string;
  readonly fields: readonly string[];
  readonly class: DataClass;
  readonly purpose: string;
  readonly basis: LegalBasis;
  readonly retention: string;
}

export type Kept = Omit<InventoryItem, 'store' | 'place' | 'fields'>;
const kept = (
  dataClass: DataClass,
  basis: LegalBasis,
  purpose: string,
  retention: string,
): Kept => ({ class: dataClass, basis, purpose, retention });

export const always = 'for as long as the hub exists';
const account = 'until the account is erased';
const device = 'for as long as the device is known';
export const audit = kept('P4', 'legal_obligation', 'proof of who did what', '730 days at least');
export const proof = kept('P4', 'not_personal', 'proof that the audit record is whole', always);
export const actor = kept(
  'P4',
  'legal_obligation',
  'who decided it, beside the audit entry',
  always,
);
export const erasing = kept(
  'P4',
  'legal_obligation',
  'proof that a person was erased as they asked, without their name',
  always,
);
export const consenting = kept(
  'P4',
  'legal_obligation',
  'proof that those concerned agreed, and when they no longer did',
  always,
);
export const name = kept('P0', 'consent', 'shows who uses a device', 'until its key is erased');
export const user = kept('P0', 'legitimate_interests', 'usage per user, without a name', device);
export const host = kept('P0', 'legitimate_interests', 'which device is which', device);
export const person = kept('P0', 'contract', 'who may sign in, and as whom they act', account);
export const proofOfSelf = kept('P0', 'contract', 'proves at sign-in that it is them', account);
export const signIn = kept(
  'P0',
  'legitimate_interests',
  'protects sign-in',
  'until it expires, days',
);
export const work = kept('P3', 'not_personal', 'the product’s own work', always);
export const wanted = kept('P3', 'not_personal', 'what is still to be done', 'until it is done');
export const told = kept('P1', 'legitimate_interests', 'the state of devices and sites', device);
export const rows = kept(
  'P1',
  'legitimate_interests',
  'what devices told',
  '90 days, then the archive',
);
export const counted = kept('P2', 'legitimate_interests', 'trends over time', '730 days');
export const sums = kept('P2', 'not_personal', 'counts and digests of the ledger', always);
export const chain = kept('P3', 'not_personal', 'tells a repeated batch from a conflict', always);
export const evidence = kept(
  'P1',
  'legitimate_interests',
  'bytes that were refused',
  'bounded per hour',
);
export const secret = kept(
  'P3',
  'not_personal',
  'secrets of the hub, sealed',
  'until they are replaced',
);
export const trust = kept('P3', 'not_personal', 'whom sites and the hub believe', always);
export const catalogue = kept(
  'P1',
  'legitimate_interests',
  'which software exists, fleet-wide',
  always,
);
export const usage = kept('P1', 'contract', 'license consumption', device);
export const metric = kept(
  'P3',
  'legitimate_interests',
  'health of devices',
  '30 days, then the archive',
);
export const security = kept('P4', 'legitimate_interests', 'security and its proof', '730 days');

export const at =
  (store: InventoryItem['store']) =>
  (place: string, fields: string, why: Kept): InventoryItem => ({
    store,
    place,
    fields: fields.split(' '),
    ...why,
  });
export const table = at('table');
export const file = (store: InventoryItem['store'], place: string, why: Kept): InventoryItem =>
  at(store)(place, 'content', why);
