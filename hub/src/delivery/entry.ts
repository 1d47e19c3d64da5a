import type { TLSSocket } from 'node:tls';
import { doorExporter, doorNonce, type AuthQuestion } from '@eucora/protocol';
import { claimedRelay, findRelay, judgeRelay, type RelayVerdict } from '../modules/sites/index.ts';
import type { Queryable } from '../platform/db.ts';

/** A relay that was let in. */
export interface Visitor {
  readonly relayId: string;
  readonly siteId: string;
}
export type Entry = Visitor | { readonly refused: string; readonly claimed: string | undefined };

/** What a connection and its request say of who asks: the same as at the broker, in other words. */
export function questionOf(
  chain: readonly string[],
  exported: Uint8Array,
  authorization: string | undefined,
): AuthQuestion {
  const [, nkey = '', signature = ''] =
    /^Nkey (U[A-Z2-7]{55}) ([\w-]{86})$/.exec(authorization ?? '') ?? [];
  const nonce = doorNonce(exported);
  return { serverId: '', userKey: '', clientId: 0, chain, nkey, signature, nonce };
}

/** Certificates that the other end showed, verified up to our authority, in PEM, leaf first. */
export function chainOf(socket: Pick<TLSSocket, 'getPeerCertificate'>): string[] {
  const chain: string[] = [];
  let at = socket.getPeerCertificate(true);
  while (at?.raw && chain.length < 4) {
    chain.push(pemOf(at.raw));
    if (!at.issuerCertificate || at.issuerCertificate.raw?.equals(at.raw)) break;
    at = at.issuerCertificate;
  }
  return chain;
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Who asks. A relay that was revoked is known no more, at its next request. */
export async function enter(
  db: Queryable,
  socket: TLSSocket,
  authorization: string | undefined,
): Promise<Entry> {
  const { bytes, label } = doorExporter;
  const exported = socket.exportKeyingMaterial(bytes, label, Buffer.alloc(0));
  const question = questionOf(chainOf(socket), exported, authorization);
  const claimed = claimedRelay(question);
  const known = claimed === undefined ? undefined : await findRelay(db, claimed);
  const verdict: RelayVerdict = judgeRelay(question, known);
  if ('refused' in verdict) return { refused: verdict.refused, claimed };
  return { relayId: verdict.relayId, siteId: known!.siteId };
}
