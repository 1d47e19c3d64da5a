/** Why trust metadata or an artifact was not believed. Each code is one fault with one remedy. */
export type TrustCode =
  | 'malformed' // not the JSON that its role demands
  | 'oversized' // more bytes than its size, or the limit, allows
  | 'unsupported' // of another version of the format
  | 'wrong_type' // genuine perhaps, but of another role
  | 'wrong_key_id' // a key under a name that is not its own
  | 'duplicate_signature' // one key id signs twice
  | 'unmet_threshold' // too few of the role's keys signed
  | 'wrong_version' // not the version that was asked for
  | 'rolled_back' // older than what is trusted already
  | 'role_removed' // a role that was listed is no longer
  | 'wrong_hash' // not the bytes that were vouched for
  | 'wrong_length'
  | 'expired' // certainly, not by a clock's word alone
  | 'not_listed' // the snapshot does not know the role
  | 'no_such_target' // nobody who may vouch for the path does
  | 'outside_delegation' // for a platform or business unit that its signer was not given
  | 'unavailable' // not there, though it must be
  | 'reset_used' // a time reset that was taken already
  | 'reset_void' // … of another root
  | 'reset_elsewhere' // … for other sites
  | 'reset_not_needed'; // … for who is wrong in another way

/** What the operator does next, by code. */
export const remedies = {
  malformed: 'Fetch it again; if it stays so, the publisher has to publish it anew.',
  oversized: 'Fetch it from another place; if it stays so, take this repository out of service.',
  unsupported: 'Update this program, or have the metadata published as TUF 1.0.',
  wrong_type: 'Fetch it again; a server or stick has put one file in place of another.',
  wrong_key_id: 'Have the file that names the key made anew with eucora-trust and signed again.',
  duplicate_signature: 'Have it signed anew: each holder signs once with eucora-trust sign.',
  unmet_threshold:
    'Carry the draft to the holders who have not signed (eucora-trust sign); if one of them lost ' +
    'the key, the root holders rotate it (eucora-trust rotate).',
  wrong_version: 'Copy the whole metadata folder again, from one published state.',
  rolled_back:
    'Bring the newest metadata; if newer was a thief’s work, the root holders rotate the ' +
    'timestamp and snapshot keys, which lets devices start again from lower versions.',
  role_removed:
    'Publish a snapshot that lists the role; to drop it for good, the root holders rotate the ' +
    'snapshot key.',
  wrong_hash: 'Copy it again from the published state; if it stays so, do not use the medium.',
  wrong_length: 'Copy it again from the published state; if it stays so, do not use the medium.',
  expired: 'Have the role’s holders renew it (eucora-trust rotate), publish, and bring it here.',
  not_listed: 'Publish again with eucora-trust publish, which lists every role in the snapshot.',
  no_such_target: 'Check the path; a publisher who was given it has to add and sign the target.',
  outside_delegation:
    'Have it signed by the publisher of that platform and business unit, or widen the delegation.',
  reset_used: 'Have the root holders sign a time reset with the next number.',
  reset_void: 'Have the root holders sign a time reset under the root that is trusted now.',
  reset_elsewhere: 'Have the root holders sign a time reset that names this site.',
  reset_not_needed: 'Nothing; this device’s time is not the one that the reset takes back.',
  unavailable: 'Bring the file: copy the whole metadata folder, or try the server again.',
} satisfies Record<TrustCode, string>;

/**
 * A refusal of trust metadata or of an artifact. `clause` is the paragraph of the specification that
 * refused ("TUF 5.3.5") or of ours ("EUCORA T2", docs/TRUST.md); `saw` is what was met; `remedy` is
 * what the operator does next. The message holds all of them.
 */
export class TrustError extends Error {
  override readonly name = 'TrustError';
  readonly code: TrustCode;
  readonly clause: string;
  readonly role: string;
  readonly saw: string;
  readonly remedy: string;

  constructor(
    code: TrustCode,
    at: { readonly clause: string; readonly role: string },
    saw: string,
    options?: ErrorOptions,
  ) {
    super(`${at.role}: ${saw} (${at.clause}). ${remedies[code]}`, options);
    this.code = code;
    this.clause = at.clause;
    this.role = at.role;
    this.saw = saw;
    this.remedy = remedies[code];
  }
}
