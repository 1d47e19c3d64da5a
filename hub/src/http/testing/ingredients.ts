import { randomId } from '@eucora/protocol';
import { createHash, randomBytes } from 'node:crypto';
import { createSignInLink, createToken } from '../../modules/identity/index.ts';
import { requestErasure } from '../../modules/privacy/index.ts';
import { revoke } from '../../modules/sites/index.ts';
import type { Database } from '../../platform/db.ts';
import { everything } from '../../platform/scope.ts';
import type { Ingredients } from './examples.ts';
import { deploymentIngredients } from './deployment-examples.ts';
import { packageIngredients } from './package-examples.ts';
import { insertAlert, insertMailTarget, insertRule, insertWebhook, seed } from './seed.ts';
import { trustIngredients } from './trust-examples.ts';

/** Seeds a database and says what examples are made of. */
export async function ingredientsOf(db: Database, now: () => Date): Promise<Ingredients> {
  const deps = { db, now };
  let count = 0;
  const fresh = (): string => `fresh-${(count += 1)}`;
  const id = async (sql: string, values: readonly unknown[]): Promise<number> =>
    (await db.query<{ id: number }>(sql, values)).rows[0]!.id;
  const freshUser = async (state?: 'disabled'): Promise<string> => {
    const sql = `INSERT INTO identity.users
                   (provider, subject, handle, display_name, created_at, created_by, disabled_at)
                 VALUES ('local', $1, $1, 'Fresh', $2, 'test', $3) RETURNING id::text`;
    const values = [fresh(), now(), state === undefined ? null : now()];
    return (await db.query<{ id: string }>(sql, values)).rows[0]!.id;
  };
  const atHq = { ...everything, sites: ['hq'] };
  const seeded = await seed(db, now);
  return {
    ...seeded,
    ...personIngredients(db, now, seeded.device),
    deps,
    ...(await orderIngredients(db, now)),
    fresh,
    freshToken: async () => {
      const name = fresh();
      await createToken(deps, { role: 'endpoint_ops', name, scope: atHq }, 'test');
      return id('SELECT id FROM identity.tokens WHERE actor = $1', [`service:${name}`]);
    },
    freshGrant: () =>
      id(
        `INSERT INTO identity.grants (subject, role, scope, granted_by, granted_at)
         VALUES ('group:staff', 'endpoint_ops', $1, 'test', $2) RETURNING id`,
        [
          { sites: ['hq'], business_units: 'all', device_groups: 'all', environments: 'all' },
          now(),
        ],
      ),
    freshGroup: async () => {
      const group = fresh();
      await db.query(`INSERT INTO devices.groups VALUES ($1, 'Fresh', $2)`, [group, now()]);
      return group;
    },
    ...notifyIngredients(db, now, fresh),
    freshContradiction: async () => {
      const relay = fresh();
      const sql = `INSERT INTO audit.witnesses
                     (relay_id, site_id, position, seen_at, fault, noticed_at, checkpoint)
                   VALUES ($1, 'hq', 9, $2, 'the relay knows 9 entries, and 3 are here', $2, '')`;
      await db.query(sql, [relay, now()]);
      return relay;
    },
    freshRevocation: async () => {
      const subject = randomId();
      const wish = { siteId: 'hq', kind: 'device', id: subject, reason: 'test' } as const;
      await revoke(deps, wish, 'test');
      return subject;
    },
    freshArtifact: (isCancelled) => artifactAtHq(db, isCancelled, now()),
    consents: (stand) => standingConsents(db, stand, now()),
    link: () => createSignInLink(deps, 'test'),
    freshUser,
    setUpLink: async () => {
      const secret = `eucora_link_${randomBytes(32).toString('base64url')}`;
      const sql = `INSERT INTO identity.set_up_links (secret_hash, user_id, created_at, expires_at)
                   VALUES ($1, $2, $3, $3::timestamptz + interval '1 day')`;
      const hash = createHash('sha256').update(secret).digest();
      await db.query(sql, [hash, await freshUser(), now()]);
      return secret;
    },
  };
}

async function artifactAtHq(db: Database, isCancelled: boolean, at: Date): Promise<string> {
  const sha256 = randomBytes(32);
  const sql = `INSERT INTO delivery.site_artifacts
                 (site_id, sha256, bytes, target_path, wanted_since, place, cancelled_at)
               VALUES ('hq', $1, 9, 'linux/fresh', $2, 1, $3)`;
  await db.query(sql, [sha256, at, isCancelled ? at : null]);
  return sha256.toString('hex');
}

async function standingConsents(db: Database, stand: boolean, at: Date): Promise<void> {
  await db.query('DELETE FROM privacy.consents');
  if (!stand) return;
  const sql = `INSERT INTO privacy.consents (site_id, item, ground, recorded_by, recorded_at)
               VALUES ('hq', 'user-names', 'agreed', 'test', $1),
                      (NULL, 'user-names', 'agreed', 'test', $1)`;
  await db.query(sql, [at]);
}

type Notify = Pick<
  Ingredients,
  'freshWebhook' | 'freshMailTarget' | 'freshRule' | 'freshAlert' | 'mailServer'
>;

/** What is told to whom. */
function notifyIngredients(db: Database, now: () => Date, fresh: () => string): Notify {
  const delivered = async (target: string): Promise<number> => {
    const sql = `INSERT INTO notifications.deliveries
                   (subscription_id, event, created_at, next_at, state, ended_at)
                 VALUES ($1, '{}', $2, $2, 'dead', $2) RETURNING id`;
    return (await db.query<{ id: number }>(sql, [target, now()])).rows[0]!.id;
  };
  // There can be few mail targets, and many rules with one of them.
  let shared: Promise<string> | undefined;
  return {
    freshWebhook: async () => {
      const webhook = await insertWebhook(db, fresh(), now());
      return { id: webhook, delivery: await delivered(webhook) };
    },
    freshMailTarget: async () => {
      const target = await insertMailTarget(db, fresh(), now());
      return { id: target, delivery: await delivered(target) };
    },
    freshRule: async () => {
      shared ??= insertMailTarget(db, fresh(), now());
      return insertRule(db, fresh(), await shared, now());
    },
    freshAlert: () => insertAlert(db, fresh(), now()),
    mailServer: async () => {
      await db.query(
        `INSERT INTO notifications.mail_server (host, port, security, sender, username, updated_by,
                                                updated_at)
         VALUES ('192.0.2.1', 587, 'starttls', 'a@example.org', '', 'test', $1)
         ON CONFLICT DO NOTHING`,
        [now()],
      );
    },
  };
}

/** Persons of a device: their names are nobody's to read, since no key opens them. */
function personIngredients(
  db: Database,
  now: () => Date,
  device: string,
): Pick<Ingredients, 'freshSubject' | 'freshErasure'> {
  const freshSubject = async (): Promise<string> => {
    const subject = randomId();
    const sql = `INSERT INTO devices.subject_keys (subject_id, device_no, sealed_key)
                 SELECT decode($1, 'hex'), no, '\\x00' FROM devices.devices
                  WHERE id = decode($2, 'hex')`;
    await db.query(sql, [subject, device]);
    return subject;
  };
  return {
    freshSubject,
    freshErasure: async () => {
      const wish = {
        subjects: [await freshSubject()],
        account: null,
        ground: 'objection',
        reason: 'ticket 7',
      } as const;
      const deps = { db, now, namesKey: new Uint8Array(32) };
      return requestErasure(deps, wish, { id: 'test', answersTo: null });
    },
  };
}

/** Packages, who vouches for them, and orders. */
async function orderIngredients(db: Database, now: () => Date) {
  const packages = packageIngredients(db, now);
  const { trust, approver, ...metadata } = await trustIngredients(db, now);
  const orders = deploymentIngredients(db, now, { trust, approver, ...packages });
  return { ...packages, ...metadata, ...orders };
}
