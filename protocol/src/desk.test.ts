import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  readDelivery,
  readDeliveryAnswer,
  readOffer,
  readOfferAnswer,
  writeDelivery,
  writeDeliveryAnswer,
  writeOffer,
  writeOfferAnswer,
} from './desk.ts';
import { ProtocolError } from './errors.ts';
import { limits } from './limits.ts';
import { anyLane, idFor } from './testing/builders.ts';

const number = fc.integer({ min: 1, max: 2 ** 50 });
const position = fc.option(
  fc.record({
    relayId: fc.constant(idFor('r')),
    incarnation: fc.constant(idFor('j')),
    position: number,
  }),
  { nil: null },
);

test('offers are read as written and never larger than 256 bytes', () => {
  const offers = fc.record({ lane: anyLane, first: number, bytes: fc.nat(), seen: position });
  fc.assert(
    fc.property(offers, (part) => {
      const ids = { deviceId: idFor('d'), incarnation: idFor('i') };
      const offer = { ...part, ...ids, last: part.first + 9 };
      const bytes = writeOffer(offer);
      expect(bytes.length).toBeLessThanOrEqual(limits.offerBytesMax);
      expect(readOffer(bytes)).toEqual(offer);
    }),
  );
});

test('answers and deliveries are read as written', () => {
  const marks = { journalledThrough: number, committedThrough: number };
  const text = fc.string({ maxLength: 60 });
  fc.assert(
    fc.property(
      fc.record({
        grant: number,
        retryAfterMs: fc.nat(),
        refused: text,
        detail: text,
        head: position,
        ...marks,
      }),
      fc.record({
        position,
        duplicate: fc.boolean(),
        refused: text,
        detail: text,
        nextGrant: number,
        ...marks,
      }),
      (offer, delivery) => {
        expect(readOfferAnswer(writeOfferAnswer(offer))).toEqual(offer);
        expect(readDeliveryAnswer(writeDeliveryAnswer(delivery))).toEqual(delivery);
      },
    ),
  );
  const put = readDelivery(writeDelivery({ grant: 7, batch: Uint8Array.of(1, 2) }));
  expect([put.grant, ...put.batch, put.nextBytes]).toEqual([7, 1, 2, 0]);
  const more = writeDelivery({ grant: 7, batch: Uint8Array.of(1), nextBytes: 900 });
  expect(readDelivery(more).nextBytes).toBe(900);
});

test('foreign bytes give a typed error or a sound message', () => {
  const readers = [readOffer, readOfferAnswer, readDelivery, readDeliveryAnswer];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...readers), (bytes, read) => {
      try {
        read(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }),
    { numRuns: 2_000 },
  );
});
