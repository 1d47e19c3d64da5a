import { join } from 'node:path';
import type { HubDoorPlace } from '@eucora/protocol';
import type { Base } from './context.ts';
import { openRelayDoor } from './delivery/index.ts';
import { sliceFileOf } from './modules/deployments/index.ts';
import { neededByDelivery, startChunkLists, startDeltas } from './modules/delivery/index.ts';
import { startObjectKeeper } from './modules/objects/index.ts';
import { neededObjects, startScans } from './modules/packages/index.ts';
import { trustFile } from './modules/trust/index.ts';

/** What is done with the bytes of packages in the background. */
export function startObjectWork(hub: Base): AsyncDisposable[] {
  const { scanners, uploads, home } = hub.config;
  const roots = [neededObjects, neededByDelivery];
  return [
    startScans({ ...hub, scanners, dir: uploads.dir }),
    startObjectKeeper({ ...hub, roots }, hub.metrics),
    startChunkLists(hub),
    startDeltas({ ...hub, dir: join(home, 'deltas') }),
  ];
}

/** The door for relays, where they show certificates; and where they find it. */
export async function openDoor(
  hub: Base,
  stack: AsyncDisposableStack,
): Promise<HubDoorPlace | undefined> {
  const { config, keys, db } = hub;
  if (!config.natsUrl.startsWith('tls:')) return undefined;
  const { host, port, url } = config.door;
  const { home } = config;
  const door = stack.use(
    await openRelayDoor({
      ...hub,
      host,
      port,
      home,
      ca: keys.ca,
      trustFile: (name) => trustFile(db, name),
      slices: (siteId, root) => sliceFileOf(db, siteId, Buffer.from(root, 'hex')),
    }),
  );
  return { url: url?.href ?? '', port: door.port };
}
