import type { SiteId } from '@eucora/protocol';
import type { NatsConnection } from '@nats-io/transport-node';
import type { RelayConfig } from '../config.ts';
import { DoorError, errorText } from '../errors.ts';
import type { RelayClock } from '../home/clock.ts';
import type { RelayKeys } from '../home/keys.ts';
import type { HomePaths } from '../home/paths.ts';
import type { Room } from '../home/room.ts';
import type { DeskAnswers } from '../intake/desk.ts';
import { limits } from '../limits.ts';
import type { Link } from '../link/link.ts';
import type { Logger } from '../log.ts';
import type { TlsClient } from '../nats/tls.ts';
import { Wakeup } from '../wakeup.ts';
import { Cache } from './cache.ts';
import { ArtifactDesk } from './desk.ts';
import { DoorPlace } from './door-place.ts';
import { Fetcher } from './fetcher.ts';
import { HubDoor } from './hub-door.ts';
import { Inbox } from './inbox.ts';
import { ArtifactStore, type WantedArtifact } from './store.ts';
import { TrustFiles, trustOverDoor } from './trust-files.ts';

export interface DeliveryBase {
  readonly config: RelayConfig;
  readonly paths: HomePaths;
  readonly keys: RelayKeys;
  readonly clock: RelayClock;
  readonly room: Room;
  readonly log: Logger;
  readonly site: SiteId;
  /** How this relay shows itself to the hub; absent: it has no certificates, and no door opens to it. */
  readonly hubTls: (() => TlsClient) | undefined;
}
/** What is there before anybody knows what the site needs. */
export interface OpenedDelivery {
  readonly store: ArtifactStore;
  readonly trust: TrustFiles;
  readonly place: DoorPlace | undefined;
  /** Undefined: this relay never reaches a hub, or has no certificates to show there. */
  readonly door: HubDoor | undefined;
}

/** Opens cache and trust files, and the way to the hub's door. */
export async function openDelivery(base: DeliveryBase): Promise<OpenedDelivery> {
  const { config, paths, keys, clock, room, log, site, hubTls } = base;
  const storeKey = keys.atRest;
  const store = await ArtifactStore.open({ directory: paths.cache, storeKey, room, log });
  const now = () => clock.now();
  const trust = await TrustFiles.open({ directory: paths.trust, room, now, log });
  const { hubNatsUrl: hubUrl, hubDoorUrl: configured } = config;
  if (!hubUrl || !hubTls) return { store, trust, place: undefined, door: undefined };
  const place = await DoorPlace.load({ site, hubUrl, configured, path: paths.hubDoor, room, log });
  const door = new HubDoor({ url: () => place.url, tls: hubTls, nkey: keys.hub });
  return { store, trust, place, door };
}

export interface DeliveryNeeds {
  readonly link: Link;
  /** What the site's desired state names, most urgent first. */
  readonly wanted: () => readonly WantedArtifact[];
}
/** Bytes on their way to the site's devices. */
export interface Delivery extends AsyncDisposable {
  readonly cache: Cache;
  readonly answers: Pick<DeskAnswers, 'artifact' | 'chunks' | 'trust'>;
  /** The site needs something else now, or a root of trust is missing. */
  wake(): void;
  /** The hub is there: it is asked for its door, and for what was missing. */
  onHub(connection: NatsConnection): void;
}

/** Begins to bring what the site needs. */
export function startDelivery(
  base: DeliveryBase,
  opened: OpenedDelivery,
  { link, wanted }: DeliveryNeeds,
): Delivery {
  const { config, keys, room, log, paths } = base;
  const { store, trust, place, door } = opened;
  const fetcher = door && new Fetcher({ store, door, link, storeKey: keys.atRest, log });
  const bytesMax = config.cacheBytesMax;
  const cache = new Cache({ store, fetcher, wanted, room, link, bytesMax, log });
  const inbox = new Inbox({ directory: paths.inbox, cache, log });
  const follower = door && new TrustFollower({ trust, door, wanted, log });
  const trustFile = (name: string) => trust.file(name);
  const desk = new ArtifactDesk({ store, cache, wanted, trustFile });
  cache.start();
  const wake = (): void => {
    cache.wake();
    follower?.wake();
  };
  const answers = {
    artifact: (bytes: Uint8Array) => desk.artifact(bytes),
    chunks: (bytes: Uint8Array) => desk.chunks(bytes),
    trust: (bytes: Uint8Array) => desk.trust(bytes),
  };
  return {
    cache,
    answers,
    wake,
    onHub(connection) {
      void (async () => {
        await place?.ask(connection);
        cache.retry();
        wake();
      })();
    },
    async [Symbol.asyncDispose]() {
      await inbox[Symbol.asyncDispose]();
      await follower?.[Symbol.asyncDispose]();
      await cache[Symbol.asyncDispose]();
    },
  };
}

interface FollowerDeps {
  readonly trust: TrustFiles;
  readonly door: HubDoor;
  readonly wanted: () => readonly WantedArtifact[];
  readonly log: Logger;
}

/** Keeps the trust files current: every minute, and at once when something is needed. */
class TrustFollower implements AsyncDisposable {
  readonly #deps: FollowerDeps;
  readonly #stop = new AbortController();
  readonly #wakeup = new Wakeup();
  readonly #done: Promise<void>;

  constructor(deps: FollowerDeps) {
    this.#deps = deps;
    this.#done = this.#run();
  }

  wake(): void {
    this.#wakeup.wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#turn(signal);
      await this.#wakeup.sleep(limits.trustRefreshMs, signal);
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { trust, door, wanted, log } = this.#deps;
    if (!door.isKnown) return;
    try {
      const fetch = trustOverDoor((path, bytesMax) => door.getAll(path, bytesMax, signal));
      const paths = new Set(wanted().map(({ targetPath }) => targetPath));
      const outcome = await trust.refresh(fetch, [...paths]);
      if (outcome === 'current') log.info({ paths: paths.size }, 'the trust files are new');
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof DoorError) {
        log.debug({ error: errorText(error) }, 'the trust files could not be asked for');
      } else log.error({ err: error }, 'the trust files could not be kept');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#wakeup.wake();
    await this.#done;
  }
}
