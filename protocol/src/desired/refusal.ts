import { ProtocolError, type ProtocolErrorCode } from '../errors.ts';

/** Rules of the director's side, by their names in docs/TRUST.md. */
export type DesiredClause =
  | 'EUCORA D1' // signed by root's director, in its domain
  | 'EUCORA D2' // for this site, of this kind
  | 'EUCORA D3' // newer than what is held
  | 'EUCORA D4' // the slice is the document's, and this device's
  | 'EUCORA D5' // both sides say the same
  | 'EUCORA D6' // the lease allows it
  | 'EUCORA D7' // dangerous acts have the approvers' signature
  | 'EUCORA D8' // nothing goes back unless it is ordered
  | 'EUCORA D9' // one execution plane
  | 'EUCORA D10' // schedule and windows
  | 'EUCORA D11'; // the time goes back by root's word only

const remedies = {
  'EUCORA D1':
    'Have the hub sign with the director key that root names; if root names another one, bring the ' +
    'newest root here.',
  'EUCORA D2':
    'Bring the document of this site; a server or stick has put one in place of another.',
  'EUCORA D3':
    'Bring the newest document; if newer was a thief’s work, the root holders take the stolen ' +
    'director key away (eucora-trust rotate), which makes its counters void.',
  'EUCORA D4': 'Ask the relay again; if it stays so, publish the site’s document anew.',
} satisfies Partial<Record<DesiredClause, string>>;
export type DocumentClause = keyof typeof remedies;

/** A document or slice that is not believed: which clause refused, and what the operator does next. */
export class DesiredError extends ProtocolError {
  readonly clause: DocumentClause;
  readonly remedy: string;

  constructor(
    code: ProtocolErrorCode,
    clause: DocumentClause,
    saw: string,
    options?: ErrorOptions,
  ) {
    super(code, `${saw} (${clause}). ${remedies[clause]}`, options);
    this.clause = clause;
    this.remedy = remedies[clause];
  }
}

/** Runs a step of which each refusal is one by the clause. @throws DesiredError */
export function underClause<T>(clause: DocumentClause, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof ProtocolError) || error instanceof DesiredError) throw error;
    throw new DesiredError(error.code, clause, error.message, { cause: error });
  }
}
