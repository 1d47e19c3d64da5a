import type { PrivateKey } from '@eucora/protocol';
import type { Vouchers } from '../../modules/packages/index.ts';
import { TrustDesk } from '../../modules/trust/index.ts';
import type { Database } from '../../platform/db.ts';
import { Laptops, passingCounters, PassingKeys } from '../../testing/laptops.ts';
import type { AppDeps } from '../app.ts';
import type { Ingredients, Make } from './examples.ts';

const get =
  (url: (from: Ingredients) => string): Make =>
  (from) => ({ method: 'GET', url: url(from) });

/** Of trust in artifacts. */
export const trustExamples: Readonly<Record<string, Make>> = {
  'GET /api/trust/': get(() => '/api/trust/'),
  'POST /api/trust/metadata/': ({ freshMetadata }) => ({
    method: 'POST',
    url: '/api/trust/metadata/',
    payload: { files: [freshMetadata()] },
  }),
  'GET /api/trust/metadata/:name': get(() => '/api/trust/metadata/timestamp.json'),
  'GET /api/trust/keys/:name': get(() => '/api/trust/keys/online.pub'),
  'GET /api/trust/stick/': get(() => '/api/trust/stick/'),
  'GET /api/trust/targets/*': get(({ trustTarget }) => `/api/trust/targets/${trustTarget}`),
};

/** A trust desk over a real database, with keys that are always the same. */
export function testTrust(
  db: Database,
  now: () => Date,
): Pick<AppDeps, 'trust' | 'trustKeys' | 'vouchers'> {
  const trustKeys = new PassingKeys();
  const trust = new TrustDesk({ db, now, keys: trustKeys, counters: passingCounters });
  const note = { package: undefined, version: undefined, platform: undefined };
  const vouchers: Vouchers = {
    // Every version of the walks is vouched for, whatever its bytes are.
    vouching: () =>
      Promise.resolve({
        state: 'vouched',
        path: 'linux/till.deb',
        roles: ['targets', 'linux'],
        minVersion: undefined,
        note: { ...note, businessUnit: undefined, minVersion: undefined },
      }),
    entries: () => trust.entries(),
  };
  return { trust, trustKeys, vouchers };
}

/** A repository with one artifact, brought in once. */
export async function trustIngredients(
  db: Database,
  now: () => Date,
): Promise<
  Pick<Ingredients, 'freshMetadata' | 'trustTarget'> & {
    readonly trust: TrustDesk;
    /** Signs dangerous orders beside the director. */
    readonly approver: PrivateKey;
  }
> {
  const { trust, trustKeys } = testTrust(db, now);
  const hub = [...(await trustKeys.held('online')), ...(await trustKeys.held('director'))];
  const sha256 = '5'.repeat(64);
  const laptops = new Laptops(hub, now().getTime());
  laptops.vouch('linux/till.deb', { length: 16, sha256 }, { package: 'till', version: '1' });
  await trust.import(laptops.files(), { id: 'test', mayFound: true });
  return {
    trust,
    approver: laptops.people.get('bob')!.key,
    freshMetadata: () => {
      const { name, bytes } = laptops.change('linux').file('linux');
      return { name, text: Buffer.from(bytes).toString() };
    },
    trustTarget: `linux/${sha256}.till.deb`,
  };
}
