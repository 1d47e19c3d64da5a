import { checkCount, checkVersion, decodeBounded } from './codec.ts';
import { ProtocolError } from './errors.ts';
import type { OpaqueBody } from './events.ts';
import { eucora } from './gen/wire.js';
import { idFromBytes, idToBytes, type DeviceId, type SiteId, type SubjectId } from './ids.ts';
import type { Believed, PrivateKey } from './keys.ts';
import { limits } from './limits.ts';
import { openSiteDocument, sealSiteDocument, type SiteDocumentHead } from './site-documents.ts';

const { Collection, CollectionAsk, CollectionReply, CollectionStatement } = eucora.v1;

/** What of an item is collected: all, all but what could name a person or a place, or nothing. */
export const collectionChoices = ['on', 'minimised', 'off'] as const;
export type CollectionChoice = (typeof collectionChoices)[number];

/**
 * What can be collected, and what may be said of each. A collector of the agent is one item (those of
 * software are one together); what may name a person is one of its own.
 */
export const collectionItems = {
  identity: ['on', 'minimised', 'off'],
  hardware: ['on', 'minimised', 'off'],
  system: ['on', 'minimised', 'off'],
  network: ['on', 'minimised', 'off'],
  os: ['on', 'off'],
  cpu: ['on', 'off'],
  memory: ['on', 'off'],
  disks: ['on', 'off'],
  software: ['on', 'off'],
  usage: ['on', 'minimised', 'off'],
  'usage-persons': ['on', 'off'],
  'short-programs': ['on', 'off'],
  'device-names': ['on', 'off'],
  'user-names': ['on', 'off'],
} as const satisfies Record<string, readonly CollectionChoice[]>;
export type CollectionItem = keyof typeof collectionItems;
export type CollectionSettings = Readonly<Record<CollectionItem, CollectionChoice>>;

export const collectionItemNames = Object.keys(collectionItems).filter(isCollectionItem);

export function isCollectionItem(text: string): text is CollectionItem {
  return Object.hasOwn(collectionItems, text);
}

/** One value for each item. */
export function perCollectionItem<T>(of: (item: CollectionItem) => T): Record<CollectionItem, T> {
  return {
    identity: of('identity'),
    hardware: of('hardware'),
    system: of('system'),
    network: of('network'),
    os: of('os'),
    cpu: of('cpu'),
    memory: of('memory'),
    disks: of('disks'),
    software: of('software'),
    usage: of('usage'),
    'usage-persons': of('usage-persons'),
    'short-programs': of('short-programs'),
    'device-names': of('device-names'),
    'user-names': of('user-names'),
  };
}

/** May this be said of the item? */
export function isChoiceOf(item: CollectionItem, choice: string): choice is CollectionChoice {
  const choices: readonly string[] = collectionItems[item];
  return choices.includes(choice);
}

/**
 * What holds where nobody has said anything yet: nothing of class P0 leaves a device, the rest does.
 * An agent keeps to it until it has seen a document, and for an item that a document doesn't name.
 */
export const cautiousCollection: CollectionSettings = {
  identity: 'minimised',
  hardware: 'minimised',
  system: 'minimised',
  network: 'off',
  os: 'on',
  cpu: 'on',
  memory: 'on',
  disks: 'on',
  software: 'on',
  usage: 'minimised',
  'usage-persons': 'off',
  'short-programs': 'on',
  'device-names': 'off',
  'user-names': 'off',
};

/** Stands in usage for whoever it was: a site that meters programs and not persons. */
export const nobody: SubjectId = '0'.repeat(32);

/** What is collected at a site, as its hub says it; order is (epoch, generation). */
export interface CollectionDocument extends SiteDocumentHead {
  readonly settings: CollectionSettings;
}

type WireSettings = eucora.v1.CollectionSetting.$Properties[];

function toWire(settings: CollectionSettings): WireSettings {
  return collectionItemNames.map((item) => ({
    item,
    choice: collectionChoices.indexOf(settings[item]) + 1,
  }));
}

/** Items that this program does not know are none of its business; what it misses stays cautious. */
function fromWire(wire: WireSettings): CollectionSettings {
  if (wire.length > limits.collectionSettingsMax) {
    throw new ProtocolError('oversized', `${wire.length} settings of what is collected`);
  }
  const settings: Record<CollectionItem, CollectionChoice> = { ...cautiousCollection };
  for (const { item, choice } of wire) {
    const said = collectionChoices[(choice ?? 0) - 1];
    if (typeof item !== 'string' || !isCollectionItem(item) || said === undefined) continue;
    if (isChoiceOf(item, said)) settings[item] = said;
  }
  return settings;
}

/** Signs what is collected at a site with the hub's key. */
export function sealCollection(document: CollectionDocument, hubKey: PrivateKey): Uint8Array {
  const body = Collection.encode({ settings: toWire(document.settings) }).finish();
  return sealSiteDocument('collection', document, body, hubKey);
}

/** Opens a document that must be by the site's hub and for the site. @throws ProtocolError */
export function openCollection(
  bytes: Uint8Array,
  site: SiteId,
  hubKey: Believed,
): CollectionDocument {
  const { head, body } = openSiteDocument('collection', bytes, site, hubKey);
  const bytesMax = limits.signedPayloadBytesMax;
  const wire = decodeBounded(Collection, body, bytesMax, 'settings of what is collected');
  return { ...head, settings: fromWire(wire.settings) };
}

/** The one text of given settings: equal exactly when they are. */
export function collectionText(settings: CollectionSettings): string {
  return collectionItemNames.map((item) => `${item}=${settings[item]}`).join(' ');
}

/** Reads such a text, also one that an older or newer program wrote. */
export function collectionOfText(text: string): CollectionSettings {
  const said = text.split(' ').map((word) => word.split('=', 2));
  return fromWire(
    said.map(([item, choice]) => ({
      item: item ?? '',
      choice: collectionChoices.findIndex((each) => each === choice) + 1,
    })),
  );
}

/** An agent asks its relay what is collected here, and says which document it has. */
export interface CollectionQuestion {
  readonly deviceId: DeviceId;
  readonly ledgerEpoch: number; // with generation 0: none yet
  readonly generation: number;
}

export function writeCollectionAsk({ deviceId, ...has }: CollectionQuestion): Uint8Array {
  const { version } = limits;
  return CollectionAsk.encode({ version, deviceId: idToBytes(deviceId), ...has }).finish();
}

/** @throws ProtocolError */
export function readCollectionAsk(bytes: Uint8Array): CollectionQuestion {
  const wire = decodeBounded(CollectionAsk, bytes, limits.offerBytesMax, 'a question');
  checkVersion(wire.version, 'a question');
  return {
    deviceId: idFromBytes(wire.deviceId, 'device id'),
    ledgerEpoch: checkCount(wire.ledgerEpoch, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation, 0, 'generation'),
  };
}

/** What the relay has, as the hub signed it. */
export interface CollectionAnswer {
  /** Empty: nothing newer than what the agent has. */
  readonly document: Uint8Array;
  /** The relay has a document at all. */
  readonly held: boolean;
}

export function writeCollectionAnswer(answer: CollectionAnswer): Uint8Array {
  return CollectionReply.encode(answer).finish();
}

/** @throws ProtocolError */
export function readCollectionAnswer(bytes: Uint8Array): CollectionAnswer {
  const bytesMax = limits.signedPayloadBytesMax + 4_096;
  const { document, held } = decodeBounded(CollectionReply, bytes, bytesMax, 'an answer');
  return { document, held };
}

/** Types of the opaque body of an attestation. */
export const attestationTypes = { collection: 1, erasure: 2, deployment: 3 } as const;

/** A device's word on what it collects from now on, and by which document. */
export interface CollectionStatement {
  readonly site: SiteId;
  readonly ledgerEpoch: number;
  readonly generation: number;
  readonly settings: CollectionSettings;
}

/** The statement as an event. */
export function attestCollection(statement: CollectionStatement): OpaqueBody {
  const { settings, ...head } = statement;
  const { version } = limits;
  const body = CollectionStatement.encode({ version, ...head, settings: toWire(settings) });
  return { kind: 'attestation', type: attestationTypes.collection, body: body.finish() };
}

/** The statement in an event; undefined for an attestation of something else. @throws ProtocolError */
export function readCollectionStatement(event: OpaqueBody): CollectionStatement | undefined {
  if (event.kind !== 'attestation' || event.type !== attestationTypes.collection) return undefined;
  const bytesMax = limits.batchBytesMax;
  const wire = decodeBounded(CollectionStatement, event.body, bytesMax, 'a statement');
  checkVersion(wire.version, 'a statement of what is collected');
  return {
    site: wire.site,
    ledgerEpoch: checkCount(wire.ledgerEpoch, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation, 1, 'generation'),
    settings: fromWire(wire.settings),
  };
}
