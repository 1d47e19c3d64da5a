import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { intermediateRenewMs, readCertificate } from '@eucora/protocol';
import type { Config } from './config.ts';
import type { ExternalProvider } from './modules/identity/index.ts';
import { notificationSecrets } from './modules/notifications/index.ts';
import type { SecretStore, Watched } from './modules/secrets/index.ts';
import {
  authorityOf,
  relayCertificates,
  relaysOf,
  type RelayCertificate,
} from './modules/sites/index.ts';
import { roleExpiries, trustKeyNames, trustSecretOf } from './modules/trust/index.ts';
import type { Database } from './platform/db.ts';
import type { HubKeys } from './platform/keys.ts';

export interface WatchedKeysDeps {
  readonly db: Database;
  readonly secrets: Pick<SecretStore, 'kept'>;
  readonly config: Config;
  readonly external: ExternalProvider | undefined;
  readonly keys: Pick<HubKeys, 'ca'>;
  readonly now: () => Date;
}

const dayMs = 86_400_000;

/** Keys, secrets and certificates that others change: relays by themselves, people by hand. */
export async function watchedKeys(deps: WatchedKeysDeps): Promise<Watched[]> {
  const { db, now, keys } = deps;
  const certificates = relayCertificates(await relaysOf(db), now());
  return [
    ...certificates.flatMap(relayEntry),
    authorityEntry(await authorityOf(keys.ca)),
    ...(await lastingKeys(deps)),
    ...(await sharedSecrets(deps)),
    ...(await trustEntries(deps)),
    ...(await metadataEntries(deps)),
    ...(await fileSecrets(deps)),
  ];
}

function relayEntry({ siteId, relayId, issuedAt, expiresAt }: RelayCertificate): Watched[] {
  if (issuedAt === null || expiresAt === null) return [];
  return [
    {
      name: `relay-certificate:${relayId}`,
      kind: 'service_certificates',
      title: `The intermediate of site ${siteId}, which certifies its devices`,
      everyMs: intermediateRenewMs,
      lastAt: issuedAt,
      nextAt: expiresAt,
      keeper: 'relay',
      how:
        'the relay asks for the next one by itself when it is in reach, every 30 days; to a site ' +
        'without a wire carry eucora-relay request and eucora-hub site admit.',
    },
  ];
}

function authorityEntry(authority: Uint8Array): Watched {
  const { validFromDate, validToDate } = readCertificate(authority);
  return {
    name: 'hub-authority',
    kind: 'service_certificates',
    title: "The hub's authority, above every certificate of the fleet",
    everyMs: 0,
    lastAt: validFromDate,
    nextAt: validToDate,
    keeper: 'person',
    how: 'another authority is another fleet: admit every relay and enrol every device again.',
  };
}

const lasting = [
  {
    file: 'box.key',
    kind: 'encryption_keys',
    name: 'hub-box-key',
    title: 'What devices seal the keys of names for',
    how: 'it stays: the certificates of sites name it.',
  },
  {
    file: 'names.key',
    kind: 'encryption_keys',
    name: 'names-key',
    title: 'What the keys of names lie under in the database',
    how: 'it stays: erasing a person destroys the keys below it.',
  },
  {
    file: 'nats.key',
    kind: 'signing_keys',
    name: 'broker-keys',
    title: "The hub's own users at its broker, and what signs who is let in",
    how: 'it stays: they never leave the machine; make the broker and the hub anew to change them.',
  },
] as const;

/** Keys of the home that do not change: named, so that nobody believes that they do. */
async function lastingKeys({ config }: WatchedKeysDeps): Promise<Watched[]> {
  const found: Watched[] = [];
  for (const { file, kind, ...said } of lasting) {
    const lastAt = await madeAt(join(config.home, 'keys', file));
    if (lastAt === undefined) continue;
    found.push({ ...said, kind, everyMs: 0, lastAt, keeper: 'person' });
  }
  return found;
}

/** When a file was written; undefined: what needs it says that it is missing. */
function madeAt(path: string): Promise<Date | undefined> {
  return stat(path).then(
    ({ mtime }) => mtime,
    () => undefined,
  );
}

/** What receivers and servers share with the hub: both ends change it. */
async function sharedSecrets({ db, secrets, config }: WatchedKeysDeps): Promise<Watched[]> {
  const made = new Map((await secrets.kept(db)).map(({ name, createdAt }) => [name, createdAt]));
  return (await notificationSecrets(db)).flatMap(({ name, title, how }) => {
    const lastAt = made.get(name);
    if (lastAt === undefined) return [];
    const everyMs = config.apiKeyDays * dayMs;
    return [{ name, kind: 'api_keys', title, everyMs, lastAt, keeper: 'person', how } as const];
  });
}

const trustTitles = {
  online: 'What signs snapshot and timestamp of the metadata of artifacts',
  director: 'What signs orders to sites: what is installed where',
} as const;

/** Keys of the hub that root names: who holds root has to agree to a new one. */
async function trustEntries({ db, secrets }: WatchedKeysDeps): Promise<Watched[]> {
  const made = new Map((await secrets.kept(db)).map(({ name, createdAt }) => [name, createdAt]));
  return trustKeyNames.flatMap((key): Watched[] => {
    const name = trustSecretOf(key);
    const lastAt = made.get(name);
    if (lastAt === undefined) return [];
    const how =
      `eucora-hub trust keys --new ${key} --to DIR makes the next one; root's holders name it in ` +
      'place of this one (docs/TRUST.md), and the hub goes over to it.';
    const [title, everyMs] = [trustTitles[key], 365 * dayMs];
    return [{ name, kind: 'signing_keys', title, everyMs, lastAt, keeper: 'person', how }];
  });
}

/** What holders signed: it is renewed by them, well before it expires. */
async function metadataEntries({ db }: WatchedKeysDeps): Promise<Watched[]> {
  const expiries = await roleExpiries(db);
  return expiries.map(({ role, storedAt, expiresAt, renewFrom }) => ({
    name: `trust-metadata:${role}`,
    kind: 'signing_keys',
    title: `Signed metadata of ${role}, which expire on ${expiresAt.toISOString().slice(0, 10)}`,
    everyMs: 0,
    lastAt: storedAt,
    nextAt: renewFrom,
    keeper: 'person',
    how: `its holders renew them: eucora-trust rotate --role ${role}, sign, import.`,
  }));
}

/** What lies in files that the configuration names. */
async function fileSecrets({ config, external }: WatchedKeysDeps): Promise<Watched[]> {
  const { archive, auditForward, envelope } = config;
  const found: Watched[] = [];
  const add = async (name: string, title: string, path: string | undefined): Promise<void> => {
    if (path === undefined) return;
    const lastAt = await madeAt(path);
    if (lastAt === undefined) return;
    const how = `write a new one into ${path} and start the hub again.`;
    const everyMs = config.apiKeyDays * dayMs;
    found.push({ name, kind: 'api_keys', title, everyMs, lastAt, keeper: 'person', how });
  };
  const s3 = archive.kind === 's3' ? archive.credentialsFile : undefined;
  await add('archive-credentials', "The hub's keys at the archive's object store", s3);
  await add(
    'oidc-client-secret',
    'What the sign-in provider knows the hub by',
    external?.secretFile,
  );
  const { syslog, http } = auditForward;
  await add('audit-syslog-key', 'The key of the certificate shown to syslog', syslog?.keyFile);
  await add('audit-http-token', 'The token for the receiver of audit entries', http?.tokenFile);
  if (envelope.kind === 'vault') {
    const { login } = envelope;
    const path = login.method === 'token' ? login.tokenFile : login.secretIdFile;
    await add('vault-login', "The hub's login at the vault", path);
  }
  return found;
}
