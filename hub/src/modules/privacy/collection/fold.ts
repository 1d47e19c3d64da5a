import { collectionText, ProtocolError, readCollectionStatement } from '@eucora/protocol';
import type { AcceptedBatch, Fold } from '../../../platform/fold.ts';
import { keepDeviceWords, type DeviceWord } from './store.ts';

/** Keeps by which document each device collects, as it attested. */
export const collectionFold: Fold = {
  name: 'collection',
  async apply(tx, batches) {
    const newest = new Map<number, DeviceWord>();
    for (const word of batches.flatMap(wordsOf)) {
      const known = newest.get(word.deviceNo);
      if (!known || isLater(word, known)) newest.set(word.deviceNo, word);
    }
    if (newest.size > 0) await keepDeviceWords(tx, [...newest.values()]);
  },
};

function wordsOf({ deviceNo, events }: AcceptedBatch): DeviceWord[] {
  return events.flatMap(({ body, loMs }) => {
    if (body.kind !== 'attestation') return [];
    try {
      const said = readCollectionStatement(body);
      if (!said) return [];
      const { site: siteId, ledgerEpoch: epoch, generation } = said;
      const settings = collectionText(said.settings);
      return [{ deviceNo, siteId, epoch, generation, settings, at: new Date(loMs) }];
    } catch (error) {
      // An attestation of another format is in the ledger all the same; it says nothing here.
      if (error instanceof ProtocolError) return [];
      throw error;
    }
  });
}

function isLater(a: DeviceWord, b: DeviceWord): boolean {
  const order = a.epoch - b.epoch || a.generation - b.generation;
  return (order || a.at.getTime() - b.at.getTime()) > 0;
}
