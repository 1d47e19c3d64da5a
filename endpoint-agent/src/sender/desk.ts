// The way of an event: the questions that a device asks at its relay's desk.
// Next: site-relay/src/intake/desk.ts

import {
  readArtifactAnswer,
  readChunksAnswer,
  readCollectionAnswer,
  readDeliveryAnswer,
  readDocumentAnswer,
  readOfferAnswer,
  readTrustAnswer,
  subjects,
  writeArtifactAsk,
  writeChunksAsk,
  writeCollectionAsk,
  writeDelivery,
  writeDocumentAsk,
  writeOffer,
  writeTrustAsk,
  type ArtifactAnswer,
  type ArtifactQuestion,
  type BatchDelivery,
  type BatchOffer,
  type ChunksAnswer,
  type CollectionAnswer,
  type CollectionQuestion,
  type DeliveryAnswer,
  type DeskVerb,
  type DeviceId,
  type DocumentQuestion,
  type OfferAnswer,
  type SiteId,
  type TrustAnswer,
  type TrustQuestion,
} from '@eucora/protocol';

import {
  readDesiredAnswer,
  writeDesiredAsk,
  type DesiredAnswer,
  type DesiredQuestion,
} from '@eucora/protocol/desired';

/** The relay did not answer: it, its broker or the way to it is away. */
export class DeskUnavailableError extends Error {
  override readonly name = 'DeskUnavailableError';
}

/** What this package needs of a NATS connection; many devices may share one. */
export interface RequestPort {
  request(
    subject: string,
    payload: Uint8Array,
    options: { timeout: number },
  ): Promise<{ readonly data: Uint8Array }>;
}
/** Where a site's relay answers its devices. */
export interface Desk {
  /** @throws DeskUnavailableError */
  enrol(put: Uint8Array): Promise<Uint8Array>;
  /** @throws DeskUnavailableError | ProtocolError */
  offer(offer: BatchOffer): Promise<OfferAnswer>;
  /** @throws DeskUnavailableError | ProtocolError */
  deliver(delivery: BatchDelivery): Promise<DeliveryAnswer>;
  /** What is collected at the site. @throws DeskUnavailableError | ProtocolError */
  collection(question: CollectionQuestion): Promise<CollectionAnswer>;
  /** The newest document on erasures; empty: nothing newer. @throws as above */
  erasures(question: DocumentQuestion): Promise<Uint8Array>;
  /** The chain of the hub's keys, longer than `generation`; else empty. @throws as above */
  hubKeys(question: DocumentQuestion): Promise<Uint8Array>;
  /** A piece of an artifact. @throws DeskUnavailableError | ProtocolError */
  artifact(question: ArtifactQuestion): Promise<ArtifactAnswer>;
  /** Hashes of an artifact's chunks, unverified. @throws as above */
  chunks(artifact: Uint8Array): Promise<ChunksAnswer>;
  /** A file of the trust repository, from a byte on. @throws as above */
  trust(question: TrustQuestion): Promise<TrustAnswer>;
  /** What this device is to run, where that is newer than what it has. @throws as above */
  desired(question: DesiredQuestion): Promise<DesiredAnswer>;
}

const requestTimeoutMs = 10_000;

/**
 * The desk of a site over a connection to the site's own broker. `device`: whose certificate the
 * connection shows; absent where devices have none.
 */
export function createDesk(connection: RequestPort, site: SiteId, device?: DeviceId): Desk {
  const subjectOf = (verb: DeskVerb): string =>
    device === undefined ? subjects.desk(site, verb) : subjects.deskOf(site, verb, device);
  const ask = async (subject: string, payload: Uint8Array): Promise<Uint8Array> => {
    try {
      const reply = await connection.request(subject, payload, { timeout: requestTimeoutMs });
      return reply.data;
    } catch (cause) {
      throw new DeskUnavailableError(`no answer on ${subject}`, { cause });
    }
  };
  return {
    enrol: (put) => ask(subjectOf('enrol'), put),
    offer: async (offer) => readOfferAnswer(await ask(subjectOf('offer'), writeOffer(offer))),
    deliver: async (delivery) =>
      readDeliveryAnswer(await ask(subjectOf('batch'), writeDelivery(delivery))),
    collection: async (question) =>
      readCollectionAnswer(await ask(subjectOf('collection'), writeCollectionAsk(question))),
    erasures: async (question) =>
      readDocumentAnswer(await ask(subjectOf('erasure'), writeDocumentAsk(question))),
    hubKeys: async (question) =>
      readDocumentAnswer(await ask(subjectOf('hub-keys'), writeDocumentAsk(question))),
    artifact: async (question) =>
      readArtifactAnswer(await ask(subjectOf('artifact'), writeArtifactAsk(question))),
    chunks: async (artifact) =>
      readChunksAnswer(await ask(subjectOf('chunks'), writeChunksAsk(artifact))),
    trust: async (question) =>
      readTrustAnswer(await ask(subjectOf('trust'), writeTrustAsk(question))),
    desired: async (question) =>
      readDesiredAnswer(await ask(subjectOf('desired'), writeDesiredAsk(question))),
  };
}
