import type { NatsConnection } from '@nats-io/transport-node';
import {
  classifyBatch,
  decodeEvents,
  laneNumber,
  randomId,
  readBatch,
  readDelivery,
  readOffer,
  subjects,
  verifyBatch,
  writeDeliveryAnswer,
  writeOfferAnswer,
  type BatchOffer,
  type DeliveryAnswer,
  type JournalPosition,
  type OfferAnswer,
  type PublicKey,
  type ReadBatch,
} from '@eucora/protocol';
import { chainHash } from '../spool/records.ts';

/** A relay that speaks the real protocol with real checks, keeps its journal in memory, and errs on request. */
export interface ScriptedRelay {
  readonly journal: ReadBatch[];
  readonly offers: BatchOffer[];
  duplicates: number;
  /** What the hub has committed, as this relay would say it. */
  committedThrough: number;
  /** Answers the next offers instead of the relay's own judgement. */
  readonly script: ((offer: BatchOffer) => Partial<OfferAnswer> | null)[];
  /** Grants the batch that is said to follow with the answer, as relays of today do. */
  carriesGrants: boolean;
  /** Takes the next batches and says nothing about them: the answer got lost. */
  loseAnswers: number;
  /** The code with which a batch is refused for ever; null: it is not. */
  refuses: (batch: ReadBatch) => string | null;
  /** A new disk: another journal, nothing remembered. */
  forget(): void;
  /** A disk that lost its records and does not know: the same journal, nothing remembered. */
  loseRecords(): void;
  /** Remembers no hashes: a batch below its mark is kept for the hub to judge, and acknowledged. */
  keepsUnknown: boolean;
  metrics(): number[];
}

function emptyRelay(): { relay: ScriptedRelay; head: () => JournalPosition } {
  const relayId = randomId();
  let incarnation = randomId();
  const relay: ScriptedRelay = {
    journal: [],
    offers: [],
    duplicates: 0,
    committedThrough: 0,
    script: [],
    carriesGrants: true,
    loseAnswers: 0,
    keepsUnknown: false,
    loseRecords: () => {
      relay.journal.length = 0;
    },
    refuses: () => null,
    forget: () => {
      incarnation = randomId();
      relay.journal.length = 0;
    },
    metrics: () =>
      relay.journal
        .flatMap((batch) => decodeEvents(batch))
        .flatMap(({ body }) => (body.kind === 'metric' ? [body.value] : [])),
  };
  return { relay, head: () => ({ relayId, incarnation, position: relay.journal.length }) };
}

/** Serves a site's desk on a connection until that is closed. */
export function serveDesk(
  connection: NatsConnection,
  site: string,
  deviceKey: PublicKey,
): ScriptedRelay {
  const { relay, head } = emptyRelay();
  const ofStream = (batch: Pick<ReadBatch, 'incarnation' | 'lane'>): ReadBatch[] =>
    relay.journal.filter((one) => one.incarnation === batch.incarnation && one.lane === batch.lane);
  const marks = (batch: Pick<ReadBatch, 'incarnation' | 'lane'>) => ({
    journalledThrough: ofStream(batch).at(-1)?.last ?? 0,
    committedThrough: relay.committedThrough,
  });

  const offer = (bytes: Uint8Array): Uint8Array => {
    const asked = readOffer(bytes);
    relay.offers.push(asked);
    const own: OfferAnswer = {
      grant: laneNumber(asked.lane),
      retryAfterMs: 0,
      refused: '',
      detail: '',
      head: head(),
      ...marks(asked),
    };
    return writeOfferAnswer({ ...own, ...relay.script.shift()?.(asked) });
  };
  const deliver = (bytes: Uint8Array): Uint8Array => {
    const delivery = readDelivery(bytes);
    const batch = readBatch(delivery.batch);
    verifyBatch(batch, deviceKey);
    const refused = relay.refuses(batch);
    if (refused !== null) {
      const none = { nextGrant: 0, position: null, duplicate: false };
      return writeDeliveryAnswer({ ...none, detail: 'as told', ...marks(batch), refused });
    }
    const known = ofStream(batch);
    const last = known.at(-1);
    const mark = last && { through: last.last, lastHash: chainHash(last) };
    const verdict = classifyBatch(mark, batch, (first) => known.find((one) => one.first === first));
    if (verdict === 'next' || verdict === 'start') relay.journal.push(batch);
    if (verdict === 'duplicate') relay.duplicates += 1;
    const isKept = verdict === 'conflict' && relay.keepsUnknown;
    const taken = isKept || verdict === 'next' || verdict === 'start' || verdict === 'duplicate';
    const answer: DeliveryAnswer = {
      position: taken ? head() : null,
      duplicate: verdict === 'duplicate',
      nextGrant: relay.carriesGrants && taken && delivery.nextBytes ? laneNumber(batch.lane) : 0,
      refused: taken ? '' : verdict === 'ahead' ? 'gap' : verdict,
      detail: '',
      ...marks(batch),
    };
    return writeDeliveryAnswer(answer);
  };
  connection.subscribe(subjects.desk(site, 'offer'), {
    callback: (_error, message) => void message.respond(offer(message.data)),
  });
  connection.subscribe(subjects.desk(site, 'batch'), {
    callback: (_error, message) => {
      const answer = deliver(message.data);
      if (relay.loseAnswers > 0) relay.loseAnswers -= 1;
      else message.respond(answer);
    },
  });
  return relay;
}
