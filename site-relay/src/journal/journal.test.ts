import { appendFile, cp, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBody, readBatch, readSegment, toHex, verifySegment } from '@eucora/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScriptedDevice } from '../../test-kit/device.ts';
import {
  appendTo,
  enrolInto,
  temporaryDirectory,
  testDeps,
  testIdentity,
} from '../../test-kit/journal.ts';
import { Journals, listJournals } from './journals.ts';
import { loadJournal } from './load.ts';

async function batchesOf(journals: Journals): Promise<string[]> {
  const out: string[] = [];
  for (const source of journals.sources) {
    for (const lane of ['urgent', 'ledger', 'bulk'] as const) {
      for (const segment of source.segments.held(lane).values()) {
        const content = openBody(readSegment(await source.segments.read(segment)));
        for (const bytes of content.batches) {
          const batch = readBatch(bytes);
          out.push(`${batch.deviceId} ${batch.lane} ${batch.first}-${batch.last}`);
        }
      }
    }
  }
  return out;
}

describe('a journal', () => {
  test('gives positions per lane, seals signed chained segments, and goes on after a restart', async () => {
    await using home = await temporaryDirectory();
    const identity = testIdentity();
    const device = new ScriptedDevice();
    const heads: string[] = [];
    {
      await using journals = await Journals.open(home.path, testDeps(identity));
      const journal = journals.current;
      await enrolInto(journal, identity, device);
      const positions = await Promise.all([
        appendTo(journal, device.cut('ledger')),
        appendTo(journal, device.cut('ledger')),
        appendTo(journal, device.cut('urgent')),
      ]);
      expect(positions).toEqual([1, 2, 1]);
      await journal.sealLane('ledger');
      heads.push(journal.heads.ledger.headHash);
    }
    await using journals = await Journals.open(home.path, testDeps(identity));
    const journal = journals.current;
    expect(journals.notes.damage).toEqual([]);
    expect(journal.devices.get(device.deviceId)?.enrolment.run).toBe('test');
    expect(journal.pending.urgent).toHaveLength(1);
    expect(journal.pending.ledger).toHaveLength(0);
    await appendTo(journal, device.cut('ledger'));
    await journal.sealLane('ledger');
    const [one, two] = [...journal.segments.held('ledger').values()];
    if (!one || !two) throw new Error('two segments were sealed');
    const first = readSegment(await journal.segments.read(one));
    const second = readSegment(await journal.segments.read(two));
    verifySegment(first, identity.key.publicKey);
    verifySegment(second, identity.key.publicKey);
    expect([first.seq, second.seq]).toEqual([1, 2]);
    expect(toHex(second.prevHash)).toBe(heads[0]);
    expect([second.firstPosition, second.lastPosition]).toEqual([3, 3]);
    expect(openBody(first).enrolments).toHaveLength(1);
  });

  test('keeps every whole batch when the newest file is cut at any byte', async () => {
    await using home = await temporaryDirectory();
    const identity = testIdentity();
    const device = new ScriptedDevice();
    let durable = 0;
    const sizes: number[] = [];
    {
      await using journals = await Journals.open(home.path, testDeps(identity));
      await enrolInto(journals.current, identity, device);
      for (let i = 0; i < 4; i += 1) {
        await appendTo(journals.current, device.cut('ledger'));
        sizes.push((await walBytes(home.path)).length);
        durable += 1;
      }
    }
    const whole = await walBytes(home.path);
    const path = await walPath(home.path);
    for (let at = whole.length; at >= 0; at -= 1) {
      await truncate(path, at);
      const { found } = await loadJournal(await onlyJournal(home.path), identity.storeKey);
      const acked = sizes.filter((size) => size <= at).length;
      expect(found.pending.ledger.length).toBeGreaterThanOrEqual(acked);
      expect(found.pending.ledger.length).toBeLessThanOrEqual(durable);
      expect(found.lost).toEqual([]);
      const through = found.streams.get(device.deviceId, device.incarnation, 'ledger')?.durable;
      expect(through?.through ?? 0).toBe(found.pending.ledger.length * 3);
    }
  });

  test('names a flipped byte by its place, and what it cost by exact range', async () => {
    await using home = await temporaryDirectory();
    const identity = testIdentity();
    const devices = [new ScriptedDevice(), new ScriptedDevice()];
    {
      await using journals = await Journals.open(home.path, testDeps(identity));
      for (const device of devices) await enrolInto(journals.current, identity, device);
      for (let i = 0; i < 3; i += 1) {
        await Promise.all(devices.map((device) => appendTo(journals.current, device.cut())));
      }
    }
    const whole = await walBytes(home.path);
    const path = await walPath(home.path);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, bits) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] ?? 0) ^ bits;
          await writeFile(path, bytes);
          const { found, torn } = await loadJournal(
            await onlyJournal(home.path),
            identity.storeKey,
          );
          const named = found.damage.some((damage) => damage.offset <= at && at < damage.end);
          expect(named || (torn !== undefined && torn.offset <= at)).toBe(true);
          // Held and lost together are all that was acknowledged, whatever was hit.
          const held = found.pending.ledger.map((batch) => `${batch.deviceId} ${batch.first}`);
          const lost = found.lost.map((range) => `${range.deviceId} ${range.first}`);
          expect(found.lost.every((range) => range.last === range.first + 2)).toBe(true);
          expect([...held, ...lost].toSorted()).toEqual(
            devices
              .flatMap(({ deviceId }) => [1, 4, 7].map((seq) => `${deviceId} ${seq}`))
              .toSorted(),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('begins a new incarnation when acknowledged batches were lost, and says which', async () => {
    await using home = await temporaryDirectory();
    const identity = testIdentity();
    const device = new ScriptedDevice();
    const marks: number[] = [];
    {
      await using journals = await Journals.open(home.path, testDeps(identity));
      await enrolInto(journals.current, identity, device);
      for (let i = 0; i < 3; i += 1) {
        marks.push((await walBytes(home.path)).length);
        await appendTo(journals.current, device.cut());
      }
    }
    const path = await walPath(home.path);
    const bytes = await readFile(path);
    const at = (marks[1] ?? 0) + 60;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await using journals = await Journals.open(home.path, testDeps(identity));
    const lost = { deviceId: device.deviceId, incarnation: device.incarnation, first: 4, last: 6 };
    expect(journals.notes.lost).toMatchObject([lost]);
    expect(journals.archived).toHaveLength(1);
    expect(journals.current.header.parent?.incarnation).toBe(journals.archived[0]?.incarnation);
    expect(await batchesOf(journals)).toEqual([
      `${device.deviceId} ledger 1-3`,
      `${device.deviceId} ledger 7-9`,
    ]);
    const sealed = await journals.current.sealLane('ledger');
    if (!sealed) throw new Error('the loss must be told in a segment');
    const segment = readSegment(await journals.current.segments.read(sealed));
    expect(segment.parent?.incarnation).toBe(journals.archived[0]?.incarnation);
    expect(openBody(segment).lost).toMatchObject([lost]);
    expect(journals.current.devices.get(device.deviceId)).toBeDefined();
  });

  test('finds a segment that went missing from the middle', async () => {
    await using home = await temporaryDirectory();
    const identity = testIdentity();
    const device = new ScriptedDevice();
    const directory = await (async () => {
      await using journals = await Journals.open(home.path, testDeps(identity));
      await enrolInto(journals.current, identity, device);
      for (let i = 0; i < 3; i += 1) {
        await appendTo(journals.current, device.cut());
        await journals.current.sealLane('ledger');
        await journals.current.checkpoint();
      }
      return journals.current.directory;
    })();
    const name = (await readdir(directory)).find((file) => file.startsWith('seg-')) ?? '';
    const bytes = await readFile(join(directory, name));
    const clean = await loadJournal(directory, identity.storeKey);
    const second = clean.found.segments.find((segment) => segment.index.seq === 2);
    const at = (second?.offset ?? 0) + 100;
    bytes[at] = (bytes[at] ?? 0) ^ 8;
    await writeFile(join(directory, name), bytes);
    const { found } = await loadJournal(directory, identity.storeKey);
    expect(found.damage).toMatchObject([{ held: 'segment ledger 2' }]);
    // The WAL still has the batches or they are named as lost; nothing is silently gone.
    const waiting = found.pending.ledger.map((batch) => batch.first);
    const lost = found.lost.map((range) => range.first);
    expect([...waiting, ...lost]).toEqual([4]);
  });

  test('takes the interrupted start of a new file for what it is', async () => {
    await using home = await temporaryDirectory();
    const identity = testIdentity();
    const device = new ScriptedDevice();
    {
      await using journals = await Journals.open(home.path, testDeps(identity));
      await enrolInto(journals.current, identity, device);
      await appendTo(journals.current, device.cut());
    }
    await appendFile(await walPath(home.path), Buffer.from('EFR1 half a frame'));
    {
      await using journals = await Journals.open(home.path, testDeps(identity));
      expect(journals.notes.lost).toEqual([]);
      expect(journals.current.pending.ledger).toHaveLength(1);
      await appendTo(journals.current, device.cut());
    }
    await using journals = await Journals.open(home.path, testDeps(identity));
    expect(journals.notes.damage).toEqual([]);
    expect(journals.current.pending.ledger.map((batch) => batch.position)).toEqual([1, 2]);
  });

  test('removes a journal whose making was interrupted and goes on with the one before', async () => {
    await using home = await temporaryDirectory();
    const identity = testIdentity();
    const device = new ScriptedDevice();
    {
      await using journals = await Journals.open(home.path, testDeps(identity));
      await enrolInto(journals.current, identity, device);
      await appendTo(journals.current, device.cut());
    }
    await cp(await onlyJournal(home.path), join(home.path, `0002-${'ab'.repeat(16)}`), {
      recursive: true,
      filter: (from) => !from.endsWith('.log'),
    });
    await using journals = await Journals.open(home.path, testDeps(identity));
    expect(journals.current.devices.get(device.deviceId)).toBeDefined();
    expect(await listJournals(home.path)).toHaveLength(1);
  });
});

async function onlyJournal(root: string): Promise<string> {
  const [journal] = await listJournals(root);
  return join(root, journal?.name ?? '');
}

async function walPath(root: string): Promise<string> {
  const directory = await onlyJournal(root);
  const name = (await readdir(directory))
    .filter((file) => file.startsWith('wal-'))
    .toSorted()
    .at(-1);
  return join(directory, name ?? '');
}

async function walBytes(root: string): Promise<Buffer> {
  return readFile(await walPath(root));
}
