/** Filters of the device list that live in its address. */
export interface DeviceFilter {
  readonly site?: string;
  readonly search?: string;
  readonly simulated?: 'yes' | 'no';
  readonly sort?: 'last_event_at';
}
export type AuditOutcome = 'done' | 'refused' | 'failed';
/** Filters of the audit trail that live in its address. */
export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly site?: string;
  readonly outcome?: AuditOutcome;
  /** RFC 3339, UTC. */
  readonly from?: string;
  readonly until?: string;
}
/** Which identity conflicts a list shows. */
export type ConflictState = 'open' | 'resolved';
export type AccessTab = 'tokens' | 'grants' | 'roles' | 'groups';
export type NotifyTab = 'alerts' | 'rules' | 'webhooks' | 'mail';
export type PrivacyTab = 'collection' | 'persons';
export type DeviceTab = 'summary' | 'software' | 'usage' | 'orders' | 'streams';

/**
 * Builds every address of the console; nothing else in it spells one.
 * `matchRoute` in routes.ts reads them back.
 */
export const paths = {
  overview: () => '/',
  signIn: (next?: string) => `/sign-in${query({ next })}`,
  sites: () => '/sites',
  site: (id: string) => `/sites/${segment(id)}`,
  devices: (filter: DeviceFilter = {}) => `/devices${query({ ...filter })}`,
  device: (id: string, tab: DeviceTab = 'summary') =>
    `/devices/${segment(id)}${tab === 'summary' ? '' : `/${tab}`}`,
  deployments: (search?: string) => `/deployments${query({ search })}`,
  deploymentNew: () => '/deployments/new',
  deployment: (id: string) => `/deployments/${segment(id)}`,
  documents: () => '/deployments/documents',
  /** Documents of a site; `generation`: which is shown. */
  siteDocuments: (site: string, generation?: number) =>
    `/deployments/documents/${segment(site)}${query({ generation: generation?.toString() })}`,
  documentBundle: (site: string) => `/api/deployments/documents/${segment(site)}/bundle/`,
  packages: (search?: string) => `/packages${query({ search })}`,
  packageVersion: (id: string) => `/packages/${segment(id)}`,
  packageContent: (id: string) => `/api/package-versions/${segment(id)}/content/`,
  packageSbom: (id: string, format: 'spdx' | 'cyclonedx') =>
    `/api/package-versions/${segment(id)}/sbom/${query({ format })}`,
  trust: () => '/trust',
  trustStick: () => '/api/trust/stick/',
  trustKey: (name: 'online' | 'director') => `/api/trust/keys/${name}.pub`,
  uploads: () => '/api/package-uploads/',
  upload: (id: string) => `/api/package-uploads/${segment(id)}/`,
  applications: (search?: string) => `/applications${query({ search })}`,
  application: (id: string) => `/applications/${segment(id)}`,
  audit: (filter: AuditFilter = {}, entry?: number) =>
    `/audit${query({ ...filter, entry: entry?.toString() })}`,
  auditProof: () => '/audit/proof',
  auditExport: (filter: AuditFilter, format: 'csv' | 'jsonl') =>
    `/api/audit/export/${query({ ...filter, format })}`,
  quarantine: () => '/quarantine',
  conflicts: (state: ConflictState = 'open') =>
    `/conflicts${query({ state: state === 'open' ? undefined : state })}`,
  conflict: (id: number) => `/conflicts/${id}`,
  access: (tab: AccessTab = 'tokens') => `/access/${tab}`,
  group: (id: string) => `/access/groups/${segment(id)}`,
  keys: () => '/system/keys',
  notifications: (tab: NotifyTab = 'alerts') => `/notifications/${tab}`,
  mailTarget: (id: string) => `/notifications/mail/${segment(id)}`,
  webhook: (id: string) => `/notifications/webhooks/${segment(id)}`,
  privacy: (tab: PrivacyTab = 'collection') => `/privacy/${tab}`,
  /** What is collected at a site; `all`: where a site says nothing of its own. */
  collection: (place: { readonly site: string } | 'all') =>
    `/privacy/collection${query(place === 'all' ? { of: 'all' } : { site: place.site })}`,
  erasure: (id: string) => `/privacy/persons/${segment(id)}`,
  setUp: () => '/set-up',
  profile: () => '/profile',
  users: (search?: string) => `/users${query({ search })}`,
  beginSignIn: (provider: string, next?: string) =>
    `/api/session/begin/${query({ provider, next })}`,
  apiDocs: () => '/api/docs/',
  eventStream: () => '/api/events/stream/',
} as const;

function segment(value: string): string {
  return encodeURIComponent(value);
}

/** Absent and empty values leave no trace, so that one state has one address. */
function query(values: Record<string, string | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') params.set(name, value);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
