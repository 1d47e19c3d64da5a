import type { Base } from './context.ts';
import { cookieKeyName, sealingKeyName, tokenSigningKey } from './modules/identity/index.ts';
import type { ExternalProvider, IdentityKeys } from './modules/identity/index.ts';
import {
  calendarMs,
  Rotations,
  startRotations,
  type Envelope,
  type KeptLogin,
  type Rotation,
  type SecretStore,
} from './modules/secrets/index.ts';
import { hubLeafSince, renewHubLeaf } from './modules/sites/index.ts';
import type { Config } from './config.ts';
import type { Database } from './platform/db.ts';
import { listen } from './platform/listen.ts';
import { forgetIdentityKey, type HubKeys } from './platform/keys.ts';
import type { Logger } from './platform/logger.ts';
import { Loop } from './platform/loop.ts';
import { sharedReading } from './platform/shared-reading.ts';
import { followSigningKey, signingKeyRotation, type SigningKeyDeps } from './signing-key.ts';
import { watchedKeys } from './watched-keys.ts';

/** What can change by the calendar. */
export interface Rotatable {
  readonly db: Database;
  readonly secrets: SecretStore;
  readonly envelope: Envelope;
  readonly login: KeptLogin;
  readonly identityKeys: IdentityKeys;
  /** The provider of the organisation's own, whose client secret is a file. */
  readonly external: ExternalProvider | undefined;
  readonly config: Config;
  readonly keys: Pick<HubKeys, 'archive' | 'ca' | 'identity' | 'sign'>;
  /** Asks for a backup, since the ones so far lack a key. */
  readonly backUp: () => void;
  readonly now: () => Date;
  readonly logger: Logger;
}

const dayMs = 86_400_000;
const upkeepEveryMs = 3_600_000;
const watchedMs = 60_000;
const followEveryMs = 60_000;
/** The hub's certificate at its broker lives for 30 days and is made again from the twentieth on. */
const hubLeafEveryMs = 20 * dayMs;

/** The calendar of this hub: everything that it can change by itself, or reminds of. */
export function createRotations(hub: Rotatable): Rotations {
  const { login, config } = hub;
  const all = [envelopeRotation(hub), dataKeyRotation(hub), archiveRotation(hub)];
  all.push(sealingRotation(hub), signingKeyRotation(signingKeyDeps(hub)));
  if (config.identity.localUsers) all.push(tokenKeyRotation(hub), cookieRotation(hub));
  if (login.hasPassword) all.push(passwordRotation(hub));
  if (config.natsUrl.startsWith('tls:')) all.push(certificateRotation(hub));
  // Certificates of a whole fleet are read for it, and alerts ask often.
  const nowMs = (): number => hub.now().getTime();
  const watched = sharedReading(() => watchedKeys(hub), watchedMs, nowMs);
  return new Rotations({ ...hub, rotations: all, watched });
}

/** Copies of signing keys lie where backups do, if any are taken. */
export function signingKeyDeps(
  hub: Pick<Rotatable, 'db' | 'secrets' | 'keys' | 'config' | 'now' | 'logger'>,
): SigningKeyDeps {
  const { dir, intervalMs } = hub.config.backup;
  return { ...hub, backups: intervalMs > 0 ? dir : undefined };
}

function passwordRotation({ db, login, config }: Rotatable): Rotation {
  return {
    name: 'database-password',
    kind: 'database_credentials',
    title: "The hub's password at its database",
    everyMs: config.databasePasswordDays * dayMs,
    isAutomatic: true,
    async rotate() {
      await login.change(db);
      return {};
    },
  };
}

function envelopeRotation({ envelope, secrets, login }: Rotatable): Rotation {
  return {
    name: 'envelope-key',
    kind: 'encryption_keys',
    title: 'The envelope key, which wraps the data keys',
    everyMs: calendarMs.encryption_keys,
    isAutomatic: envelope.isRotatable,
    how:
      "it comes from the hub's environment; set a new one there, name the old one as previous, " +
      'and start the hub again.',
    async rotate() {
      const before = envelope.currentId;
      // Only one key before the current one is kept: first nothing may need an older one.
      await secrets.rewrap();
      await login.rewrap();
      await envelope.replace();
      const rewrapped = await secrets.rewrap();
      await login.rewrap();
      return { source: envelope.kind, before, key_id: envelope.currentId, rewrapped };
    },
  };
}

function dataKeyRotation({ db, secrets }: Rotatable): Rotation {
  return {
    name: 'data-key',
    kind: 'encryption_keys',
    title: 'The data key, which seals secrets in the database',
    everyMs: calendarMs.encryption_keys,
    isAutomatic: true,
    since: () => secrets.dataKeyMadeAt(db),
    rotate: async (actor) => ({ sealed_anew: await secrets.renewDataKey(actor) }),
  };
}

function archiveRotation({ keys, backUp }: Rotatable): Rotation {
  return {
    name: 'archive-key',
    kind: 'encryption_keys',
    title: 'The key of archive packs; older packs stay under theirs',
    everyMs: calendarMs.encryption_keys,
    isAutomatic: true,
    async rotate() {
      const number = await keys.archive.begin();
      backUp();
      return { number };
    },
  };
}

function sealingRotation({ identityKeys }: Rotatable): Rotation {
  return {
    name: sealingKeyName,
    kind: 'encryption_keys',
    title: 'What seals second factors, token-signing keys and sign-ins under way',
    everyMs: calendarMs.encryption_keys,
    isAutomatic: true,
    since: () => identityKeys.sealingSince(),
    async rotate(actor) {
      const { version, sealedAnew } = await identityKeys.rotateSealing(actor);
      return { version, sealed_anew: sealedAnew };
    },
  };
}

function tokenKeyRotation({ db, identityKeys, now }: Rotatable): Rotation {
  return {
    name: 'token-signing-key',
    kind: 'signing_keys',
    title: "What signs the embedded provider's tokens; the one before is published until they end",
    everyMs: calendarMs.signing_keys,
    isAutomatic: true,
    since: () => tokenSigningKey.since({ db }),
    rotate: () =>
      tokenSigningKey.rotate({ db, now, keys: identityKeys }).then((key) => ({ ...key })),
  };
}

function cookieRotation({ identityKeys }: Rotatable): Rotation {
  return {
    name: cookieKeyName,
    kind: 'signing_keys',
    title: "What signs the embedded provider's cookies; the one before is accepted until they end",
    everyMs: calendarMs.signing_keys,
    isAutomatic: true,
    since: () => identityKeys.cookiesSince(),
    rotate: async (actor) => ({ version: await identityKeys.rotateCookies(actor) }),
  };
}

function certificateRotation({ config, keys, now }: Rotatable): Rotation {
  return {
    name: 'hub-certificate',
    kind: 'service_certificates',
    title: "The hub's certificate at its broker, with its key",
    everyMs: hubLeafEveryMs,
    isAutomatic: true,
    since: () => hubLeafSince(config.home),
    async rotate() {
      await renewHubLeaf(config.home, keys.ca, now());
      return {};
    },
  };
}

/** The calendar at work. */
export interface RotationWork {
  readonly loops: readonly AsyncDisposable[];
  wake(): void;
}

/** Keeps the calendar, and follows what other processes of this hub change. */
export function startRotationWork(hub: Base, rotations: Rotations): RotationWork {
  const { logger } = hub;
  const loop = startRotations(rotations, hub);
  const upkeep = new Loop({
    name: 'secrets-upkeep',
    everyMs: upkeepEveryMs,
    logger,
    turn: (signal) => keepSecrets(hub, rotations, signal),
  });
  const following = new Loop({
    name: 'signing-key',
    everyMs: followEveryMs,
    logger,
    turn: () => followSigningKey(signingKeyDeps(hub)),
  });
  const changes = listen({
    url: hub.config.databaseUrl,
    login: hub.login,
    channel: 'eucora_secrets',
    logger,
    onChange: () => {
      loop.wake();
      following.wake();
    },
  });
  return { loops: [loop, upkeep, following, changes], wake: () => loop.wake() };
}

/** What another process or an operator began is brought to its end: nothing stays under old keys. */
export async function keepSecrets(
  hub: Omit<Rotatable, 'backUp' | 'external'>,
  rotations: Pick<Rotations, 'note'>,
  signal?: AbortSignal,
): Promise<void> {
  const { envelope, secrets, login, keys, identityKeys, config } = hub;
  await keys.archive.reload();
  await envelope.refresh();
  await login.rewrap();
  const rewrapped = await secrets.rewrap();
  if (rewrapped > 0 && !envelope.isRotatable) await rotations.note('envelope-key', 'operator');
  await secrets.sealAnew();
  await identityKeys.keepUp(signal);
  if (keys.identity !== undefined && (await identityKeys.isImportedSpent())) {
    await forgetIdentityKey(config.home);
  }
  await secrets.tidy();
}
