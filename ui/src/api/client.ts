import createClient, { type Client } from 'openapi-fetch';
import { isRecord } from '../domain/guards.ts';
import type { paths } from '../gen/api.d.ts';
import { accessApi } from './access.ts';
import { auditApi } from './audit.ts';
import { deploymentsApi } from './deployments.ts';
import { alertsApi, mailApi, webhooksApi } from './notifications.ts';
import { ApiError, isAbort, UnreachableError } from './problem.ts';
import type { Problem } from './problem.ts';
import { packagesApi } from './packages.ts';
import { peopleApi } from './people.ts';
import { privacyApi } from './privacy.ts';
import { trustApi } from './trust.ts';
import type * as T from './types.ts';

/** One page of a cursor-paged list. */
export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}
export interface DevicesQuery extends PageQuery {
  readonly site?: string;
  readonly search?: string;
  readonly simulated?: boolean;
  readonly sort?: 'hostname' | 'last_event_at';
}
export interface UsageQuery extends PageQuery {
  readonly from?: string;
  readonly to?: string;
}
export interface ConflictsQuery extends PageQuery {
  readonly state?: 'open' | 'resolved';
  readonly device?: string;
}
/** What a person says of two histories under one key. */
export interface ConflictDecision {
  readonly resolution: T.Resolution;
  readonly kept: string;
  readonly reason: string;
}

/** A token to be made. */
export interface TokenWish {
  readonly uses: number;
  readonly hours: number;
  readonly note: string;
}
/** Whom a site shall not let in any more. */
export interface RevocationWish {
  readonly kind: 'device' | 'token' | 'relay';
  readonly id: string;
  readonly reason: string;
}

export type Credentials = { readonly token: string } | { readonly link: string };

/** The most rows the hub gives in one answer. */
export const LIMIT_MAX = 500;

interface Exchange<D> {
  data?: D;
  error?: unknown;
  response: Response;
}

/** How calls leave the console; the browser's own way on the console's own origin by default. */
interface Transport {
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly baseUrl?: string;
}

/**
 * The console's only way to the hub. Each call returns the answer or throws `ApiError` (the hub
 * refused) or `UnreachableError` (no answer); an abort passes through unchanged.
 */
export function createApi({ fetch: send = fetch, baseUrl = '' }: Transport = {}) {
  const http = createClient<paths>({ baseUrl, fetch: (request) => send(request) });
  return {
    ...accessApi(http, { take, settle }),
    ...auditApi(http, { take, settle }),
    ...peopleAndPackages(http),
    ...webhooksApi(http, { take, settle }),
    ...mailApi(http, { take, settle }),
    ...alertsApi(http, { take, settle }),
    ...privacyApi(http, { take, settle }),
    overview: (signal: AbortSignal): Promise<T.Overview> =>
      take(http.GET('/api/overview/', { signal })),
    sites: (signal: AbortSignal): Promise<T.SitePage> =>
      take(http.GET('/api/sites/', { params: { query: { limit: LIMIT_MAX } }, signal })),
    site: (id: string, signal: AbortSignal): Promise<T.SiteDetail> =>
      take(http.GET('/api/sites/{id}/', { params: { path: { id } }, signal })),
    journals: (id: string, query: PageQuery, signal: AbortSignal): Promise<T.JournalPage> =>
      take(http.GET('/api/sites/{id}/journals/', { params: { path: { id }, query }, signal })),
    ...siteAccess(http),
    devices: (query: DevicesQuery, signal: AbortSignal): Promise<T.DevicePage> =>
      take(http.GET('/api/devices/', { params: { query }, signal })),
    device: (id: string, signal: AbortSignal): Promise<T.Device> =>
      take(http.GET('/api/devices/{id}/', { params: { path: { id } }, signal })),
    software: (
      id: string,
      query: PageQuery & { search?: string },
      signal: AbortSignal,
    ): Promise<T.SoftwarePage> =>
      take(http.GET('/api/devices/{id}/software/', { params: { path: { id }, query }, signal })),
    usage: (id: string, query: UsageQuery, signal: AbortSignal): Promise<T.UsagePage> =>
      take(http.GET('/api/devices/{id}/usage/', { params: { path: { id }, query }, signal })),
    applications: (
      query: PageQuery & { search?: string },
      signal: AbortSignal,
    ): Promise<T.ApplicationPage> =>
      take(http.GET('/api/applications/', { params: { query }, signal })),
    application: (id: string, signal: AbortSignal): Promise<T.Application> =>
      take(http.GET('/api/applications/{id}/', { params: { path: { id } }, signal })),
    ledger: (signal: AbortSignal): Promise<T.LedgerPage> =>
      take(http.GET('/api/telemetry/ledger/', { signal })),
    rates: (signal: AbortSignal): Promise<T.Rates> =>
      take(http.GET('/api/telemetry/rates/', { signal })),
    quarantine: (query: PageQuery, signal: AbortSignal): Promise<T.QuarantinePage> =>
      take(http.GET('/api/quarantine/', { params: { query }, signal })),
    release: async (id: number): Promise<void> => {
      await settle(http.POST('/api/quarantine/{id}/release/', { params: { path: { id } } }));
    },
    conflicts: (query: ConflictsQuery, signal: AbortSignal): Promise<T.ConflictPage> =>
      take(http.GET('/api/devices/conflicts/', { params: { query }, signal })),
    conflict: (id: number, signal: AbortSignal): Promise<T.Conflict> =>
      take(http.GET('/api/devices/conflicts/{id}/', { params: { path: { id } }, signal })),
    resolveConflict: (id: number, body: ConflictDecision): Promise<T.Conflict> =>
      take(http.POST('/api/devices/conflicts/{id}/resolve/', { params: { path: { id } }, body })),
    rotations: (signal: AbortSignal): Promise<T.Rotations> =>
      take(http.GET('/api/system/rotations/', { signal })),
    rotate: async (name: string): Promise<void> => {
      await settle(http.POST('/api/system/rotations/{name}/', { params: { path: { name } } }));
    },
    systemHealth: (signal: AbortSignal): Promise<T.SystemHealth> =>
      take(http.GET('/api/system/health/', { signal })),
    session: (signal: AbortSignal): Promise<T.Session> =>
      take(http.GET('/api/session/', { signal })),
    signIn: async (credentials: Credentials): Promise<void> => {
      await settle(http.POST('/api/session/', { body: credentials }));
    },
    /** Where to go on, when a provider has a session of its own to end. */
    signOut: async (): Promise<string | undefined> =>
      (await settle(http.DELETE('/api/session/')))?.location,
  };
}

/** Accounts, and what is to be installed. */
function peopleAndPackages(http: Client<paths>) {
  const packages = { ...packagesApi(http, { take, settle }), ...trustApi(http, { take }) };
  const deployments = deploymentsApi(http, { take, settle });
  return { ...packages, ...deployments, ...peopleApi(http, { take, settle }) };
}

/** Certificates, enrolment tokens and revocations of a site, and what is on its way there. */
function siteAccess(http: Client<paths>) {
  return {
    certificates: (id: string, signal: AbortSignal): Promise<T.CertificatePage> =>
      take(http.GET('/api/sites/{id}/certificates/', { params: { path: { id } }, signal })),
    siteArtifacts: (id: string, signal: AbortSignal): Promise<T.ArtifactPage> =>
      take(http.GET('/api/sites/{id}/artifacts/', { params: { path: { id } }, signal })),
    cancelArtifact: (id: string, sha256: string): Promise<T.ArtifactRow> => {
      const params = { path: { id, sha256 } };
      return take(http.POST('/api/sites/{id}/artifacts/{sha256}/cancel/', { params }));
    },
    resumeArtifact: (id: string, sha256: string): Promise<T.ArtifactRow> => {
      const params = { path: { id, sha256 } };
      return take(http.POST('/api/sites/{id}/artifacts/{sha256}/resume/', { params }));
    },
    enrolmentTokens: (id: string, signal: AbortSignal): Promise<T.EnrolmentTokenPage> =>
      take(http.GET('/api/sites/{id}/enrolment-tokens/', { params: { path: { id } }, signal })),
    createEnrolmentToken: (id: string, body: TokenWish): Promise<T.NewEnrolmentToken> =>
      take(http.POST('/api/sites/{id}/enrolment-tokens/', { params: { path: { id } }, body })),
    revoke: async (id: string, body: RevocationWish): Promise<void> => {
      await settle(http.POST('/api/sites/{id}/revocations/', { params: { path: { id } }, body }));
    },
  };
}

export type Api = ReturnType<typeof createApi>;

/** Waits for an exchange whose answer carries nothing the console needs. */
async function settle<D>(exchange: Promise<Exchange<D>>): Promise<D | undefined> {
  let settled: Exchange<D>;
  try {
    settled = await exchange;
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new UnreachableError(error);
  }
  if (!settled.response.ok) throw new ApiError(readProblem(settled.error, settled.response));
  return settled.data;
}

async function take<D>(exchange: Promise<Exchange<D>>): Promise<D> {
  const data = await settle(exchange);
  if (data === undefined) {
    throw new ApiError({ status: 502, code: 'empty_answer', title: 'The answer was empty' });
  }
  return data;
}

/** Reads the problem document, or makes one where a proxy answered with something else. */
export function readProblem(body: unknown, response: Response): Problem {
  const fields = isRecord(body) ? body : {};
  return {
    status: response.status,
    code: typeof fields['code'] === 'string' ? fields['code'] : `http_${response.status}`,
    title: typeof fields['title'] === 'string' ? fields['title'] : `HTTP ${response.status}`,
    ...(typeof fields['detail'] === 'string' ? { detail: fields['detail'] } : {}),
  };
}
