import { join } from 'node:path';
import {
  generateBoxKeyPair,
  generateKeyPair,
  plainRings,
  sealReceipt,
  type LaneReceipt,
  type SiteReceipt,
} from '@eucora/protocol';
import { pino } from 'pino';
import { boundlessRoom } from '../src/home/room.ts';
import { Journals } from '../src/journal/journals.ts';
import { Receipts } from '../src/uplink/receipts.ts';
import { ScriptedDevice } from './device.ts';
import { appendTo, enrolInto, testDeps, testIdentity } from './journal.ts';

/** A journal with three sealed segments of three events each, and a hub that can speak of them. */
export async function receiptScene(root: string, retentionMs: number) {
  const identity = testIdentity();
  const hub = generateKeyPair();
  const device = new ScriptedDevice();
  let journals = await Journals.open(join(root, 'journal'), testDeps(identity));
  await enrolInto(journals.current, identity, device);
  for (let i = 0; i < 3; i += 1) {
    await appendTo(journals.current, device.cut());
    await journals.current.sealLane('ledger');
  }
  const credential = {
    site: 'hq',
    siteClass: 'online' as const,
    relayId: identity.relayId,
    relayPublic: identity.key.publicKey.raw,
    relayBoxPublic: generateBoxKeyPair().publicKey,
    hubPublic: hub.publicKey.raw,
    hubBoxPublic: generateBoxKeyPair().publicKey,
    issuedMs: 1,
  };
  const hubKeys = plainRings(hub.publicKey);
  const log = pino({ level: 'silent' });
  const [path, gonePath] = [join(root, 'receipt'), join(root, 'gone-segments')];
  const onSignedTime = (): void => undefined;
  const admission = { credential };
  const room = boundlessRoom;
  const whom = { admission, hubKeys };
  const base = { path, gonePath, ...whom, log, retentionMs, room, onSignedTime };
  let receipts = await Receipts.load({ ...base, journals });
  return {
    identity,
    device,
    base,
    get journals() {
      return journals;
    },
    get receipts() {
      return receipts;
    },
    /** A receipt about one lane of a journal; of the current one unless said otherwise. */
    say(
      this: void,
      lane: Partial<LaneReceipt>,
      ledgerEpoch: number,
      generation: number,
      part: Partial<SiteReceipt> & { readonly incarnation?: string } = {},
    ) {
      const { incarnation = journals.current.incarnation, ...over } = part;
      const none = { committedThrough: 0, safeThrough: 0, gaps: [], windowBytes: 1 };
      const lanes = [{ lane: 'ledger' as const, ...none, ...lane }];
      const journal = { relayId: identity.relayId, incarnation, lanes };
      const deviceMarksRoot = new Uint8Array(32);
      const head = { site: 'hq', ledgerEpoch, generation, issuedMs: 5 };
      const receipt = { ...head, journals: [journal], deviceMarksRoot, ...over };
      return receipts.apply(sealReceipt(receipt, hub));
    },
    /** What a restart of the relay does. */
    async restart(): Promise<void> {
      await journals[Symbol.asyncDispose]();
      journals = await Journals.open(join(root, 'journal'), testDeps(identity));
      receipts = await Receipts.load({ ...base, journals });
    },
  };
}
