import { lanes, openBody, readBatch, readSegment, type Lane } from '@eucora/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScriptedDevice } from '../../test-kit/device.ts';
import {
  appendTo,
  enrolInto,
  temporaryDirectory,
  testDeps,
  testIdentity,
} from '../../test-kit/journal.ts';
import { Journals } from './journals.ts';

type Step =
  | { readonly do: 'append'; readonly device: number; readonly lane: Lane; readonly many: number }
  | { readonly do: 'seal'; readonly lane: Lane }
  | { readonly do: 'checkpoint' | 'reopen' | 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      device: fc.nat(2),
      lane: fc.constantFrom(...lanes),
      many: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('seal' as const), lane: fc.constantFrom(...lanes) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'checkpoint' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'restart' as const }) },
);

const nameOf = (lane: Lane, bytes: Uint8Array): string => {
  const { deviceId, first, last } = readBatch(bytes);
  return `${lane} ${deviceId.slice(0, 6)} ${first}-${last}`;
};

/** Everything held: sealed in any incarnation, or waiting in the current one. */
async function holdings(journals: Journals): Promise<string[]> {
  const out: string[] = [];
  for (const { segments } of journals.sources) {
    for (const lane of lanes) {
      for (const segment of segments.held(lane).values()) {
        const { batches } = openBody(readSegment(await segments.read(segment)));
        out.push(...batches.map((bytes) => nameOf(lane, bytes)));
      }
    }
  }
  for (const lane of lanes) {
    out.push(...journals.current.pending[lane].map(({ bytes }) => nameOf(lane, bytes)));
  }
  return out;
}

test('whatever happens between, what was acknowledged is held exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      await using home = await temporaryDirectory();
      const identity = testIdentity();
      const devices = [0, 1, 2].map(() => new ScriptedDevice());
      let journals = await Journals.open(home.path, testDeps(identity));
      for (const device of devices) await enrolInto(journals.current, identity, device);
      const acked: string[] = [];
      for (const one of steps) {
        if (one.do === 'append') {
          const device = devices[one.device];
          const cut = Array.from({ length: one.many }, () => device?.cut(one.lane, 1));
          const batches = cut.filter((batch) => batch !== undefined);
          await Promise.all(batches.map((batch) => appendTo(journals.current, batch)));
          acked.push(...batches.map((batch) => nameOf(one.lane, batch.bytes)));
        } else if (one.do === 'seal') {
          await journals.current.sealLane(one.lane);
        } else if (one.do === 'checkpoint') {
          await journals.current.checkpoint();
        } else if (one.do === 'reopen') {
          await journals.reopen();
        } else {
          await journals[Symbol.asyncDispose]();
          journals = await Journals.open(home.path, testDeps(identity));
          expect(journals.notes).toMatchObject({ damage: [], lost: [], tornBytes: 0 });
        }
        expect(journals.current.devices.size).toBe(devices.length);
      }
      expect((await holdings(journals)).toSorted()).toEqual(acked.toSorted());
      for (const lane of lanes) {
        const { segments, heads } = journals.current;
        expect([...segments.held(lane).keys()]).toEqual(
          Array.from({ length: heads[lane].sealedThrough }, (_, i) => i + 1),
        );
      }
      await journals[Symbol.asyncDispose]();
    }),
    { numRuns: 40 },
  );
});
