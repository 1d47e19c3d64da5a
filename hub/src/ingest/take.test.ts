import {
  batchHash,
  createDigest,
  cutVoid,
  digestText,
  readBatch,
  readSegment,
  signBatch,
  type EventBody,
} from '@eucora/protocol';
import {
  anchorFor,
  deviceFor,
  heartbeats,
  keyFor,
  relayFor,
  type TestDevice,
} from '@eucora/protocol/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import type { Fold } from '../platform/fold.ts';
import { ledgerTotals, listQuarantine, sitesWanting } from '../modules/ledger/index.ts';
import { ingestFor, unreadable } from './testing/ingest.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const only = (site: string) => ({ all: false, sites: [site], devices: [] }) as const;

/** A site with a relay, an enrolled device and a taker that knows them. */
async function scene(site: string, folds: readonly Fold[] = []) {
  const relay = relayFor(site);
  const device = deviceFor(site);
  const ingest = await ingestFor(database, [{ site, relay }], folds);
  const enrolments = [device.enrolment(site, relay.key)];
  const quarantined = async (): Promise<string[]> =>
    (await listQuarantine(database.db, { visible: only(site), limit: 50 })).map(
      (item) => item.code,
    );
  const audited = async (action: string): Promise<unknown[]> => {
    const sql = `SELECT detail->>'code' AS code FROM audit.entries
                  WHERE action = $1 AND (subject = $2 OR detail->>'site' = $2) ORDER BY id`;
    return (await database.db.query(sql, [action, site])).rows;
  };
  const through = async (of: TestDevice = device): Promise<number | undefined> => {
    const sql = `SELECT through FROM ledger.streams JOIN ledger.incarnations USING (incarnation_no)
                  WHERE device_id = $1`;
    const { rows } = await database.db.query<{ through: number }>(sql, [of.deviceId]);
    return rows[0]?.through;
  };
  const journal = async (): Promise<unknown> => {
    const sql = `SELECT received::text AS received, committed_through FROM ledger.journal_lanes
                   JOIN ledger.journals USING (journal_no) WHERE site_id = $1`;
    return (await database.db.query(sql, [site])).rows[0];
  };
  const totals = async () =>
    (await ledgerTotals(database.db, null)).find((each) => each.siteId === site);
  return { relay, device, ingest, enrolments, quarantined, audited, through, journal, totals };
}

describe('what is genuine', () => {
  it('is committed once, whatever is sent again, and the digest agrees with the sender', async () => {
    const site = 'genuine';
    const { relay, device, ingest, enrolments, totals, audited } = await scene(site);
    const a = device.next(heartbeats(3));
    const b = device.next(heartbeats(2, 9));
    const one = relay.seal([a], { enrolments });
    const two = relay.seal([a, b]);
    expect(await ingest.take(one.bytes)).toMatchObject({ kind: 'committed' });
    expect(await ingest.take(two.bytes)).toMatchObject({ kind: 'committed' });
    await database.db.query('DELETE FROM ledger.outbox WHERE site_id = $1', [site]);
    expect(await ingest.take(two.bytes)).toMatchObject({ kind: 'duplicate' });
    // It came again because no receipt did: the site is told once more.
    const wanted = await sitesWanting(database.db, 'receipt');
    expect(wanted.map(({ siteId }) => siteId)).toContain(site);
    const digest = createDigest(device.deviceId, device.incarnation);
    digest.add('ledger', 1, 5);
    expect(await totals()).toEqual({
      siteId: site,
      eventsCommitted: 5,
      eventsRejected: 0,
      eventsVoid: 0,
      devices: 1,
      gaps: 0,
      eventsToDigest: 0,
      digest: digestText(digest.value),
    });
    expect(await audited('journal.opened')).toHaveLength(1);
    expect(await ingest.metric('eucora_batches_duplicate_total')).toBe(1);
  });

  it('keeps bodies as they were said, whatever they hold and whenever they claim to be', async () => {
    const site = 'bodies';
    const { relay, device, ingest, enrolments } = await scene(site);
    const code = 'back\\slash \\u0000 "q" \n é 😀';
    const bodies: EventBody[] = [
      { kind: 'security', code, severity: 'info', detail: null },
      { kind: 'attestation', type: 7, body: Uint8Array.of(0, 255) },
    ];
    const far = anchorFor(site, { wallMs: -62e12, loMs: 253e12, hiMs: null });
    const batch = device.next(bodies, 'urgent', {
      anchors: [far],
      events: bodies.map((body) => ({ at: far, body })),
    });
    await ingest.take(relay.seal([batch], { enrolments }).bytes);
    const sql = `SELECT body, kind, at_lo, at_hi, wall FROM ledger.events
                  JOIN ledger.incarnations USING (incarnation_no) WHERE device_id = $1 ORDER BY seq`;
    const { rows } = await database.db.query<Record<string, unknown>>(sql, [device.deviceId]);
    expect(rows[0]).toMatchObject({ body: { code, severity: 'info', detail: null }, kind: 5 });
    expect(rows[1]).toMatchObject({ body: { type: 7, body: 'AP8=' }, at_hi: null });
    expect(rows[0]).toMatchObject({ at_lo: new Date(253e12), wall: new Date(-62e12) });
  });

  it('lets a void and a relay’s loss move the mark, and what really comes beat them', async () => {
    const site = 'voids';
    const { relay, device, ingest, enrolments, totals, through } = await scene(site);
    const [a, b, c, d] = [2, 2, 2, 2].map((count) => device.next(heartbeats(count)));
    const place = { ...b!, parent: null };
    const content = { reason: 'spool_full' as const, replacedLastHash: b!.hash, kinds: [] };
    const payload = cutVoid(place, 2, content, [anchorFor(site)]);
    const gone = readBatch(signBatch(payload, device.key));
    const lost = [
      {
        deviceId: device.deviceId,
        incarnation: device.incarnation,
        first: 5,
        last: 6,
        cause: 'flip',
      },
    ];
    await ingest.take(relay.seal([a!, gone, d!], { enrolments, lost }).bytes);
    expect(await through()).toBe(8);
    expect(await totals()).toMatchObject({ eventsCommitted: 4, eventsVoid: 4, gaps: 0 });
    await ingest.take(relay.seal([b!, c!]).bytes);
    expect(await totals()).toMatchObject({ eventsCommitted: 8, eventsVoid: 0, gaps: 0 });
  });
});

describe('what is not believed', () => {
  it('lets no relay end the numbers of another site’s device', async () => {
    const home = await scene('loss-home');
    const other = await scene('loss-other');
    const { deviceId, incarnation } = home.device;
    await home.ingest.take(
      home.relay.seal([home.device.next(heartbeats(2))], { enrolments: home.enrolments }).bytes,
    );
    const lost = [{ deviceId, incarnation, first: 3, last: 1_000, cause: 'invented' }];
    const batch = other.device.next(heartbeats(1));
    const { bytes } = other.relay.seal([batch], { enrolments: other.enrolments, lost });
    expect(await other.ingest.take(bytes)).toMatchObject({ kind: 'committed' });
    expect(await home.through()).toBe(2);
    expect(await other.through()).toBe(1);
    expect(await other.audited('loss.refused')).toEqual([{ code: 'wrong_site' }]);
  });

  it('refuses a tampered segment, keeps the bytes, and takes the genuine one afterwards', async () => {
    const site = 'tampered';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    const { bytes } = relay.seal([device.next(heartbeats(3))], { enrolments });
    const { body } = readSegment(bytes);
    const at = Buffer.from(bytes).indexOf(body);
    const tampered = Buffer.from(bytes);
    tampered[at + body.length - 1]! ^= 1;
    expect(await ingest.take(tampered)).toMatchObject({
      kind: 'refused',
      fault: { code: 'wrong_hash' },
    });
    await ingest.take(tampered);
    expect(await see.quarantined()).toEqual(['wrong_hash']);
    expect(await see.audited('segment.refused')).toEqual([{ code: 'wrong_hash' }]);
    const labels = { code: 'wrong_hash' };
    expect(await ingest.metric('eucora_segments_refused_total', labels)).toBe(2);
    expect(await see.journal()).toBeUndefined();
    expect(await ingest.take(bytes)).toMatchObject({ kind: 'committed' });
  });

  it('refuses garbage, a site that nobody made and a relay that nobody admitted', async () => {
    const site = 'strangers';
    const { ingest, device, quarantined } = await scene(site);
    const stranger = relayFor(site, 'somebody else');
    const batch = device.next(heartbeats(1));
    const foreign = await ingest.take(stranger.seal([batch]).bytes);
    expect(foreign).toMatchObject({ kind: 'refused', fault: { code: 'unknown_relay' } });
    const nowhere = await ingest.take(relayFor('nowhere').seal([batch]).bytes);
    expect(nowhere).toMatchObject({ kind: 'refused', fault: { code: 'unknown_relay' } });
    const garbage = { bytes: Buffer.from('no segment'), site, lane: 'ledger' as const };
    expect(await ingest.taker.take(garbage)).toMatchObject({ kind: 'refused' });
    const { bytes } = relayFor('nowhere', 'x').seal([batch]);
    const astray = await ingest.taker.take({ bytes, site, lane: 'ledger' });
    expect(astray).toMatchObject({ kind: 'refused', fault: { code: 'wrong_site' } });
    expect(await quarantined()).toContain('wrong_site');
  });

  it('quarantines a batch by another key and commits the others beside it', async () => {
    const site = 'wrong-device';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    const good = device.next(heartbeats(2));
    const next = device.next(heartbeats(2));
    const forged = readBatch(signBatch(next.payload, keyFor('a thief')));
    const taken = await ingest.take(relay.seal([good, forged], { enrolments }).bytes);
    expect(taken).toMatchObject({
      kind: 'committed',
      result: { quarantined: ['wrong_signature'] },
    });
    expect(await see.through()).toBe(2);
    expect(await see.journal()).toMatchObject({ committed_through: 1 });
    expect(await see.audited('batch.quarantined')).toEqual([{ code: 'wrong_signature' }]);
    await ingest.take(relay.seal([next]).bytes);
    expect(await see.through()).toBe(4);
  });

  it('keeps a conflicting re-send as evidence and never as a duplicate', async () => {
    const site = 'conflicts';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    const clone = deviceFor(site);
    await ingest.take(relay.seal([device.next(heartbeats(3))], { enrolments }).bytes);
    const other = [clone.next(heartbeats(3, 100)), clone.next(heartbeats(2, 100))];
    const taken = await ingest.take(relay.seal(other).bytes);
    expect(taken).toMatchObject({ result: { quarantined: ['conflict', 'fork'], duplicates: 0 } });
    await ingest.take(relay.seal([clone.next(heartbeats(1, 100))]).bytes);
    await ingest.take(relay.seal([device.next(heartbeats(1))]).bytes);
    expect(await see.quarantined()).toEqual(['fork', 'fork', 'conflict']);
    expect(await see.totals()).toMatchObject({ eventsCommitted: 4, gaps: 0 });
    expect(await see.journal()).toMatchObject({ committed_through: 4 });
  });

  it('rejects what a device signed and nobody understands, and moves its mark', async () => {
    const site = 'rejected';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    const good = device.next(heartbeats(3));
    const broken = unreadable(good.payload);
    const batch = readBatch(signBatch(broken, device.key));
    const after = device.next(heartbeats(1), 'ledger', { prevHash: batchHash(broken) });
    const taken = await ingest.take(relay.seal([batch, after], { enrolments }).bytes);
    expect(taken).toMatchObject({ result: { rejected: ['malformed'], eventsNew: 1 } });
    expect(await see.through()).toBe(4);
    expect(await see.totals()).toMatchObject({ eventsRejected: 3, eventsCommitted: 1 });
    expect(await see.quarantined()).toEqual(['rejected_malformed']);
    const again = relay.seal([batch]);
    expect(await ingest.take(again.bytes)).toMatchObject({ result: { duplicates: 1 } });
  });

  it('rejects what no table can hold before it can fail the others', async () => {
    const site = 'unstorable';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    const code = 'zero \0 byte';
    const zero = device.next([{ kind: 'security', code, severity: 'info', detail: null }]);
    const anchors = [anchorFor(site, { loMs: 2 ** 52 })];
    const never = device.next(heartbeats(1), 'ledger', { anchors });
    const good = device.next(heartbeats(1));
    const taken = await ingest.take(relay.seal([zero, never, good], { enrolments }).bytes);
    expect(taken).toMatchObject({ result: { rejected: ['unstorable', 'unstorable'] } });
    expect(await see.through()).toBe(3);
  });

  it('releases a batch by itself when its device’s enrolment arrives after it', async () => {
    const site = 'late-enrolment';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    const first = relay.seal([device.next(heartbeats(2))], { enrolments });
    const second = relay.seal([device.next(heartbeats(3))]);
    const urgent = relay.seal([device.next(heartbeats(1), 'urgent')]);
    await ingest.take(second.bytes);
    await ingest.take(urgent.bytes);
    expect(await see.totals()).toBeUndefined();
    expect(await see.quarantined()).toEqual(['unknown_device', 'unknown_device']);
    await ingest.take(first.bytes);
    expect(await see.totals()).toMatchObject({ eventsCommitted: 6, gaps: 0 });
  });

  it('takes both stories of a forked journal and says so', async () => {
    const site = 'forked-journal';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    const restored = relayFor(site);
    const a = device.next(heartbeats(1));
    await ingest.take(relay.seal([a], { enrolments }).bytes);
    restored.seal([a], { enrolments });
    await ingest.take(relay.seal([device.next(heartbeats(2))]).bytes);
    const other = restored.seal([device.next(heartbeats(4))]);
    expect(await ingest.take(other.bytes)).toMatchObject({ result: { link: 'forked' } });
    expect(await see.totals()).toMatchObject({ eventsCommitted: 7, gaps: 0 });
    expect(await see.quarantined()).toEqual(['segment_fork']);
    expect(await ingest.metric('eucora_segments_forked_total')).toBe(1);
  });
});

describe('what has to wait', () => {
  it('is put off when a stream would need more than 1,000 ranges, until the holes are filled', async () => {
    const site = 'busy';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    const batches = Array.from({ length: 2_004 }, () => device.next(heartbeats(1)));
    const odd = batches.filter((_, i) => i % 2 === 1);
    const even = batches.filter((_, i) => i % 2 === 0);
    const many = relay.seal(odd, { enrolments });
    expect(await ingest.take(many.bytes)).toMatchObject({ kind: 'later' });
    expect(await ingest.metric('eucora_segments_busy_total')).toBe(1);
    expect(await see.journal()).toBeUndefined();
    await ingest.take(relay.seal(even.slice(0, 900), { enrolments }).bytes);
    expect(await ingest.take(many.bytes)).toMatchObject({ kind: 'committed' });
    await ingest.take(relay.seal(even.slice(900)).bytes);
    expect(await see.totals()).toMatchObject({ eventsCommitted: 2_004, gaps: 0 });
    expect(await see.through()).toBe(2_004);
  });
});

describe('failures of our own', () => {
  it('set a segment aside after five, never block the next, and heal on release', async () => {
    const site = 'poison';
    let broken = true;
    const fold: Fold = {
      name: 'fails',
      apply: (_tx, batches) =>
        broken && batches.some((batch) => batch.events.length === 2)
          ? Promise.reject(new Error('a defect of ours'))
          : Promise.resolve(),
    };
    const { relay, device, ingest, enrolments, ...see } = await scene(site, [fold]);
    const poison = relay.seal([device.next(heartbeats(2))], { enrolments });
    const next = relay.seal([device.next(heartbeats(3))], { enrolments });
    for (let times = 1; times < 5; times += 1) {
      expect(await ingest.take(poison.bytes)).toMatchObject({ kind: 'later' });
    }
    expect(await ingest.take(next.bytes)).toMatchObject({ kind: 'committed' });
    expect(await ingest.take(poison.bytes)).toEqual({ kind: 'set_aside' });
    expect(await see.journal()).toMatchObject({ committed_through: 2 });
    expect(await see.through()).toBe(0);
    expect(await see.quarantined()).toEqual(['poison']);
    expect(await see.audited('segment.set_aside')).toHaveLength(1);
    expect(await ingest.metric('eucora_segments_poisoned_total')).toBe(1);
    broken = false;
    expect(await ingest.take(poison.bytes)).toMatchObject({ kind: 'committed' });
    expect(await see.totals()).toMatchObject({ eventsCommitted: 5, gaps: 0 });
  });

  it('leave out only the device whose data they meet', async () => {
    const site = 'one-bad';
    const bad = deviceFor(`${site} bad`);
    let broken = true;
    const fold: Fold = {
      name: 'fails',
      apply: (_tx, batches) =>
        broken && batches.some((batch) => batch.deviceId === bad.deviceId)
          ? Promise.reject(new Error('a defect of ours'))
          : Promise.resolve(),
    };
    const { relay, device, ingest, enrolments, ...see } = await scene(site, [fold]);
    const both = [...enrolments, bad.enrolment(site, relay.key)];
    const batches = [device.next(heartbeats(2)), bad.next(heartbeats(3))];
    const { bytes } = relay.seal(batches, { enrolments: both });
    for (let times = 1; times < 5; times += 1) await ingest.take(bytes);
    expect(await ingest.take(bytes)).toMatchObject({
      kind: 'committed',
      result: { eventsNew: 2, quarantined: ['poison'] },
    });
    expect(await see.through()).toBe(2);
    broken = false;
    const [item] = await listQuarantine(database.db, { visible: only(site), limit: 1 });
    await ingest.release(Number(item!.id), 'user:ada');
    expect(await see.through(bad)).toBe(3);
    expect(await see.totals()).toMatchObject({ eventsCommitted: 5, gaps: 0 });
    await expect(ingest.release(Number(item!.id), 'user:ada')).rejects.toThrow(/before/);
  });
});

describe('release', () => {
  it('takes a rejected range back when it is understood by now, and never a contradiction', async () => {
    const site = 'release';
    const { relay, device, ingest, enrolments, ...see } = await scene(site);
    await ingest.take(relay.seal([device.next(heartbeats(3))], { enrolments }).bytes);
    await ingest.take(relay.seal([deviceFor(site).next(heartbeats(3, 50))]).bytes);
    const [conflict] = await listQuarantine(database.db, { visible: only(site), limit: 1 });
    await expect(ingest.release(Number(conflict!.id), 'user:ada')).rejects.toThrow(/evidence/);
    await expect(ingest.release(999_999, 'user:ada')).rejects.toThrow(/no quarantined item/);
    // As if an older program had not understood the batch: its range ended as rejected.
    const hold = `UPDATE ledger.streams SET committed = '{}', rejected = '{[1,4)}',
                         events_committed = 0, events_rejected = 3
                   WHERE incarnation_no = (SELECT incarnation_no FROM ledger.incarnations
                                            WHERE device_id = $1)`;
    await database.db.query(hold, [device.deviceId]);
    const forget = `DELETE FROM ledger.events WHERE incarnation_no = (
                      SELECT incarnation_no FROM ledger.incarnations WHERE device_id = $1)`;
    await database.db.query(forget, [device.deviceId]);
    await database.db.query('UPDATE ledger.batches SET rejected = true');
    const rejected = `UPDATE ledger.quarantine SET code = 'rejected_malformed', bytes = $2
                       WHERE quarantine_no = $1`;
    const first = deviceFor(site).next(heartbeats(3));
    await database.db.query(rejected, [conflict!.id, first.bytes]);
    await ingest.release(Number(conflict!.id), 'user:ada');
    expect(await see.totals()).toMatchObject({ eventsCommitted: 3, eventsRejected: 0, gaps: 0 });
    expect(await see.through()).toBe(3);
  });
});
