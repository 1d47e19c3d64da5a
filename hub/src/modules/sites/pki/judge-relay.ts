import {
  checkLeaf,
  ProtocolError,
  provesNkey,
  relayPermissions,
  type AuthQuestion,
  type LeafRefusal,
  type SubjectPermissions,
} from '@eucora/protocol';

export type RelayVerdict =
  | { readonly relayId: string; readonly permissions: SubjectPermissions }
  | {
      readonly refused: LeafRefusal | 'no_relay' | 'wrong_nkey' | 'malformed';
      readonly detail: string;
    };

/** What the hub knows of a relay that it admitted. */
export interface KnownRelay {
  readonly relayId: string;
  readonly siteId: string;
  readonly natsPublic: string;
}

/** The relay that a certificate names, to look it up; undefined when it names none. */
export function claimedRelay({ chain }: AuthQuestion): string | undefined {
  try {
    const leaf = checkLeaf(chain, undefined);
    return leaf.refused === undefined ? leaf.id : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/**
 * Whether who asks the hub's server for entry is the relay that he says: by a certificate of his own
 * site's intermediate, and by the nkey that he was admitted with. A device's certificate has the same
 * shape, and is nobody's here.
 */
export function judgeRelay(question: AuthQuestion, known: KnownRelay | undefined): RelayVerdict {
  try {
    const leaf = checkLeaf(question.chain, undefined);
    if (leaf.refused !== undefined) return { refused: leaf.refused, detail: leaf.detail };
    if (known?.relayId !== leaf.id)
      return { refused: 'no_relay', detail: `${leaf.id} is no relay that was admitted` };
    if (known.siteId !== leaf.site) {
      return { refused: 'wrong_site', detail: `relay ${leaf.id} is of site ${known.siteId}` };
    }
    if (known.natsPublic !== question.nkey || !provesNkey(question)) {
      return { refused: 'wrong_nkey', detail: `relay ${leaf.id} did not prove its nkey` };
    }
    return { relayId: leaf.id, permissions: relayPermissions(known.siteId) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { refused: 'malformed', detail: error.message };
  }
}
