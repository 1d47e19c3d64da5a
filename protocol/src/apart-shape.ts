/** How one field of a message is laid apart; `stream` numbers are given by `numberStreams`. */
export type FieldShape =
  | { readonly kind: 'message'; readonly fields: MessageShape }
  /** One number, or a packed row of them. */
  | { readonly kind: 'number' | 'numbers'; readonly counts: number; readonly values: number }
  | { readonly kind: 'bytes'; readonly counts: number; readonly content: number };
export type MessageShape = ReadonlyMap<number, FieldShape>;

type Plan = { readonly [field: number]: 'number' | 'numbers' | 'bytes' | Plan };

/** Fields first…last of one kind. */
function rows(first: number, last: number, kind: 'number' | 'numbers' | 'bytes'): Plan {
  const fields = Array.from({ length: last - first + 1 }, (_, i) => [first + i, kind] as const);
  return Object.fromEntries(fields);
}

const anchor: Plan = { 1: 'bytes', ...rows(2, 5, 'number') };
const parent: Plan = { 1: 'bytes', 2: 'number', 3: 'bytes' };
const inventory: Plan = {
  1: 'number',
  ...rows(2, 3, 'bytes'),
  ...rows(4, 5, 'number'),
  ...rows(6, 22, 'numbers'),
};
const wrappedKey: Plan = rows(1, 3, 'bytes');
const personalName: Plan = { ...rows(1, 2, 'number'), ...rows(3, 4, 'bytes'), 5: wrappedKey };
const events: Plan = {
  ...rows(1, 4, 'numbers'),
  10: rows(1, 2, 'numbers'),
  11: inventory,
  12: rows(1, 14, 'numbers'),
  13: { ...rows(1, 5, 'numbers'), 6: 'bytes' },
  14: rows(1, 3, 'numbers'),
  15: { 1: 'number', 2: 'bytes' },
  16: personalName,
  17: rows(1, 7, 'numbers'),
  18: rows(1, 4, 'numbers'),
  19: rows(1, 3, 'numbers'),
};
const voided: Plan = { 1: 'number', 2: 'bytes', ...rows(3, 4, 'numbers') };
const batch: Plan = {
  1: 'number',
  ...rows(2, 3, 'bytes'),
  ...rows(4, 6, 'number'),
  7: 'bytes',
  8: parent,
  9: anchor,
  ...rows(10, 11, 'bytes'),
  12: events,
  13: voided,
};
const signedBatch: Plan = { 1: batch, 2: 'bytes' };
const lost: Plan = { ...rows(1, 2, 'bytes'), ...rows(3, 4, 'number'), 5: 'bytes' };
const refusal: Plan = { ...rows(1, 2, 'bytes'), 3: 'number', 4: anchor, 5: 'bytes' };
const segmentBody: Plan = { 1: 'bytes', 2: signedBatch, 3: lost, 4: refusal };

/** Tags of all messages in the order in which they stand, 0 behind each message. */
export const tagStream = 0;

interface Numbering {
  stream: number;
  readonly ofBytes: Set<number>;
}

/** A message's shape with a number for every stream, depth first from 1. */
function numberStreams(plan: Plan, next: Numbering): MessageShape {
  const fields = Object.entries(plan).map(([field, kind]): [number, FieldShape] => {
    if (typeof kind === 'object') {
      return [Number(field), { kind: 'message', fields: numberStreams(kind, next) }];
    }
    const [counts, other] = [next.stream, next.stream + 1];
    next.stream += 2;
    if (kind === 'bytes') {
      next.ofBytes.add(other);
      return [Number(field), { kind, counts, content: other }];
    }
    return [Number(field), { kind, counts, values: other }];
  });
  return new Map(fields);
}

export interface BodyShape {
  readonly shape: MessageShape;
  readonly streams: number;
  /** Streams of bytes; all others are of numbers. */
  readonly ofBytes: ReadonlySet<number>;
}

/** The shape of a segment's body, and the streams that it is laid apart into. */
export function segmentBodyShape(): BodyShape {
  const next: Numbering = { stream: tagStream + 1, ofBytes: new Set() };
  const shape = numberStreams(segmentBody, next);
  return { shape, streams: next.stream, ofBytes: next.ofBytes };
}
