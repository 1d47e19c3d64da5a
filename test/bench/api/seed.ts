import { openLocalIngest, type LocalIngest } from '@eucora/hub';
import { InvalidRunError } from '../errors.ts';
import { createLoad } from '../ingest/load.ts';
import { copyDevices } from './copies.ts';

export interface SeedOptions {
  readonly databaseUrl: string;
  readonly home: string;
  readonly devices: number;
  readonly say: (line: string) => void;
}
/** How many devices came by signed segments, and how many are copies of their rows. */
export interface Seeded {
  readonly bySegments: number;
  readonly copied: number;
}

const spokenMax = 2_000;
const devicesPerPart = 2_000;
const sitesPerPart = 4;
const eventsPerDevice = 20;
const batchEvents = { least: 10, most: 20 } as const;
const runPrefix = 'api-';

/**
 * Brings a fleet into a hub. Some thousand devices enrol and speak by signed segments, each with
 * names, an inventory and some events; a whole fleet's signatures would take half an hour. The rest
 * are copies of all rows that these left, under ids, names and times of their own.
 */
export async function seedDevices(options: SeedOptions): Promise<Seeded> {
  const { databaseUrl, home, devices, say } = options;
  await using ingest = await openLocalIngest({ databaseUrl, home });
  const bySegments = Math.min(devices, spokenMax);
  for (let from = 0; from < bySegments; from += devicesPerPart) {
    const some = Math.min(devicesPerPart, bySegments - from);
    await speakPart(ingest, from, some);
    say(`${from + some} of ${devices} devices stored, by signed segments`);
  }
  const copied = devices - bySegments;
  if (copied > 0) await copyDevices({ databaseUrl, home, copied, run: runPrefix, say });
  return { bySegments, copied };
}

async function speakPart(ingest: LocalIngest, from: number, devices: number): Promise<void> {
  const load = createLoad({
    devices,
    sites: sitesPerPart,
    seed: `${runPrefix}${from}`,
    nameRecipient: ingest.boxPublic,
    sitePrefix: `part-${from / devicesPerPart + 1}`,
    batchEvents,
  });
  for (const site of load.sites) await ingest.admit(site.id, site.relayRequest);
  for (const segment of [...load.arrival(), ...load.round(devices * eventsPerDevice)]) {
    const { kind } = await ingest.take(segment);
    if (kind !== 'committed') throw new InvalidRunError(`a segment ended as ${kind}`);
  }
}
