import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../platform/db.ts';
import type { Ingredients, Make } from './examples.ts';

const get =
  (url: (from: Ingredients) => string | Promise<string>): Make =>
  async (from) => ({ method: 'GET', url: await url(from) });
const move =
  (name: string, state: string): Make =>
  async ({ freshVersion }) => ({
    method: 'POST',
    url: `/api/package-versions/${await freshVersion(state)}/${name}/`,
  });
/** Of bytes that say nothing of themselves. */
const metadata = {
  name: null,
  version: null,
  architecture: null,
  title: null,
  description: null,
  vendor: null,
  homepage: null,
  license: null,
  dependencies: [],
  signature: { presence: 'not_read', scheme: null, signers: [], verified: false },
  facts: {},
};
const headers = { 'tus-resumable': '1.0.0' };

/** Of packages and their uploads. An upload is its maker's alone, so that others find none. */
export const packageExamples: Readonly<Record<string, Make>> = {
  'GET /api/package-uploads/': get(() => '/api/package-uploads/'),
  'POST /api/package-uploads/': () => ({
    method: 'POST',
    url: '/api/package-uploads/',
    headers: { ...headers, 'upload-length': '4' },
  }),
  'GET /api/package-uploads/:id/': get(
    async ({ freshUpload }) => `/api/package-uploads/${await freshUpload()}/`,
  ),
  'PATCH /api/package-uploads/:id/': async ({ freshUpload }, { account }) => ({
    method: 'PATCH',
    url: `/api/package-uploads/${await freshUpload(account)}/`,
    headers: {
      ...headers,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    payload: 'data',
  }),
  'DELETE /api/package-uploads/:id/': async ({ freshUpload }) => ({
    method: 'DELETE',
    url: `/api/package-uploads/${await freshUpload()}/`,
  }),
  'GET /api/package-versions/': get(() => '/api/package-versions/'),
  'GET /api/package-versions/:id/': get(
    async ({ freshVersion }) => `/api/package-versions/${await freshVersion('inspected')}/`,
  ),
  'GET /api/package-versions/:id/content/': get(
    async ({ freshVersion }) => `/api/package-versions/${await freshVersion('published')}/content/`,
  ),
  'GET /api/package-versions/:id/sbom/': get(
    async ({ freshVersion }) => `/api/package-versions/${await freshVersion('published')}/sbom/`,
  ),
  'PUT /api/package-versions/:id/description/': async ({ freshVersion, fresh }) => ({
    method: 'PUT',
    url: `/api/package-versions/${await freshVersion('uploaded')}/description/`,
    payload: { name: fresh(), version: '1' },
  }),
  'POST /api/package-versions/:id/stage/': move('stage', 'inspected'),
  'POST /api/package-versions/:id/publish/': move('publish', 'staged'),
  'POST /api/package-versions/:id/withdraw/': move('withdraw', 'published'),
};

/** Where uploads of the walks lie. */
export const testUploadsDir = join(tmpdir(), 'uploads');

/** Makes versions, whose bytes nobody asks for, and uploads. */
export function packageIngredients(
  db: Database,
  now: () => Date,
): Pick<Ingredients, 'freshVersion' | 'freshUpload'> {
  const id = async (sql: string, values: readonly unknown[]): Promise<string> =>
    (await db.query<{ id: string }>(sql, values)).rows[0]!.id;
  return {
    freshVersion: async (state) => {
      const sha256 = randomBytes(32);
      const name = `fresh-${sha256.toString('hex', 0, 6)}`;
      const packageId = await id(
        `INSERT INTO packages.packages (format, name, created_at) VALUES ('exe', $1, $2)
         RETURNING id`,
        [name, now()],
      );
      const isNamed = state !== 'uploaded';
      return id(
        `INSERT INTO packages.versions (package_id, format, version, sha256, bytes, file_name,
           metadata, state, created_at, created_by, changed_at)
         VALUES ($1, 'exe', $2, $3, $4, 'fresh.exe', $5, $6, $7, 'test', $7) RETURNING id`,
        [
          isNamed ? packageId : null,
          isNamed ? '1' : null,
          sha256,
          16,
          JSON.stringify(metadata),
          state,
          now(),
        ],
      );
    },
    freshUpload: async (account) => {
      const upload = await id(
        `INSERT INTO packages.uploads
           (subject, actor, file_name, bytes, state, created_at, touched_at)
         VALUES ($1, 'test', 'fresh.deb', 4, 'receiving', $2, $2) RETURNING id`,
        [`user:${account?.id ?? 'x'}`, now()],
      );
      await mkdir(testUploadsDir, { recursive: true });
      await writeFile(join(testUploadsDir, `${upload}.upload`), '');
      return upload;
    },
  };
}
