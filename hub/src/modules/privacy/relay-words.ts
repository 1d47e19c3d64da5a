import type { Database, Tx } from '../../platform/db.ts';
import { audit } from '../audit/index.ts';
import {
  acknowledgeSite,
  erasuresOfContent,
  keepRelayWord,
  noteTold,
  untoldSites,
  type RelayWord,
} from './site-store.ts';

/**
 * Takes a relay's word (from its signed tip) that it holds a document on erasures and has destroyed
 * what it says; an erasure is acknowledged by a site when all its relays have said so.
 */
export async function noteErasuresHeld(tx: Tx, word: RelayWord, at: Date): Promise<void> {
  if (!(await keepRelayWord(tx, word, at))) return;
  await acknowledge(tx, word.siteId, at);
}

async function acknowledge(tx: Tx, siteId: string, at: Date): Promise<void> {
  for (const id of await acknowledgeSite(tx, siteId, at)) {
    const detail = { site: siteId };
    await audit(tx, {
      actor: `site:${siteId}`,
      action: 'erasure.acknowledge',
      subject: id,
      detail,
    });
  }
}

/** Notes which document tells a site of its erasures first, and what its relays had said before. */
export async function siteTurn(
  db: Pick<Database, 'query' | 'transaction'>,
  at: Date,
): Promise<void> {
  for (const { content, ...document } of await untoldSites(db)) {
    await db.transaction(async (tx) => {
      await noteTold(tx, document, erasuresOfContent(content).subjects);
      await acknowledge(tx, document.siteId, at);
    });
  }
}
