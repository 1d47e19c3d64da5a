import {
  collectionOfText,
  limits,
  openCollection,
  openErasures,
  openRevocations,
  sealCollection,
  sealErasures,
  sealRevocations,
  type Believed,
  type DocumentPlace,
  type PrivateKey,
  type SiteDocumentHead,
  type SiteDocumentKind,
} from '@eucora/protocol';
import { collectionToTell, erasuresOfContent, erasuresToTell } from '../modules/privacy/index.ts';
import { sitesWithNewRevocations } from '../modules/sites/index.ts';
import type { BoxKeys } from '../platform/box-keys.ts';
import type { Queryable } from '../platform/db.ts';

/** Where the documents of one kind come from. Their content is plain words, as the database keeps it. */
export interface DocumentSource {
  readonly kind: SiteDocumentKind;
  /** Sites whose newest document does not say what is true, and what that is. */
  readonly toTell: (
    db: Queryable,
  ) => Promise<readonly { readonly siteId: string; readonly content: string }[]>;
  readonly seal: (head: SiteDocumentHead, content: string, key: PrivateKey) => Uint8Array;
  /** @throws ProtocolError */
  readonly open: (bytes: Uint8Array, siteId: string, key: Believed) => DocumentPlace;
}

/** All kinds; `box`: what devices wrap keys of names for. */
export const documentSources = (
  box: Pick<BoxKeys, 'no' | 'publicKey'>,
): readonly DocumentSource[] => [
  {
    kind: 'revocations',
    toTell: sitesWithNewRevocations,
    seal: (head, content, key) => sealRevocations({ ...head, ...listsOf(content) }, key),
    open: openRevocations,
  },
  {
    kind: 'collection',
    toTell: collectionToTell,
    seal: (head, content, key) =>
      sealCollection({ ...head, settings: collectionOfText(content) }, key),
    open: openCollection,
  },
  {
    kind: 'erasure',
    toTell: (db) => erasuresToTell(db, box, limits.erasuresMax),
    seal: (head, content, key) => sealErasures({ ...head, ...erasuresOfContent(content) }, key),
    open: openErasures,
  },
];

/** Lists of revocations in the words of the database: `kind:id`, one after the other. */
export function listsOf(content: string): {
  readonly devices: string[];
  readonly tokens: string[];
  readonly relays: string[];
} {
  const words = content.split(' ').filter((word) => word !== '');
  const of = (kind: string): string[] =>
    words.filter((word) => word.startsWith(`${kind}:`)).map((word) => word.slice(kind.length + 1));
  return { devices: of('device'), tokens: of('token'), relays: of('relay') };
}
