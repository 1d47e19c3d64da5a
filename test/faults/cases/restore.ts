import { setTimeout as delay } from 'node:timers/promises';
import type { FaultCase, FaultContext, FaultOutcome } from '../case.ts';
import { backUp, restoreAfter, type Disaster } from '../restore/disaster.ts';
import { documentFaults, toldTo, type Told } from '../restore/site.ts';
import { truncatedCase } from '../restore/truncated.ts';
import type { Stage } from '../stages.ts';
import { underFleet } from '../trial.ts';

const site = 'hq';
const startWithinMs = 300_000; // a busy machine is no reason to fail
const secondsInCi = 5;
const liveMs = 8_000; // before the backup, so that it holds something

const kept: Disaster = { archive: 'kept', broker: 'kept', home: 'kept', relay: 'online' };

/** The hub's database is lost and restored from a backup that is as old as `--away-seconds`. */
export const restoreCases: readonly FaultCase[] = [
  covered('archive-kept', 'the database; the archive is kept', kept, true),
  covered('archive-lost', 'database and archive', { ...kept, archive: 'lost' }),
  covered('site-away', 'database and archive; the relay is away and returns later', {
    ...kept,
    archive: 'lost',
    relay: 'away',
  }),
  covered('broker-lost', 'database and JetStream', { ...kept, broker: 'lost' }),
  covered('home-lost', 'database, archive, keys and counters', {
    ...kept,
    archive: 'lost',
    home: 'lost',
  }),
  covered('all-lost', 'database, archive, keys, counters and JetStream; the relay is away', {
    archive: 'lost',
    broker: 'lost',
    home: 'lost',
    relay: 'away',
  }),
  truncatedCase,
];

/** Where the relay still holds what the backup lacks, nothing may be lost. */
function covered(name: string, lost: string, disaster: Disaster, inCi = false): FaultCase {
  return {
    name: `hub-restore-${name}`,
    breaks: `loses ${lost}; restores a backup`,
    inCi,
    run: (context) =>
      context.stages.own((stage) => drill(context, stage, disaster), { startWithinMs }),
  };
}

async function drill(
  context: FaultContext,
  stage: Stage,
  disaster: Disaster,
): Promise<FaultOutcome> {
  const { signal, say, tuning } = context;
  const { dataDir } = stage.edge;
  let before: Told = { epoch: 0, generation: 0 };
  const named: string[] = [];
  const outcome = await underFleet(context, stage, async () => {
    await delay(liveMs, undefined, { signal });
    const backups = await backUp(dataDir);
    const seconds = tuning.isBounded ? secondsInCi : tuning.awaySeconds;
    say(`backed up; ${seconds} s until everything is lost`);
    await delay(1_000 * seconds, undefined, { signal });
    before = await toldTo(dataDir, site);
    named.push(...(await restoreAfter(dataDir, backups, disaster, say)));
  });
  const after = await documentFaults(dataDir, site, before);
  return { ...outcome, named, faults: [...outcome.faults, ...after] };
}
