import type { DeviceId } from '@eucora/protocol';
import { sliceFileBytesMax } from '@eucora/protocol/desired';
import {
  openDelivery,
  startDelivery,
  type DeliveryBase,
  type DeliveryNeeds,
  type OpenedDelivery,
} from '../cache/start.ts';
import { answerCollection, loadCollection } from './collection.ts';
import { SiteDesired } from './desired.ts';
import { SiteErasures } from './erasures.ts';
import type { SiteHubKeys } from './hub-keys.ts';

export interface PassedOnBase extends DeliveryBase {
  readonly hubKeys: SiteHubKeys;
}

/** The hub's and the director's documents that devices ask for here. */
async function loadPassedOn(
  base: PassedOnBase,
  { trust, door }: OpenedDelivery,
  signal: AbortSignal,
) {
  const { paths, keys, hubKeys, site, room, log } = base;
  const from = { site, hubKeys, room, log };
  const collection = await loadCollection({ ...from, path: paths.collection });
  const of = { path: paths.erasures, keysPath: paths.keys, keys };
  const erasures = await SiteErasures.load({ ...from, ...of });
  const desired = await SiteDesired.load({
    path: paths.desired,
    site,
    root: () => trust.root,
    fetchSlices: door && ((root) => door.getAll(`/slices/${root}`, sliceFileBytesMax, signal)),
    room,
    log,
  });
  const answers = {
    collection: async (bytes: Uint8Array) => answerCollection(collection, bytes),
    erasure: async (bytes: Uint8Array) => erasures.answer(bytes),
    'hub-keys': async (bytes: Uint8Array) => hubKeys.answer(bytes),
    desired: async (bytes: Uint8Array, asker: DeviceId | undefined) => desired.answer(bytes, asker),
  };
  // The keys first: the others may be signed with a new one.
  const documents = [hubKeys, collection, erasures, desired];
  return { collection, erasures, desired, answers, documents };
}

/** What devices ask for here, and the bytes that the site needs for it. */
export async function openPassedOn(
  base: PassedOnBase,
  given: {
    readonly link: DeliveryNeeds['link'];
    /** What the site needs, said by somebody else than its desired state. */
    readonly wanted: DeliveryNeeds['wanted'] | undefined;
  },
  stack: AsyncDisposableStack,
) {
  const opened = await openDelivery(base);
  const stop = new AbortController();
  stack.defer(() => stop.abort());
  const passedOn = await loadPassedOn(base, opened, stop.signal);
  const { desired } = passedOn;
  const wanted = given.wanted ?? (() => desired.artifacts);
  const delivery = stack.use(startDelivery(base, opened, { link: given.link, wanted }));
  desired.onTaken(() => delivery.wake());
  return { delivery, wanted, passedOn };
}
