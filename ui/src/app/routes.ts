import type {
  AccessTab,
  AuditFilter,
  AuditOutcome,
  ConflictState,
  DeviceFilter,
  DeviceTab,
  NotifyTab,
  PrivacyTab,
} from './paths.ts';

/** What an address of the console means. */
export type Route =
  | { readonly page: 'overview' }
  | {
      readonly page: 'sign-in';
      readonly next?: string;
      readonly link?: string;
      /** A sign-in under way at the hub's own provider. */
      readonly sign_in?: string;
      readonly fault?: string;
      /** `token`: by an access token, though there are accounts. */
      readonly with?: string;
    }
  | { readonly page: 'set-up'; readonly link?: string }
  | { readonly page: 'profile' }
  | { readonly page: 'users'; readonly search: string }
  | { readonly page: 'sites' }
  | { readonly page: 'site'; readonly id: string }
  | { readonly page: 'devices'; readonly filter: DeviceFilter }
  | { readonly page: 'device'; readonly id: string; readonly tab: DeviceTab }
  | { readonly page: 'applications'; readonly search: string }
  | { readonly page: 'application'; readonly id: string }
  | { readonly page: 'deployments'; readonly search: string }
  | { readonly page: 'deployment-new' }
  | { readonly page: 'deployment'; readonly id: string }
  | { readonly page: 'documents' }
  | { readonly page: 'site-documents'; readonly id: string; readonly generation?: number }
  | { readonly page: 'packages'; readonly search: string }
  | { readonly page: 'package'; readonly id: string }
  | { readonly page: 'trust' }
  | { readonly page: 'audit'; readonly filter: AuditFilter; readonly entry?: number }
  | { readonly page: 'audit-proof' }
  | { readonly page: 'quarantine' }
  | { readonly page: 'conflicts'; readonly state: ConflictState }
  | { readonly page: 'conflict'; readonly id: number }
  | { readonly page: 'access'; readonly tab: AccessTab }
  | { readonly page: 'group'; readonly id: string }
  | { readonly page: 'keys' }
  | { readonly page: 'notifications'; readonly tab: NotifyTab }
  | {
      readonly page: 'privacy';
      readonly tab: PrivacyTab;
      readonly site?: string;
      /** What holds at every site that says nothing of its own. */
      readonly all: boolean;
    }
  | { readonly page: 'erasure'; readonly id: string }
  | { readonly page: 'webhook'; readonly id: string }
  | { readonly page: 'mail-target'; readonly id: string }
  | { readonly page: 'not-found'; readonly path: string };

const ACCESS_TABS: readonly AccessTab[] = ['tokens', 'grants', 'roles', 'groups'];
const NOTIFY_TABS: readonly NotifyTab[] = ['alerts', 'rules', 'webhooks', 'mail'];
const PRIVACY_TABS: readonly PrivacyTab[] = ['collection', 'persons'];
const OUTCOMES: readonly AuditOutcome[] = ['done', 'refused', 'failed'];
const DEVICE_TABS: readonly DeviceTab[] = ['summary', 'software', 'usage', 'orders', 'streams'];

/** Reads an address. Anything unknown or malformed is `not-found`; it never throws. */
export function matchRoute(address: string): Route {
  const url = new URL(address, 'http://console.invalid');
  const missing: Route = { page: 'not-found', path: url.pathname };
  const parts = segmentsOf(url.pathname);
  if (parts === undefined) return missing;
  const [head, id, tab, ...rest] = parts;
  if (rest.length > 0) return missing;
  if (head === 'access') return accessRoute(id, tab) ?? missing;
  if (head === 'privacy') return privacyRoute(id, tab, url) ?? missing;
  if (head === 'deployments') return deploymentRoute(id, tab, url) ?? missing;
  if (head === 'notifications') return notifyRoute(id, tab) ?? missing;
  if (tab !== undefined) return head === 'devices' ? (deviceRoute(id, tab) ?? missing) : missing;
  if (id !== undefined) return detailRoute(head, id) ?? missing;
  return listRoute(head, url) ?? missing;
}

function segmentsOf(pathname: string): string[] | undefined {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function deviceRoute(id: string | undefined, tab: string): Route | undefined {
  const known = DEVICE_TABS.find((name) => name === tab);
  return id === undefined || known === undefined ? undefined : { page: 'device', id, tab: known };
}

function deploymentRoute(id: string | undefined, tab: string | undefined, url: URL) {
  if (tab !== undefined) {
    if (id !== 'documents') return undefined;
    const generation = url.searchParams.get('generation') ?? '';
    const shown = /^[1-9]\d{0,15}$/.test(generation) ? { generation: Number(generation) } : {};
    return { page: 'site-documents', id: tab, ...shown } as const;
  }
  if (id === undefined) {
    return { page: 'deployments', search: url.searchParams.get('search') ?? '' } as const;
  }
  if (id === 'new') return { page: 'deployment-new' } as const;
  return id === 'documents'
    ? ({ page: 'documents' } as const)
    : ({ page: 'deployment', id } as const);
}

function accessRoute(tab: string | undefined, id: string | undefined): Route | undefined {
  if (id !== undefined) return tab === 'groups' ? { page: 'group', id } : undefined;
  const known = ACCESS_TABS.find((name) => name === (tab ?? 'tokens'));
  return known && { page: 'access', tab: known };
}

function notifyRoute(tab: string | undefined, id: string | undefined): Route | undefined {
  if (id !== undefined && tab === 'webhooks') return { page: 'webhook', id };
  if (id !== undefined) return tab === 'mail' ? { page: 'mail-target', id } : undefined;
  const known = NOTIFY_TABS.find((name) => name === (tab ?? 'alerts'));
  return known && { page: 'notifications', tab: known };
}

function privacyRoute(tab: string | undefined, id: string | undefined, url: URL) {
  if (id !== undefined) return tab === 'persons' ? ({ page: 'erasure', id } as const) : undefined;
  const known = PRIVACY_TABS.find((name) => name === (tab ?? 'collection'));
  const query = url.searchParams;
  const all = query.get('of') === 'all';
  return known && ({ page: 'privacy', tab: known, all, ...pick(query, ['site']) } as const);
}

function detailRoute(head: string | undefined, id: string): Route | undefined {
  if (head === 'sites') return { page: 'site', id };
  if (head === 'devices') return { page: 'device', id, tab: 'summary' };
  if (head === 'packages') return { page: 'package', id };
  if (head === 'applications') return { page: 'application', id };
  if (head === 'system' && id === 'keys') return { page: 'keys' };
  if (head === 'audit' && id === 'proof') return { page: 'audit-proof' };
  if (head === 'conflicts' && /^[1-9]\d{0,8}$/.test(id))
    return { page: 'conflict', id: Number(id) };
  return undefined;
}

function listRoute(head: string | undefined, url: URL): Route | undefined {
  const query = url.searchParams;
  switch (head) {
    case undefined:
      return { page: 'overview' };
    case 'sites':
      return { page: 'sites' };
    case 'devices':
      return { page: 'devices', filter: deviceFilter(query) };
    case 'applications':
      return { page: 'applications', search: query.get('search') ?? '' };
    case 'packages':
      return { page: 'packages', search: query.get('search') ?? '' };
    case 'trust':
      return { page: 'trust' };
    case 'audit':
      return auditRoute(query);
    case 'quarantine':
      return { page: 'quarantine' };
    case 'conflicts':
      return { page: 'conflicts', state: query.get('state') === 'resolved' ? 'resolved' : 'open' };
    case 'sign-in':
      return {
        page: 'sign-in',
        ...pick(query, ['next', 'sign_in', 'fault', 'with']),
        ...pick(fragment(url), ['link']),
      };
    case 'set-up':
      return { page: 'set-up', ...pick(fragment(url), ['link']) };
    case 'profile':
      return { page: 'profile' };
    case 'users':
      return { page: 'users', search: query.get('search') ?? '' };
    default:
      return undefined;
  }
}

function auditRoute(query: URLSearchParams): Route {
  const outcome = OUTCOMES.find((known) => known === query.get('outcome'));
  const moments = pick(query, ['from', 'until']);
  const entry = query.get('entry') ?? '';
  return {
    page: 'audit',
    filter: {
      ...pick(query, ['actor', 'action', 'subject', 'site']),
      ...(outcome === undefined ? {} : { outcome }),
      ...Object.fromEntries(Object.entries(moments).filter(([, at]) => !isNaN(Date.parse(at)))),
    },
    ...(/^[1-9]\d{0,15}$/.test(entry) ? { entry: Number(entry) } : {}),
  };
}

function deviceFilter(query: URLSearchParams): DeviceFilter {
  const simulated = query.get('simulated');
  return {
    ...pick(query, ['site', 'search']),
    ...(simulated === 'yes' || simulated === 'no' ? { simulated } : {}),
    ...(query.get('sort') === 'last_event_at' ? { sort: 'last_event_at' } : {}),
  };
}

function fragment(url: URL): URLSearchParams {
  return new URLSearchParams(url.hash.slice(1));
}

function pick<K extends string>(query: URLSearchParams, names: readonly K[]) {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = query.get(name);
    if (value !== null && value !== '') found[name] = value;
  }
  return found;
}

/** Pages without navigation, for people who are not signed in. */
export function isBare({ page }: Route): boolean {
  return page === 'sign-in' || page === 'set-up';
}

/** Where to go after sign-in: only ever a path of this console, never another origin. */
export function safeNext(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/') || /^\/[/\\]/.test(next)) return '/';
  const route = matchRoute(next);
  return isBare(route) || route.page === 'not-found' ? '/' : next;
}
