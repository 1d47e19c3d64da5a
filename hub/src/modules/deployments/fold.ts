import { ProtocolError, type NumberedEvent } from '@eucora/protocol';
import { readAttestation, readReport } from '@eucora/protocol/desired';
import type { AcceptedBatch, Fold } from '../../platform/fold.ts';
import { keepResults, type ResultRow } from './results-store.ts';

/** Keeps what devices say of their orders, as reports and attestations. */
export const resultsFold: Fold = {
  name: 'deployment-results',
  async apply(tx, batches) {
    const words = batches.flatMap(wordsOf);
    if (words.length > 0) await keepResults(tx, words);
  },
};

function wordsOf({ deviceNo, incarnation, events }: AcceptedBatch): ResultRow[] {
  return events.flatMap((event) => {
    const said = saidIn(event);
    if (!said) return [];
    const saidAt = new Date(event.loMs);
    return [{ deviceNo, incarnation, seq: event.seq, saidAt, ...said }];
  });
}

const attemptStoredMax = 2 ** 31 - 1;

/** Text that a table can hold. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '');

type Said = Omit<ResultRow, 'deviceNo' | 'incarnation' | 'seq' | 'saidAt'>;

function saidIn({ body }: NumberedEvent): Said | undefined {
  try {
    if (body.kind === 'deployment_result') {
      const report = readReport(body);
      if (!report) return undefined;
      const { assignment: assignmentId, step, attempt, generation } = report;
      const packageName = storable(report.packageName);
      const version = storable(report.version);
      const why = { code: storable(report.code), detail: storable(report.detail) };
      const number = Math.min(attempt, attemptStoredMax);
      return { assignmentId, step, packageName, version, generation, ...why, attempt: number };
    }
    if (body.kind !== 'attestation') return undefined;
    const word = readAttestation(body);
    if (!word) return undefined;
    const { assignment: assignmentId, generation } = word;
    const what = { packageName: storable(word.packageName), version: storable(word.version) };
    const nothing = { code: '', detail: '', attempt: 0 };
    return { assignmentId, step: 'attested', ...what, generation, ...nothing };
  } catch (error) {
    // A word of another format is in the ledger all the same; it says nothing here.
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
