import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { Counter } from 'prom-client';
import {
  importPublicKey,
  openTip,
  parseSubject,
  ProtocolError,
  subjects,
  type Believed,
  type HubKeyChain,
  type JournalTip,
  type SiteId,
} from '@eucora/protocol';
import { audit, noteWitness } from '../modules/audit/index.ts';
import { noteCache } from '../modules/delivery/index.ts';
import { recordTip, siteHorizon } from '../modules/ledger/index.ts';
import { noteErasuresHeld } from '../modules/privacy/index.ts';
import { noteHubKeyWord, relaysOf, touchSite } from '../modules/sites/index.ts';
import type { Database, Tx } from '../platform/db.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Missing } from './credit.ts';

export interface TipsDeps {
  readonly db: Database;
  readonly nats: NatsConnection;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly now: () => Date;
  /** What relays hold of the audit record was signed with one of them. */
  readonly hubKey: Believed;
  /** The successions of this hub's signing key; undefined: it signs with its first. */
  readonly hubKeys?: () => HubKeyChain | undefined;
  /** Looks whether another hub of this database began a newer key. */
  readonly followKeys?: () => Promise<void>;
  /** Told after a tip is in the database, with what it names and the hub has not. */
  readonly onTip?: (siteId: SiteId, missing: Missing) => void;
}

/**
 * Listens to what relays say they hold, which gives backlog, lost tails and signs of life. Tips are
 * repeated every 30 seconds, so one that can't be stored now is let go.
 */
export function startTips(deps: TipsDeps): AsyncDisposable {
  const count = new Counter({
    name: 'eucora_tips_total',
    help: 'Statements of relays about their journals',
    labelNames: ['result'],
    registers: [deps.metrics],
  });
  const subscription = deps.nats.subscribe(subjects.tipAll);
  const done = (async () => {
    for await (const message of subscription) {
      count.inc({ result: await takeTip(deps, message) });
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      subscription.unsubscribe();
      await done;
    },
  };
}

async function takeTip(deps: TipsDeps, message: Msg): Promise<'stored' | 'refused' | 'failed'> {
  const { db, logger, now } = deps;
  try {
    const subject = parseSubject(message.subject);
    if (subject.type !== 'tip') return 'refused';
    const relays = await relaysOf(db, subject.site);
    const keys = relays.map((relay) => importPublicKey(relay.publicKey));
    const { relayId } = openTip(message.data, subject.site, keys);
    // One relay's key must not speak for another's journal.
    const own = relays.filter((relay) => relay.relayId === relayId);
    const ownKeys = own.map((relay) => importPublicKey(relay.publicKey));
    const tip = openTip(message.data, subject.site, ownKeys);
    // A hub that shares its database may be a moment behind the one that rotated.
    if ((tip.hubKeys?.number ?? 1) > numberOf(deps)) await deps.followKeys?.();
    const { missing } = await db.transaction(async (tx) => {
      const noted = await recordTip(tx, tip, now());
      if (noted.isNew) {
        const detail = { incarnation: tip.incarnation };
        const actor = `relay:${tip.relayId}`;
        await audit(tx, { actor, action: 'journal.opened', subject: tip.site, detail });
      }
      if (tip.audit) {
        const testimony = { relayId: tip.relayId, siteId: tip.site, witness: tip.audit };
        const fault = await noteWitness(tx, testimony, deps.hubKey, now());
        if (fault !== undefined) logger.error({ ...testimony, fault }, 'a relay contradicts');
      }
      if (tip.erasures) {
        const { ledgerEpoch: epoch, generation, hubBoxNo: boxNo } = tip.erasures;
        const word = { relayId: tip.relayId, siteId: tip.site, epoch, generation, boxNo };
        await noteErasuresHeld(tx, word, now());
      }
      await noteHubKeys(deps, tx, tip);
      if (tip.cache) {
        await noteCache(tx, { siteId: tip.site, relayId: tip.relayId }, tip.cache, now());
      }
      await touchSite(tx, tip.site, now(), await siteHorizon(tx, tip.site));
      return noted;
    });
    deps.onTip?.(tip.site, missing);
    return 'stored';
  } catch (error) {
    const refused = error instanceof ProtocolError;
    const level = refused ? 'warn' : 'error';
    logger[level]({ subject: message.subject, err: error }, `tip not taken: ${messageOf(error)}`);
    return refused ? 'refused' : 'failed';
  }
}

const numberOf = ({ hubKeys }: TipsDeps): number => hubKeys?.()?.keys.length ?? 1;

async function noteHubKeys(deps: TipsDeps, tx: Tx, tip: JournalTip): Promise<void> {
  const { relayId, site: siteId, hubKeys: mark } = tip;
  if (!mark || !deps.hubKeys) return;
  const word = { relayId, siteId, mark };
  const fault = await noteHubKeyWord(tx, word, deps.hubKeys(), deps.now());
  if (fault !== undefined) deps.logger.error({ ...word, fault }, 'a relay follows other hub keys');
}
