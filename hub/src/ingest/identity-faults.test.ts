import { generateBoxKeyPair, sealEnrolment, type ReadBatch } from '@eucora/protocol';
import { anchorFor, relayFor, type TestRelay } from '@eucora/protocol/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDevicesFold } from '../modules/devices/index.ts';
import { readHistories } from '../modules/devices/conflicts.ts';
import { pendingReleases, readRegistrations } from '../recovery/registrations.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { ingestFor } from './testing/ingest.ts';
import { Machine } from './testing/machine.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const folds = [createDevicesFold({ box: generateBoxKeyPair(), names: new Uint8Array(32) })];

/** A site with two relays, and a machine enrolled at both. */
async function scene(site: string) {
  const relays = [relayFor(site, `${site} 1`), relayFor(site, `${site} 2`)] as const;
  const ingest = await ingestFor(
    database,
    relays.map((relay) => ({ site, relay })),
    folds,
  );
  const machine = new Machine(site);
  const enrolment = (relay: TestRelay) =>
    sealEnrolment(
      {
        site,
        relayId: relay.relayId,
        deviceId: machine.deviceId,
        publicKey: machine.key.publicKey.raw,
        simulated: false,
        run: '',
        issued: anchorFor(site),
      },
      relay.key,
    );
  const told: ReadBatch[] = [];
  /** Sends batches through one relay; every one of them is remembered as said. */
  const send = async (relay: 0 | 1, ...batches: ReadBatch[]) => {
    told.push(...batches);
    const by = relays[relay];
    const sealed = by.seal(batches, { enrolments: [enrolment(by)] });
    return ingest.take(sealed.bytes);
  };
  const deviceNo = async (): Promise<number> => {
    const sql = `SELECT no FROM devices.devices WHERE id = decode($1, 'hex')`;
    const { rows } = await database.db.query<{ no: number }>(sql, [machine.deviceId]);
    return rows[0]!.no;
  };
  const conflicts = async () => {
    const sql = `SELECT cause, resolution FROM devices.conflicts WHERE device_no = $1
                  ORDER BY conflict_no`;
    return (await database.db.query(sql, [await deviceNo()])).rows;
  };
  const audited = async (): Promise<unknown[]> => {
    const sql = `SELECT action FROM audit.entries
                  WHERE subject = $1 AND action NOT IN ('device.enrol') ORDER BY id`;
    const { rows } = await database.db.query<{ action: string }>(sql, [machine.deviceId]);
    return rows.map(({ action }) => action);
  };
  const histories = async () => (await readHistories(database.db, await deviceNo())).histories;
  const current = async (): Promise<string | null> => {
    const sql = `SELECT encode(current_incarnation, 'hex') AS id FROM devices.devices
                  WHERE no = $1`;
    const { rows } = await database.db.query<{ id: string }>(sql, [await deviceNo()]);
    return rows[0]!.id;
  };
  /** Every batch said is in the ledger under its own numbers, or in a listed branch. */
  const account = async () => {
    const sql = `
      SELECT (SELECT count(*) FROM ledger.batches AS b WHERE b.hash = ANY($1)) AS committed,
             (SELECT count(*) FROM ledger.contradictions AS c WHERE c.hash = ANY($1)) AS aside,
             (SELECT count(*) FROM ledger.batches AS b
                JOIN ledger.contradictions AS c ON c.hash = b.hash AND NOT c.taken
               WHERE b.hash = ANY($1)) AS both`;
    const hashes = [...new Map(told.map((batch) => [batch.hash.toString(), batch.hash])).values()];
    type Row = { committed: number; aside: number; both: number };
    const row = (await database.db.query<Row>(sql, [hashes])).rows[0]!;
    return { ...row, said: hashes.length };
  };
  /** Decides the newest conflict. */
  const resolve = async (resolution: 'same_machine' | 'two_machines', kept: string) => {
    const sql = `SELECT conflict_no AS no FROM devices.conflicts
                  WHERE device_no = $1 ORDER BY conflict_no DESC LIMIT 1`;
    const { rows } = await database.db.query<{ no: number }>(sql, [await deviceNo()]);
    const reason = 'looked at both machines';
    const conflict = rows[0]!.no;
    await ingest.resolve({ conflict, resolution, kept, reason, actor: 'user:ada' });
  };
  /** Events of the key by the device that they belong to, and how many devices that makes. */
  const devices = async () => {
    const sql = `SELECT d.split_of IS NOT NULL AS split, count(e.*)::int AS events,
                        count(DISTINCT (e.incarnation_no, e.lane, e.seq))::int AS distinct,
                        a.last_event_at AS "lastEventAt"
                   FROM devices.devices AS d JOIN devices.activity AS a ON a.device_no = d.no
                   LEFT JOIN ledger.events AS e ON e.device_no = d.no
                  WHERE d.public_key = $1 GROUP BY d.no, a.last_event_at ORDER BY d.no`;
    type Row = { split: boolean; events: number; distinct: number };
    const { rows } = await database.db.query<Row>(sql, [machine.key.publicKey.raw]);
    return rows.map(({ split, events, distinct }) => ({ split, events, distinct }));
  };
  const counted = async (): Promise<number> => {
    const sql = 'SELECT devices FROM devices.counts WHERE site_id = $1';
    return (await database.db.query<{ devices: number }>(sql, [site])).rows[0]!.devices;
  };
  return {
    resolve,
    devices,
    counted,
    machine,
    ingest,
    send,
    conflicts,
    audited,
    histories,
    current,
    account,
    deviceNo,
  };
}

describe('a restore is accepted and no conflict', () => {
  it('of a reinstalled agent that kept its key', async () => {
    const { machine, send, ...see } = await scene('reinstalled');
    const [one, last] = [machine.cut(10), machine.cut(20)];
    await send(0, one, last);
    machine.reincarnate(last);
    await send(0, machine.cut(100));
    await send(0, machine.cut(200));
    expect(await see.histories()).toHaveLength(1);
    expect(await see.conflicts()).toEqual([]);
    expect(await see.current()).toBe(machine.incarnation);
    expect(await see.audited()).toEqual([]);
  });

  it('of an agent from an old image: what it had sent since stays, its new life is current', async () => {
    const { machine, send, ...see } = await scene('old-image');
    const imaged = machine.cut(10);
    await send(0, imaged);
    const restored = machine.image('restored');
    await send(0, machine.cut(20), machine.cut(100));
    restored.reincarnate(imaged);
    await send(0, restored.cut(120));
    await send(0, restored.cut(300));
    expect(await see.histories()).toMatchObject([{ kind: 'continued' }, { kind: 'incarnation' }]);
    expect(await see.conflicts()).toEqual([]);
    expect(await see.current()).toBe(restored.incarnation);
    expect(await see.account()).toEqual({ said: 5, committed: 5, aside: 0, both: 0 });
  });

  it('of one image again and again, whichever arrives first', async () => {
    const { machine, send, ...see } = await scene('again');
    const imaged = machine.cut(10);
    await send(0, imaged);
    const lives = [1, 2, 3].map((n) => machine.image(`life ${n}`));
    const said = lives.map((life, i) => {
      life.reincarnate(imaged);
      return [life.cut(100 * (i + 1)), life.cut(100 * (i + 1) + 50)];
    });
    for (const n of [2, 0, 1]) await send(0, ...said[n]!);
    expect(await see.histories()).toHaveLength(3);
    expect(await see.conflicts()).toEqual([]);
    expect(await see.current()).toBe(lives[2]!.incarnation);
  });
});

describe('two machines under one key are one case', () => {
  it('of five clones at once through one relay', async () => {
    const { machine, send, ...see } = await scene('five');
    const imaged = machine.cut(10);
    await send(0, imaged);
    const clones = [1, 2, 3, 4].map((n) => machine.image(`clone ${n}`));
    await send(0, machine.cut(20));
    // The relay keeps the contradicting batch and refuses it; the agent begins a new incarnation.
    for (const clone of clones) await send(0, clone.cut(21));
    for (const clone of clones) clone.reincarnate(imaged);
    const currents = new Set<string | null>();
    for (const minute of [22, 60, 120, 180]) {
      for (const each of [machine, ...clones]) await send(0, each.cut(minute));
      if (minute > 22) currents.add(await see.current());
    }
    expect(await see.conflicts()).toEqual([{ cause: 'contradiction', resolution: null }]);
    expect(await see.audited()).toEqual(['device.identity_conflict']);
    const histories = await see.histories();
    expect(histories).toHaveLength(5);
    expect(histories.filter(({ sentAgain }) => sentAgain.length > 0)).toHaveLength(4);
    expect(currents.size).toBe(1);
    expect(await see.account()).toEqual({ said: 26, committed: 22, aside: 4, both: 0 });
  });

  it('through two relays, where neither sees a contradiction', async () => {
    const { machine, send, ...see } = await scene('two-relays');
    await send(0, machine.cut(10));
    const clones = [1, 2, 3, 4].map((n) => machine.image(`clone ${n}`));
    for (const minute of [20, 60, 120]) {
      await send(0, machine.cut(minute));
      for (const clone of clones) await send(1, clone.cut(minute));
      for (const clone of clones) await send(1, clone.cut(minute, 1, 'bulk'));
    }
    expect(await see.conflicts()).toEqual([{ cause: 'contradiction', resolution: null }]);
    expect(await see.audited()).toEqual(['device.identity_conflict']);
    const histories = await see.histories();
    expect(histories.map(({ kind }) => kind).toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => 'contradiction'),
      'incarnation',
    ]);
    const { said, committed, aside, both } = await see.account();
    expect({ accounted: committed + aside, both }).toEqual({ accounted: said, both: 0 });
  });

  it('that only their clocks give away: each in an incarnation of its own', async () => {
    const { machine, send, ...see } = await scene('quiet-clones');
    const imaged = machine.cut(10);
    await send(0, imaged);
    const [one, two] = [machine.image('one'), machine.image('two')];
    for (const each of [one, two]) each.reincarnate(imaged);
    await send(0, one.cut(20));
    await send(0, two.cut(21));
    expect(await see.conflicts()).toEqual([]);
    await send(0, one.cut(90), two.cut(90));
    await send(0, one.cut(91), two.cut(91));
    expect(await see.conflicts()).toEqual([{ cause: 'concurrent', resolution: null }]);
    expect(await see.audited()).toEqual(['device.identity_conflict']);
  });
});

describe('a person decides', () => {
  it('that it is one machine: the chosen branch is folded exactly once and goes on by itself', async () => {
    const { machine, send, resolve, ...see } = await scene('one-machine');
    await send(0, machine.cut(10));
    const restored = machine.image('restored');
    await send(0, machine.cut(20), machine.cut(30));
    // Another relay, which knows nothing of the first: it takes what comes for the beginning.
    await send(1, restored.cut(120), restored.cut(130));
    const [, branch] = (await see.histories()).toSorted((a, b) => a.beganMs - b.beganMs);
    expect(branch).toMatchObject({ kind: 'contradiction', waiting: 2 });
    await resolve('same_machine', branch!.id);
    expect(await see.devices()).toEqual([{ split: false, events: 10, distinct: 10 }]);
    expect(await see.current()).toBe(branch!.id);
    const more = restored.cut(140);
    await send(1, more);
    await send(1, more);
    expect(await see.devices()).toEqual([{ split: false, events: 12, distinct: 12 }]);
    expect(await see.conflicts()).toEqual([{ cause: 'contradiction', resolution: 'same_machine' }]);
    expect(await see.counted()).toBe(1);
    expect(await see.audited()).toEqual(['device.identity_conflict', 'device.identity_resolved']);
    await expect(resolve('same_machine', branch!.id)).rejects.toMatchObject({
      code: 'resolved_before',
    });
    // A rebuild leaves decisions to people: what they released is not released by itself.
    const { db } = database;
    const registrations = await readRegistrations(db);
    await db.query('UPDATE ledger.quarantine SET released_at = NULL, released_by = NULL');
    expect(await pendingReleases(db, registrations)).toEqual([]);
  });

  it('that they are two: each is a device of its own, and so is what continues it', async () => {
    const { machine, send, resolve, ...see } = await scene('two-machines');
    const imaged = machine.cut(10);
    await send(0, imaged);
    const [clone, third] = [machine.image('clone'), machine.image('third')];
    await send(0, machine.cut(20));
    await send(0, clone.cut(21));
    clone.reincarnate(imaged);
    for (const minute of [22, 100]) await send(0, machine.cut(minute), clone.cut(minute));
    await send(1, third.cut(50), third.cut(60));
    expect(await see.histories()).toHaveLength(3);
    const others = await see.histories();
    const wrong = others.find(({ kind }) => kind === 'incarnation')!;
    await expect(resolve('two_machines', wrong.id)).rejects.toMatchObject({
      code: 'shared_history',
    });
    await resolve('two_machines', machine.incarnation);
    expect(await see.counted()).toBe(3);
    const before = await see.devices();
    expect(before.map(({ split }) => split)).toEqual([false, true, true]);
    expect(before.map(({ events }) => events)).toEqual([8, 4, 4]);

    const last = clone.cut(200);
    await send(0, machine.cut(200), last);
    clone.reincarnate(last);
    await send(0, clone.cut(210));
    await send(1, third.cut(210));
    const after = await see.devices();
    expect(after).toEqual([
      { split: false, events: 10, distinct: 10 },
      { split: true, events: 8, distinct: 8 },
      { split: true, events: 6, distinct: 6 },
    ]);
    expect(await see.conflicts()).toHaveLength(1);
    expect(await see.current()).toBe(machine.incarnation);
    const { said, committed, aside, both } = await see.account();
    // The batch that was refused and sent again stays as evidence; the others are taken.
    expect({ said, accounted: committed + aside - 3, both }).toEqual({
      said,
      accounted: said,
      both: 0,
    });
  });
});
