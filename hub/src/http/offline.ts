import { randomBytes } from 'node:crypto';
import { generateKeyPair } from '@eucora/protocol';
import { DeviceDirectory, Fleet } from '../modules/devices/index.ts';
import {
  defaultLimits,
  defaultMfaRoles,
  PasswordWork,
  SessionWatch,
} from '../modules/identity/index.ts';
import { UploadDesk } from '../modules/packages/index.ts';
import { TrustDesk } from '../modules/trust/index.ts';
import { Database } from '../platform/db.ts';
import { UnavailableError } from '../platform/errors.ts';
import { openAtRest, sealAtRest } from '../platform/keys.ts';
import type { LedgerReader } from '../platform/ledger-reader.ts';
import { createLiveBus } from '../platform/live.ts';
import { createLogger } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import { folderObjects } from '../platform/objects/folder-objects.ts';
import type { AppDeps } from './app.ts';

const away = (): Promise<never> =>
  Promise.reject(new UnavailableError('The ledger is not part of this process.'));

/** A ledger that answers nothing. */
export const noLedger: LedgerReader = {
  sites: away,
  link: away,
  journals: away,
  losses: away,
  journalPage: away,
  streams: away,
  hours: away,
  totals: away,
  rates: away,
  quarantinedOpen: away,
  quarantine: away,
  release: away,
};

/** Keys that seal for as long as the process lives. */
function passingKeys(): AppDeps['identityKeys'] {
  const key = randomBytes(32);
  return {
    seal: (value, context) =>
      Promise.resolve({ version: 1, bytes: sealAtRest(value, key, context) }),
    open: ({ bytes }, context) => Promise.resolve(openAtRest(bytes, key, context)),
    cookieKeys: () => Promise.resolve({ versions: '1', keys: [key.toString('base64url')] }),
    keepUp: () => Promise.resolve(),
  };
}

/** What an app needs in order to be looked at: nothing is connected until a request asks. */
export function offlineDeps(): AppDeps {
  const now = (): Date => new Date();
  const db = new Database({ url: 'postgres://127.0.0.1:1/offline' });
  const namesKey = new Uint8Array(32);
  const trustKeys = {
    held: () => Promise.resolve([]),
    forget: () => Promise.resolve(),
  };
  const trust = new TrustDesk({ db, now, keys: trustKeys, counters: undefined });
  return {
    db,
    now,
    namesKey,
    hubKey: generateKeyPair().publicKey,
    secrets: { put: () => Promise.resolve(1), remove: () => Promise.resolve(true) },
    outbound: { check: away, checkHost: away },
    pkiKeys: { sign: generateKeyPair(), ca: generateKeyPair() },
    identityKeys: passingKeys(),
    identity: {
      limits: defaultLimits,
      mfa: defaultMfaRoles,
      localUsers: true,
      external: undefined,
      publicUrl: undefined,
      outboundAllow: [],
    },
    passwords: new PasswordWork(),
    sessionWatch: new SessionWatch({ db, now }),
    logger: createLogger('silent'),
    metrics: createMetrics(),
    live: createLiveBus(),
    ledger: noLedger,
    fleet: new Fleet({ db, now }),
    directory: new DeviceDirectory({ db, now, namesKey }),
    applicationsOf: () => Promise.resolve(new Map()),
    resolveConflict: away,
    objects: folderObjects('offline'),
    uploads: new UploadDesk({
      db,
      now,
      place: { dir: 'offline', bytesMax: 1, idleMs: 1 },
      onReceived: () => {},
    }),
    trust,
    vouchers: trust,
    trustKeys,
    checks: [],
    backups: away,
    health: away,
    rotations: { list: away, request: away },
    wakeRotations: () => {},
    wakeErasures: () => {},
    wakeDesired: () => {},
    box: { held: [1] },
    stopping: new AbortController().signal,
    uiDir: undefined,
    publicUrl: undefined,
    trustedProxies: [],
  };
}
