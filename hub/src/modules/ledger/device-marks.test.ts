import { deviceMarkLeaf, laneOf, merkleRoot, toHex } from '@eucora/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeviceMarks } from './device-marks.ts';

const mark = fc.tuple(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: 3 }), fc.nat());
const marks = fc.array(mark, { maxLength: 9 });

test('marks that move, come and go leave the root of those that are there', () => {
  fc.assert(
    fc.property(fc.array(marks, { minLength: 1, maxLength: 4 }), fc.nat(8), (rounds, moving) => {
      const devices = new DeviceMarks();
      for (const round of rounds) {
        const moved = round.map(([device, life, lane, through], i) => {
          return [device, life, lane, i === moving ? through + 1 : through] as const;
        });
        for (const now of [round, moved]) {
          const leaves = now.map(([device, life, lane, through]) => {
            const [deviceId, incarnation] = [device, life].map((id) => id.replaceAll('-', ''));
            const ids = { deviceId: deviceId!, incarnation: incarnation! };
            return deviceMarkLeaf({ ...ids, lane: laneOf(lane), through });
          });
          const root = devices.rootOf(now.map((each) => each.join('/')));
          expect(toHex(root)).toBe(toHex(merkleRoot(leaves)));
        }
      }
    }),
  );
});
