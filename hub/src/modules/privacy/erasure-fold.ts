import { ProtocolError, readErasureStatement } from '@eucora/protocol';
import type { AcceptedBatch, Fold } from '../../platform/fold.ts';
import { audit } from '../audit/index.ts';
import { confirmSubjects } from './site-store.ts';

/** Keeps which devices said that their copies of erased keys are destroyed. */
export const erasureFold: Fold = {
  name: 'erasures',
  async apply(tx, batches) {
    const words = batches.flatMap(wordsOf);
    if (words.length === 0) return;
    const deviceIds = new Map(batches.map(({ deviceNo, deviceId }) => [deviceNo, deviceId]));
    for (const [at, group] of Map.groupBy(words, (word) => word.at)) {
      for (const { erasureId, subjectId } of await confirmSubjects(tx, group, new Date(at))) {
        const device = group.find((word) => word.subjectId === subjectId)?.deviceNo ?? 0;
        const actor = `device:${deviceIds.get(device) ?? ''}`;
        const detail = { subject: subjectId };
        await audit(tx, { actor, action: 'erasure.acknowledge', subject: erasureId, detail });
      }
    }
  },
};

function wordsOf({ deviceNo, events, receivedAt }: AcceptedBatch) {
  const at = receivedAt.getTime();
  return events.flatMap(({ body }) => {
    if (body.kind !== 'attestation') return [];
    try {
      const said = readErasureStatement(body);
      return said?.subjects.map((subjectId) => ({ deviceNo, subjectId, at })) ?? [];
    } catch (error) {
      // An attestation of another format is in the ledger all the same; it says nothing here.
      if (error instanceof ProtocolError) return [];
      throw error;
    }
  });
}
