import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { smallDisk, type SmallDisk } from '@eucora/site-relay/testing';
import type { FaultCase, FaultContext, FaultOutcome } from '../case.ts';
import type { Fleet } from '../fleet.ts';
import { underFleet } from '../trial.ts';

const mib = 1_048_576;

/** Directories of a constellation that lie on a small disk, and how small. */
const disks = {
  relay: { folder: 'relay-hq', bytes: 64 * mib },
  agent: { folder: 'agent', bytes: 32 * mib },
  hub: { folder: 'hub', bytes: 64 * mib },
  jetstream: { folder: 'hub-nats', bytes: 64 * mib },
  postgres: { folder: 'hub-postgres', bytes: 512 * mib },
} as const;
const fullMs = 20_000;
const lookMs = 500;

/** The disk of one process fills up to the last byte while a fleet lives, and has room again. */
export const fullDiskCases: readonly FaultCase[] = Object.entries(disks).map(
  ([name, { folder, bytes }]): FaultCase => ({
    name: `full-disk-${name}`,
    breaks: `the disk of ${folder} is full to the last byte for ${fullMs / 1_000} s`,
    inCi: false,
    run: (context) => onSmallDisk(context, folder, bytes),
  }),
);

async function onSmallDisk(
  context: FaultContext,
  folder: string,
  bytes: number,
): Promise<FaultOutcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'eucora-full-disk-'));
  const disk = await smallDisk(bytes, join(dataDir, folder));
  if (typeof disk === 'string') throw new Error(`${disk}; run this case as root`);
  const env = [`relay-hq:EUCORA_RELAY_FREE_BYTES_MIN=${2 * mib}`];
  let isWhole = false;
  try {
    const outcome = await context.stages.own(
      (stage) => underFleet(context, stage, (fleet) => fillAndFree(context, disk, fleet)),
      { dataDir, env },
    );
    isWhole = outcome.faults.length === 0;
    return outcome;
  } finally {
    // What lay on the small disk goes with it; the logs of all processes are elsewhere.
    await disk[Symbol.asyncDispose]();
    if (isWhole) await rm(dataDir, { recursive: true, force: true });
  }
}

async function fillAndFree({ signal, say }: FaultContext, disk: SmallDisk, fleet: Fleet) {
  await delay(3_000, undefined, { signal });
  const before = fleet.progress?.acked ?? 0;
  try {
    // Whatever the process gives back in its need is taken again at once.
    for (const end = performance.now() + fullMs; performance.now() < end;) {
      await disk.fill();
      await delay(lookMs, undefined, { signal });
    }
  } finally {
    await disk.free();
  }
  say(
    `full for ${fullMs / 1_000} s; ${(fleet.progress?.acked ?? 0) - before} events acked meanwhile`,
  );
}
