import { createHash, randomBytes } from 'node:crypto';
import type { PrivateKey } from '@eucora/protocol';
import { coSign, encodeSlice } from '@eucora/protocol/desired';
import { issueDocument, newestDesired } from '../../modules/deployments/index.ts';
import type { TrustDesk } from '../../modules/trust/index.ts';
import type { Database } from '../../platform/db.ts';
import type { Ingredients, Make } from './examples.ts';

const get =
  (url: (from: Ingredients) => string | Promise<string>): Make =>
  async (from) => ({ method: 'GET', url: await url(from) });
const intents = '/api/deployments/intents/';
const documents = '/api/deployments/documents/';
const planes = '/api/deployments/planes/';

/** Of orders to devices, and of the documents that tell their sites. */
export const deploymentExamples: Readonly<Record<string, Make>> = {
  'GET /api/deployments/intents/': get(() => intents),
  'POST /api/deployments/intents/': async ({ freshPackage, site }) => ({
    method: 'POST',
    url: intents,
    payload: {
      ...(await freshPackage()),
      target_scope: { sites: [site] },
      rings: [{ ring_number: 0 }],
    },
  }),
  'GET /api/deployments/intents/:id/': get(
    async ({ freshIntent }) => `${intents}${await freshIntent()}/`,
  ),
  'POST /api/deployments/intents/:id/cancel/': async ({ freshIntent }) => ({
    method: 'POST',
    url: `${intents}${await freshIntent()}/cancel/`,
  }),
  'POST /api/deployments/intents/:id/retry/': async ({ freshIntent }) => ({
    method: 'POST',
    url: `${intents}${await freshIntent()}/retry/`,
  }),
  'GET /api/deployments/intents/:id/devices/': get(
    async ({ freshIntent }) => `${intents}${await freshIntent()}/devices/`,
  ),
  'GET /api/deployments/intents/:id/devices/:device/': get(
    async ({ freshIntent, device }) => `${intents}${await freshIntent()}/devices/${device}/`,
  ),
  'GET /api/devices/:id/deployments/': get(({ device }) => `/api/devices/${device}/deployments/`),
  'GET /api/deployments/documents/': get(() => documents),
  'GET /api/deployments/documents/:site/': get(({ site }) => `${documents}${site}/`),
  'GET /api/deployments/documents/:site/:generation/': get(
    async ({ site, freshDocument }) => `${documents}${site}/${(await freshDocument()).generation}/`,
  ),
  'GET /api/deployments/documents/:site/manifest/': get(async ({ site, freshDocument }) => {
    await freshDocument();
    return `${documents}${site}/manifest/`;
  }),
  'GET /api/deployments/documents/:site/bundle/': get(async ({ site, freshDocument }) => {
    await freshDocument();
    return `${documents}${site}/bundle/`;
  }),
  'POST /api/deployments/documents/:site/approval/': async ({ site, freshDocument }) => ({
    method: 'POST',
    url: `${documents}${site}/approval/`,
    payload: { manifest: (await freshDocument()).coSigned },
  }),
  'GET /api/deployments/planes/': get(() => planes),
  'POST /api/deployments/planes/': async ({ freshPackage }) => ({
    method: 'POST',
    url: planes,
    payload: { package_id: (await freshPackage()).package_id, plane: 'intune' },
  }),
  'DELETE /api/deployments/planes/:id/': async ({ freshPlane }) => ({
    method: 'DELETE',
    url: `${planes}${await freshPlane()}/`,
  }),
};

/** Makes orders at the site hq, and documents of it that nothing carries. */
export function deploymentIngredients(
  db: Database,
  now: () => Date,
  of: {
    readonly trust: Pick<TrustDesk, 'director'>;
    readonly approver: PrivateKey;
    readonly freshVersion: Ingredients['freshVersion'];
  },
): Pick<Ingredients, 'freshPackage' | 'freshIntent' | 'freshPlane' | 'freshDocument'> {
  const freshPackage = async () => {
    const versionId = await of.freshVersion('published');
    const sql = 'SELECT package_id AS id FROM packages.versions WHERE id = $1';
    const packageId = (await db.query<{ id: string }>(sql, [versionId])).rows[0]!.id;
    return { package_id: packageId, package_version_id: versionId };
  };
  return {
    freshPackage,
    freshIntent: async () => {
      const { package_id: packageId, package_version_id: versionId } = await freshPackage();
      const plan = { notBeforeMs: null, deadlineMs: null, windows: [], before: [], after: [] };
      const sql = `INSERT INTO deployments.intents (assignment_id, package_id, version_id, action,
                     ring, plane, plan, created_at, created_by, created_behind, changed_at)
                   VALUES ($1, $2, $3, 'install', 0, 'agent', $4, $5, 'test', '{test}', $5)
                   RETURNING id`;
      const text = JSON.stringify({ ...plan, attemptsMax: 3, security: false });
      const values = [randomBytes(16), packageId, versionId, text, now()];
      const { id } = (await db.query<{ id: string }>(sql, values)).rows[0]!;
      await db.query(`INSERT INTO deployments.targets VALUES ($1, 'site', 'hq')`, [id]);
      return id;
    },
    freshPlane: async () => {
      const { package_id: packageId } = await freshPackage();
      const sql = `INSERT INTO deployments.planes (package_id, plane, created_at, created_by)
                   VALUES ($1, 'jamf', $2, 'test') RETURNING id`;
      return (await db.query<{ id: number }>(sql, [packageId, now()])).rows[0]!.id;
    },
    freshDocument: async () => {
      const director = await of.trust.director();
      const newest = await newestDesired(db, 'hq');
      const generation = (newest?.generation ?? 0) + 1;
      const slices = [{ device: 'd'.repeat(32), items: [] }];
      const compiled = { siteId: 'hq', slices, outcomes: [], conflicts: [], dangerous: [] };
      const contentHash = createHash('sha256').update(encodeSlice(slices[0]!)).digest('hex');
      const day = 86_400_000;
      const lease = { freshMs: day, graceMs: 2 * day, holdMs: 3 * day };
      const due = { siteId: 'hq', cause: 'first', compiled, contentHash, newest, lease } as const;
      await issueDocument({ db, now }, director, due, { epoch: 1, generation });
      const { manifest } = (await newestDesired(db, 'hq'))!;
      const coSigned = Buffer.from(coSign(manifest, of.approver)).toString('base64');
      return { generation, coSigned };
    },
  };
}
