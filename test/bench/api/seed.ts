import { openLocalIngest } from '@eucora/hub';
import { InvalidRunError } from '../errors.ts';
import { createLoad } from '../ingest/load.ts';

export interface SeedOptions {
  readonly databaseUrl: string;
  readonly home: string;
  readonly devices: number;
  readonly eventsPerDevice: number;
  readonly onProgress: (devices: number) => void;
}

const devicesPerPart = 2_000;
const sites = 4;

/**
 * Brings devices into a hub as segments would: enrolled, with names, inventories and some days of
 * events. In parts, since a whole fleet's segments would not fit into memory.
 */
export async function seedDevices(options: SeedOptions): Promise<void> {
  const { databaseUrl, home, devices, eventsPerDevice } = options;
  await using ingest = await openLocalIngest({ databaseUrl, home });
  for (let from = 0; from < devices; from += devicesPerPart) {
    const load = createLoad({
      devices: Math.min(devicesPerPart, devices - from),
      sites,
      seed: `api-${from}`,
      nameRecipient: ingest.boxPublic,
      sitePrefix: `part-${from / devicesPerPart + 1}`,
    });
    for (const site of load.sites) await ingest.admit(site.id, site.relayRequest);
    for (const segment of [...load.arrival(), ...load.round(devicesPerPart * eventsPerDevice)]) {
      const { kind } = await ingest.take(segment);
      if (kind !== 'committed') throw new InvalidRunError(`a segment ended as ${kind}`);
    }
    options.onProgress(Math.min(devices, from + devicesPerPart));
  }
}
