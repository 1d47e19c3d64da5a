import type { Config } from './config.ts';
import type { Base } from './context.ts';
import {
  calendarMs,
  Rotations,
  startRotations,
  type Envelope,
  type KeptLogin,
  type Rotation,
  type SecretStore,
} from './modules/secrets/index.ts';
import type { Database } from './platform/db.ts';
import { listen } from './platform/listen.ts';
import type { HubKeys } from './platform/keys.ts';
import type { Logger } from './platform/logger.ts';
import { Loop } from './platform/loop.ts';

/** What can change by the calendar. */
export interface Rotatable {
  readonly db: Database;
  readonly secrets: SecretStore;
  readonly envelope: Envelope;
  readonly login: KeptLogin;
  readonly config: Pick<Config, 'databasePasswordDays'>;
  readonly keys: Pick<HubKeys, 'archive'>;
  /** Asks for a backup, since the ones so far lack a key. */
  readonly backUp: () => void;
  readonly now: () => Date;
  readonly logger: Logger;
}

const dayMs = 86_400_000;
const upkeepEveryMs = 3_600_000;

/** The calendar of this hub: everything that it can change by itself, or reminds of. */
export function createRotations(hub: Rotatable): Rotations {
  const { login } = hub;
  const all = [envelopeRotation(hub), dataKeyRotation(hub), archiveRotation(hub)];
  if (login.hasPassword) all.push(passwordRotation(hub));
  return new Rotations({ ...hub, rotations: all });
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

function dataKeyRotation({ secrets }: Rotatable): Rotation {
  return {
    name: 'data-key',
    kind: 'encryption_keys',
    title: 'The data key, which seals secrets in the database',
    everyMs: calendarMs.encryption_keys,
    isAutomatic: true,
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

/** The calendar at work. */
export interface RotationWork {
  readonly loops: readonly AsyncDisposable[];
  wake(): void;
}

/** Keeps the calendar, and follows what other processes of this hub change. */
export function startRotationWork(
  hub: Base & { readonly envelope: Envelope },
  rotations: Rotations,
): RotationWork {
  const { logger } = hub;
  const loop = startRotations(rotations, hub);
  const upkeep = new Loop({
    name: 'secrets-upkeep',
    everyMs: upkeepEveryMs,
    logger,
    turn: () => keepSecrets(hub, rotations),
  });
  const changes = listen({
    url: hub.config.databaseUrl,
    login: hub.login,
    channel: 'eucora_secrets',
    logger,
    onChange: () => loop.wake(),
  });
  return { loops: [loop, upkeep, changes], wake: () => loop.wake() };
}

/** What another process or an operator began is brought to its end: nothing stays under old keys. */
async function keepSecrets(
  { envelope, secrets, login, keys }: Omit<Rotatable, 'backUp'>,
  rotations: Rotations,
): Promise<void> {
  await keys.archive.reload();
  await envelope.refresh();
  await login.rewrap();
  const rewrapped = await secrets.rewrap();
  if (rewrapped > 0 && !envelope.isRotatable) await rotations.note('envelope-key', 'operator');
  await secrets.sealAnew();
  await secrets.tidy();
}
