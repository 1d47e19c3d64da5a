import type { DeviceId, Incarnation } from '@eucora/protocol';
import type { StreamSpan } from './records.ts';

/** Which numbers of which streams a segment holds: runs that touch are one span. */
export function spansOf(
  batches: readonly {
    readonly deviceId: DeviceId;
    readonly incarnation: Incarnation;
    readonly first: number;
    readonly last: number;
  }[],
): StreamSpan[] {
  const open = new Map<string, { deviceId: DeviceId; incarnation: Incarnation } & Run>();
  const done: StreamSpan[] = [];
  for (const { deviceId, incarnation, first, last } of batches) {
    const key = deviceId + incarnation;
    const run = open.get(key);
    if (run && run.last + 1 === first) {
      run.last = last;
      continue;
    }
    if (run) done.push(run);
    open.set(key, { deviceId, incarnation, first, last });
  }
  return [...done, ...open.values()];
}

interface Run {
  first: number;
  last: number;
}
