import { randomId } from '@eucora/protocol';
import type { IdentityDeps } from '../../modules/identity/index.ts';
import type { Account, Visitor } from './accounts.ts';
import { collectionExamples } from './collection-examples.ts';
import { deploymentExamples } from './deployment-examples.ts';
import { notifyExamples } from './notify-examples.ts';
import { packageExamples } from './package-examples.ts';
import { peopleExamples } from './people-examples.ts';
import type { Seeded } from './seed.ts';
import { trustExamples } from './trust-examples.ts';

/** A request that answers 2xx to whoever is permitted. */
export interface Example {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly payload?: object | string;
  readonly headers?: Record<string, string>;
  /** Of the browser that begins to sign in. */
  readonly cookies?: Record<string, string>;
}

/** Who asks, where the request is about themselves. */
export interface Asker {
  /** Who is signed in with an account. */
  readonly account?: Account | undefined;
  /** Who is at the sign-in page. */
  readonly visitor?: Visitor | undefined;
}

/** What examples are made of: seeded ids, and what has to be new for each request. */
export interface Ingredients extends Seeded {
  readonly deps: IdentityDeps;
  /** A word that no request used before. */
  readonly fresh: () => string;
  /** Ids of something made for this request alone. */
  readonly freshToken: () => Promise<number>;
  readonly freshGrant: () => Promise<number>;
  readonly freshGroup: () => Promise<string>;
  readonly freshWebhook: () => Promise<{ readonly id: string; readonly delivery: number }>;
  readonly freshMailTarget: () => Promise<{ readonly id: string; readonly delivery: number }>;
  readonly freshRule: () => Promise<string>;
  readonly freshAlert: () => Promise<number>;
  /** There is a mail server. */
  readonly mailServer: () => Promise<void>;
  /** A relay that contradicts, for this request alone. */
  readonly freshContradiction: () => Promise<string>;
  /** A device that was revoked for this request alone. */
  readonly freshRevocation: () => Promise<string>;
  /** Something that the site needs, for this request alone; cancelled or not. */
  readonly freshArtifact: (isCancelled: boolean) => Promise<string>;
  /** A consent of the site, and of all sites, stands or does not. */
  readonly consents: (stand: boolean) => Promise<void>;
  readonly link: () => Promise<string>;
  /** A version in a state, and an upload on its way, for this request alone. */
  readonly freshVersion: (state: string) => Promise<string>;
  readonly freshUpload: (account?: { readonly id: string }) => Promise<string>;
  readonly freshUser: (state?: 'disabled') => Promise<string>;
  readonly setUpLink: () => Promise<string>;
  /** A subject that nobody asked to erase yet. */
  readonly freshSubject: () => Promise<string>;
  /** A package of one published version, for this request alone. */
  readonly freshPackage: () => Promise<{
    readonly package_id: string;
    readonly package_version_id: string;
  }>;
  /** An order at the site, and a rule of which plane executes. */
  readonly freshIntent: () => Promise<string>;
  readonly freshPlane: () => Promise<number>;
  /** The site's newest document, and the same with an approver's signature. */
  readonly freshDocument: () => Promise<{
    readonly generation: number;
    readonly coSigned: string;
  }>;
  /** A publisher's next signed metadata, and the path of an artifact that they name. */
  readonly freshMetadata: () => { readonly name: string; readonly text: string };
  readonly trustTarget: string;
  /** An erasure that somebody else asked for. */
  readonly freshErasure: () => Promise<string>;
}
export type Make = (from: Ingredients, who: Asker) => Example | Promise<Example>;

const atHq = { sites: ['hq'], business_units: 'all', device_groups: 'all', environments: 'all' };
const user = '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a4b';
const get =
  (url: (from: Ingredients) => string): Make =>
  (from) => ({ method: 'GET', url: url(from) });
const grant = { role: 'endpoint_ops', scope: atHq };

/** One for each route of the hub; a route without one fails the walk. */
export const examples: Readonly<Record<string, Make>> = {
  'GET /healthz': get(() => '/healthz'),
  'GET /readyz': get(() => '/readyz'),
  'GET /metrics': get(() => '/metrics'),
  'GET /api/schema/': get(() => '/api/schema/'),
  'GET /api/docs': get(() => '/api/docs'),
  'GET /api/docs/static/index.html': get(() => '/api/docs/static/index.html'),
  'GET /api/docs/json': get(() => '/api/docs/json'),
  'GET /api/docs/yaml': get(() => '/api/docs/yaml'),
  'GET /api/docs/static/swagger-initializer.js': get(
    () => '/api/docs/static/swagger-initializer.js',
  ),
  'GET /api/docs/static/*': get(() => '/api/docs/static/swagger-ui.css'),
  'POST /api/session/': async ({ link }) => ({
    method: 'POST',
    url: '/api/session/',
    payload: { link: await link() },
  }),
  'GET /api/session/': get(() => '/api/session/'),
  'DELETE /api/session/': () => ({ method: 'DELETE', url: '/api/session/' }),
  'GET /api/session/options/': get(() => '/api/session/options/'),
  'GET /api/session/begin/': get(() => '/api/session/begin/?provider=local'),
  'GET /oidc/*': get(() => '/oidc/.well-known/openid-configuration'),
  ...peopleExamples,
  ...notifyExamples,
  ...packageExamples,
  ...trustExamples,
  ...deploymentExamples,
  'GET /api/roles/': get(() => '/api/roles/'),
  'GET /api/grants/': get(() => '/api/grants/'),
  'POST /api/grants/': async ({ freshUser }) => ({
    method: 'POST',
    url: '/api/grants/',
    payload: { subject: `user:${await freshUser()}`, ...grant },
  }),
  'POST /api/grants/:id/revoke/': async ({ freshGrant }) => ({
    method: 'POST',
    url: `/api/grants/${await freshGrant()}/revoke/`,
  }),
  'GET /api/users/:id/grants/': get(() => `/api/users/${user}/grants/`),
  'POST /api/users/:id/grants/': async ({ freshUser }) => ({
    method: 'POST',
    url: `/api/users/${await freshUser()}/grants/`,
    payload: grant,
  }),
  'GET /api/service-tokens/': get(() => '/api/service-tokens/'),
  'POST /api/service-tokens/': ({ fresh }) => ({
    method: 'POST',
    url: '/api/service-tokens/',
    payload: { name: fresh(), days: 1, ...grant },
  }),
  'POST /api/service-tokens/:id/revoke/': async ({ freshToken }) => ({
    method: 'POST',
    url: `/api/service-tokens/${await freshToken()}/revoke/`,
  }),
  'GET /api/sites/': get(() => '/api/sites/'),
  'GET /api/sites/:id/': get(({ site }) => `/api/sites/${site}/`),
  'PATCH /api/sites/:id/': ({ site }) => ({
    method: 'PATCH',
    url: `/api/sites/${site}/`,
    payload: { business_unit: 'retail' },
  }),
  'GET /api/sites/:id/losses/': get(({ site }) => `/api/sites/${site}/losses/`),
  'GET /api/sites/:id/journals/': get(({ site }) => `/api/sites/${site}/journals/`),
  'GET /api/sites/:id/certificates/': get(({ site }) => `/api/sites/${site}/certificates/`),
  'GET /api/sites/:id/enrolment-tokens/': get(({ site }) => `/api/sites/${site}/enrolment-tokens/`),
  'POST /api/sites/:id/enrolment-tokens/': ({ site }) => ({
    method: 'POST',
    url: `/api/sites/${site}/enrolment-tokens/`,
    payload: { uses: 1, hours: 1 },
  }),
  'GET /api/sites/:id/revocations/': get(({ site }) => `/api/sites/${site}/revocations/`),
  'POST /api/sites/:id/revocations/': ({ site }) => ({
    method: 'POST',
    url: `/api/sites/${site}/revocations/`,
    payload: { kind: 'device', id: randomId(), reason: 'stolen' },
  }),
  'GET /api/sites/:id/artifacts/': get(({ site }) => `/api/sites/${site}/artifacts/`),
  'POST /api/sites/:id/artifacts/:sha256/cancel/': async ({ site, freshArtifact }) => ({
    method: 'POST',
    url: `/api/sites/${site}/artifacts/${await freshArtifact(false)}/cancel/`,
  }),
  'POST /api/sites/:id/artifacts/:sha256/resume/': async ({ site, freshArtifact }) => ({
    method: 'POST',
    url: `/api/sites/${site}/artifacts/${await freshArtifact(true)}/resume/`,
  }),
  'DELETE /api/sites/:id/revocations/:kind/:subject/': async ({ site, freshRevocation }) => ({
    method: 'DELETE',
    url: `/api/sites/${site}/revocations/device/${await freshRevocation()}/`,
  }),
  'GET /api/devices/': get(() => '/api/devices/?site=hq'),
  'GET /api/devices/:id/': get(({ device }) => `/api/devices/${device}/`),
  'GET /api/devices/:id/hourly/': get(({ device }) => `/api/devices/${device}/hourly/`),
  'GET /api/devices/:id/software/': get(({ device }) => `/api/devices/${device}/software/`),
  'GET /api/devices/:id/usage/': get(({ device }) => `/api/devices/${device}/usage/`),
  'GET /api/device-groups/': get(() => '/api/device-groups/'),
  'POST /api/device-groups/': ({ fresh }) => ({
    method: 'POST',
    url: '/api/device-groups/',
    payload: { id: fresh(), name: 'Tills' },
  }),
  'DELETE /api/device-groups/:id/': async ({ freshGroup }) => ({
    method: 'DELETE',
    url: `/api/device-groups/${await freshGroup()}/`,
  }),
  'GET /api/device-groups/:id/devices/': get(({ group }) => `/api/device-groups/${group}/devices/`),
  'PUT /api/device-groups/:id/devices/:device/': ({ group, device }) => ({
    method: 'PUT',
    url: `/api/device-groups/${group}/devices/${device}/`,
  }),
  'DELETE /api/device-groups/:id/devices/:device/': ({ group, device }) => ({
    method: 'DELETE',
    url: `/api/device-groups/${group}/devices/${device}/`,
  }),
  'GET /api/devices/conflicts/': get(() => '/api/devices/conflicts/'),
  'GET /api/devices/conflicts/:id/': get(({ conflict }) => `/api/devices/conflicts/${conflict}/`),
  'POST /api/devices/conflicts/:id/resolve/': ({ conflict }) => ({
    method: 'POST',
    url: `/api/devices/conflicts/${conflict}/resolve/`,
    payload: { resolution: 'same_machine', kept: '0'.repeat(32), reason: 'a restored disk' },
  }),
  'GET /api/applications/': get(() => '/api/applications/'),
  'GET /api/applications/:id/': get(
    ({ application }) => `/api/applications/${encodeURIComponent(application)}/`,
  ),
  'GET /api/telemetry/ledger/': get(() => '/api/telemetry/ledger/'),
  'GET /api/telemetry/rates/': get(() => '/api/telemetry/rates/'),
  'GET /api/overview/': get(() => '/api/overview/'),
  'GET /api/quarantine/': get(() => '/api/quarantine/'),
  'POST /api/quarantine/:id/release/': ({ quarantined }) => ({
    method: 'POST',
    url: `/api/quarantine/${quarantined}/release/`,
  }),
  'GET /api/system/backups/': get(() => '/api/system/backups/'),
  'GET /api/system/health/': get(() => '/api/system/health/'),
  'GET /api/system/rotations/': get(() => '/api/system/rotations/'),
  'POST /api/system/rotations/:name/': () => ({
    method: 'POST',
    url: '/api/system/rotations/harmless/',
  }),
  'GET /api/privacy/inventory/': get(() => '/api/privacy/inventory/?class=P0'),
  'POST /api/privacy/persons/search/': () => ({
    method: 'POST',
    url: '/api/privacy/persons/search/',
    payload: { text: 'winter' },
  }),
  'POST /api/privacy/persons/export/': async ({ freshSubject }) => ({
    method: 'POST',
    url: '/api/privacy/persons/export/',
    payload: { subjects: [await freshSubject()] },
  }),
  'GET /api/privacy/erasures/': get(() => '/api/privacy/erasures/'),
  'GET /api/privacy/erasures/:id/': async ({ freshErasure }) => ({
    method: 'GET',
    url: `/api/privacy/erasures/${await freshErasure()}/`,
  }),
  'POST /api/privacy/erasures/': async ({ freshSubject }) => ({
    method: 'POST',
    url: '/api/privacy/erasures/',
    payload: { subjects: [await freshSubject()], ground: 'objection', reason: 'ticket 7' },
  }),
  ...erasureActs(),
  ...collectionExamples,
  'GET /api/audit/': get(() => '/api/audit/'),
  'GET /api/audit/:id/': get(() => '/api/audit/1/'),
  'GET /api/audit/state/': get(() => '/api/audit/state/'),
  'GET /api/audit/checkpoints/': get(() => '/api/audit/checkpoints/'),
  'GET /api/audit/export/': get(() => '/api/audit/export/?format=csv'),
  'POST /api/audit/verifications/': () => ({
    method: 'POST',
    url: '/api/audit/verifications/',
    payload: {},
  }),
  'POST /api/audit/verifications/parts/': () => ({
    method: 'POST',
    url: '/api/audit/verifications/parts/',
    payload: { after: 0 },
  }),
  'POST /api/audit/witnesses/:relay/acknowledgement/': async ({ freshContradiction }) => ({
    method: 'POST',
    url: `/api/audit/witnesses/${await freshContradiction()}/acknowledgement/`,
    payload: { reason: 'restored from the backup of Monday' },
  }),
  'GET /api/events/stream/': get(() => '/api/events/stream/'),
};

/** What is done with an erasure that somebody else asked for. */
function erasureActs(): Record<string, Make> {
  const acts = ['approve', 'reject', 'cancel'] as const;
  return Object.fromEntries(
    acts.map((act): [string, Make] => [
      `POST /api/privacy/erasures/:id/${act}/`,
      async ({ freshErasure }) => ({
        method: 'POST',
        url: `/api/privacy/erasures/${await freshErasure()}/${act}/`,
      }),
    ]),
  );
}
