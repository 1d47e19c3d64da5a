import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { openLocalIngest } from '@eucora/hub';
import { generateBoxKeyPair, sealRelayRequest } from '@eucora/protocol';
import { relayFor } from '@eucora/protocol/testing';
import { nkeys } from '@nats-io/transport-node';
import { InvalidRunError } from '../errors.ts';
import type { SiteBacklog } from './backlog-site.ts';
import type { Place } from './place.ts';

/** Sites that the hub knows, with what their relays need to come. */
export interface KnownSites {
  readonly hubPublic: Uint8Array;
  readonly returning: readonly string[];
  readonly online: readonly { readonly site: string; readonly seed: string }[];
  /** Events of the fleet's arrival. */
  readonly arrived: number;
}

/** Admits all sites and takes what they said before they went away: enrolments and inventories. */
export async function settleSites(
  place: Place,
  folder: string,
  backlog: readonly SiteBacklog[],
  onlineSites: number,
): Promise<KnownSites> {
  const { home, postgres } = place;
  await using ingest = await openLocalIngest({
    databaseUrl: postgres.url,
    databaseOwnerUrl: postgres.ownerUrl,
    home,
  });
  const admit = async (site: string): Promise<string> => {
    const user = nkeys.createUser();
    const { key } = relayFor(site);
    const boxPublic = generateBoxKeyPair().publicKey;
    const natsPublic = user.getPublicKey();
    const request = { site, publicKey: key.publicKey.raw, boxPublic, natsPublic };
    await ingest.admit(site, sealRelayRequest(request, key));
    return new TextDecoder().decode(user.getSeed());
  };
  let arrived = 0;
  const returning: string[] = [];
  for (const { site, arrival } of backlog) {
    returning.push(await admit(site));
    await using file = await open(join(folder, `${site}.bin`));
    for (const { lane, offset, bytes: size, events } of arrival) {
      const bytes = Buffer.alloc(size);
      await file.read(bytes, 0, size, offset);
      const { kind } = await ingest.take({ bytes, site, lane });
      if (kind !== 'committed') throw new InvalidRunError(`an arrival ended as ${kind}`);
      arrived += events;
    }
  }
  const online: { site: string; seed: string }[] = [];
  for (let index = 1; index <= onlineSites; index += 1) {
    const site = `online-${index}`;
    online.push({ site, seed: await admit(site) });
  }
  return { hubPublic: ingest.hubPublic, returning, online, arrived };
}
