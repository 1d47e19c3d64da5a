import {
  isNewerDocument,
  openCollection,
  ProtocolError,
  readCollectionAsk,
  writeCollectionAnswer,
  type CollectionDocument,
  type HubKeyRings,
  type SiteId,
} from '@eucora/protocol';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';
import { KeptDocument } from './kept-document.ts';

export interface CollectionDeps {
  readonly path: string;
  readonly site: SiteId;
  readonly hubKeys: HubKeyRings;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}
export type KeptCollection = KeptDocument<CollectionDocument>;

/** What is collected at this site, as the hub said it last. The relay keeps it and passes it on. */
export function loadCollection(deps: CollectionDeps): Promise<KeptCollection> {
  const { path, site, hubKeys, room, log } = deps;
  return KeptDocument.load({
    path,
    what: 'a document on what is collected',
    open: (bytes, by) => openCollection(bytes, site, by),
    hubKeys,
    onTaken: ({ generation }) => log.info({ generation }, 'what is collected is taken'),
    room,
    log,
  });
}

/**
 * Answers a device with what the hub signed, where that is newer than what it has. The device checks
 * it by itself, so that nobody has to prove who asks.
 */
export function answerCollection(kept: KeptCollection, asked: Uint8Array): Uint8Array {
  const { document, bytes } = kept;
  const nothing = { document: new Uint8Array(0), held: document !== undefined };
  try {
    const has = readCollectionAsk(asked);
    const isNews = document !== undefined && bytes !== undefined && isNewerDocument(document, has);
    return writeCollectionAnswer(isNews ? { document: bytes, held: true } : nothing);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return writeCollectionAnswer(nothing);
  }
}
