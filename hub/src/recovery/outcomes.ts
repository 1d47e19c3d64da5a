import type { JudgedBatch } from '../ingest/index.ts';

/** What a pack says became of a segment when it was committed. */
export type RecordedOutcome =
  | { readonly kind: 'poison'; readonly reason: string }
  | {
      readonly kind: 'taken';
      readonly letters: string; // one per batch in the segment's order: c r v d q
      readonly codes: ReadonlyMap<number, string>; // by batch index
      readonly released: string; // letters of what waited for the segment's enrolments
    };

/** Reads a recorded outcome. @throws TypeError when it is none */
export function readOutcome(value: unknown): RecordedOutcome {
  if (typeof value !== 'object' || value === null) throw notAnOutcome(value);
  if ('poison' in value && typeof value.poison === 'string') {
    return { kind: 'poison', reason: value.poison };
  }
  if (!('batches' in value) || typeof value.batches !== 'string') throw notAnOutcome(value);
  const codes = pairs('codes' in value ? value.codes : []);
  const released = pairs('released' in value ? value.released : []);
  return {
    kind: 'taken',
    letters: value.batches,
    codes: new Map(codes),
    // The numbers beside the letters are the quarantine's own: another database counts otherwise.
    released: released.map(([, letter]) => letter).join(''),
  };
}

function pairs(value: unknown): [number, string][] {
  if (!Array.isArray(value)) throw notAnOutcome(value);
  return value.map((pair: unknown) => {
    const [number, text]: unknown[] = Array.isArray(pair) ? pair : [];
    if (typeof number !== 'number' || typeof text !== 'string') throw notAnOutcome(value);
    return [number, text];
  });
}

function notAnOutcome(value: unknown): TypeError {
  return new TypeError(`No recorded outcome: ${JSON.stringify(value)}`);
}

/** True when two outcomes tell the same, apart from numbers that each database gives itself. */
export function sameOutcome(a: RecordedOutcome, b: RecordedOutcome): boolean {
  return textOf(a) === textOf(b);
}

/** An outcome in one line, for comparing and for people. */
export function textOf(outcome: RecordedOutcome): string {
  if (outcome.kind === 'poison') return `set aside: ${outcome.reason}`;
  const codes = [...outcome.codes].map(([index, code]) => `${index}=${code}`).join(' ');
  return [outcome.letters, codes, outcome.released && `released ${outcome.released}`]
    .filter((part) => part !== '')
    .join(', ');
}

// The commit finds these by what the ledger holds at that moment, as it did the first time.
const decidedByLedger = new Set(['conflict', 'fork']);

/**
 * Holds a batch to what was recorded of it. A later program may understand what an earlier one had
 * rejected, or know a key that was missing: a rebuilt ledger tells what happened, and taking such a
 * batch after all stays an operator's decision.
 */
export function asRecorded(
  judged: JudgedBatch,
  letter: string | undefined,
  code: string | undefined,
): JudgedBatch {
  if (code === undefined || judged.batch === null) return judged;
  if (letter === 'r' && (judged.verdict === 'events' || judged.verdict === 'void')) {
    return { verdict: 'rejected', batch: judged.batch, fault: { code, detail: 'as recorded' } };
  }
  if (letter === 'r' && judged.verdict === 'rejected' && judged.fault.code !== code) {
    return { ...judged, fault: { code, detail: 'as recorded' } };
  }
  if (letter !== 'q' || decidedByLedger.has(code)) return judged;
  if (judged.verdict === 'quarantined' && judged.fault.code === code) return judged;
  const { batch } = judged;
  const { deviceId, bytes } = batch;
  const fault = { code, detail: 'as recorded' };
  return { verdict: 'quarantined', deviceId, batch, bytes, fault };
}
