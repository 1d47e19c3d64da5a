import type { Client } from 'openapi-fetch';
import type { paths } from '../gen/api.d.ts';
import type { PageQuery } from './client.ts';
import type * as T from './types.ts';

interface Exchange<D> {
  data?: D;
  error?: unknown;
  response: Response;
}
interface Calls {
  readonly take: <D>(exchange: Promise<Exchange<D>>) => Promise<D>;
  readonly settle: <D>(exchange: Promise<Exchange<D>>) => Promise<D | undefined>;
}
export interface DeploymentsQuery extends PageQuery {
  readonly search?: string;
  readonly state?: T.DeploymentState;
}

/** What devices are to run, what they say of it, and the documents that tell their sites. */
export function deploymentsApi(http: Client<paths>, { take, settle }: Calls) {
  return {
    deployments: (query: DeploymentsQuery, signal: AbortSignal): Promise<T.DeploymentPage> =>
      take(http.GET('/api/deployments/intents/', { params: { query }, signal })),
    deployment: (id: string, signal: AbortSignal): Promise<T.Deployment> =>
      take(http.GET('/api/deployments/intents/{id}/', { params: { path: { id } }, signal })),
    createDeployment: (body: T.DeploymentBody, key: string): Promise<T.Deployment> =>
      take(
        http.POST('/api/deployments/intents/', {
          params: { header: { 'idempotency-key': key } },
          body,
        }),
      ),
    actOnDeployment: (
      { id, revision }: Pick<T.Deployment, 'id' | 'revision'>,
      act: 'cancel' | 'retry',
    ): Promise<T.Deployment> =>
      take(
        http.POST(`/api/deployments/intents/{id}/${act}/`, {
          params: { path: { id }, header: { 'if-match': `"${revision}"` } },
        }),
      ),
    deploymentDevices: (
      id: string,
      query: PageQuery,
      signal: AbortSignal,
    ): Promise<T.DeploymentDevicePage> =>
      take(
        http.GET('/api/deployments/intents/{id}/devices/', {
          params: { path: { id }, query },
          signal,
        }),
      ),
    deviceOrders: (id: string, signal: AbortSignal): Promise<T.DeviceOrders> =>
      take(http.GET('/api/devices/{id}/deployments/', { params: { path: { id } }, signal })),
    siteDocuments: (query: PageQuery, signal: AbortSignal): Promise<T.SiteDocumentPage> =>
      take(http.GET('/api/deployments/documents/', { params: { query }, signal })),
    documentHistory: (
      site: string,
      query: PageQuery,
      signal: AbortSignal,
    ): Promise<T.DocumentPage> =>
      take(
        http.GET('/api/deployments/documents/{site}/', {
          params: { path: { site }, query },
          signal,
        }),
      ),
    desiredDocument: (
      site: string,
      generation: number,
      signal: AbortSignal,
    ): Promise<T.DesiredDocument> =>
      take(
        http.GET('/api/deployments/documents/{site}/{generation}/', {
          params: { path: { site, generation } },
          signal,
        }),
      ),
    approveDocument: async (site: string, manifest: string): Promise<void> => {
      await settle(
        http.POST('/api/deployments/documents/{site}/approval/', {
          params: { path: { site } },
          body: { manifest },
        }),
      );
    },
  };
}
