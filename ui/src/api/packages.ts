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
export interface PackagesQuery extends PageQuery {
  readonly search?: string;
  readonly state?: T.PackageState;
}
/** What a person says that bytes are. */
export interface PackageDescription {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
}
export type PackageMove = 'stage' | 'publish' | 'withdraw';

/** Versions of packages; their bytes come and go by `app/uploads.ts` and a link. */
export function packagesApi(http: Client<paths>, { take, settle }: Calls) {
  return {
    packageVersions: (query: PackagesQuery, signal: AbortSignal): Promise<T.PackageVersionPage> =>
      take(http.GET('/api/package-versions/', { params: { query }, signal })),
    packageVersion: (id: string, signal: AbortSignal): Promise<T.PackageVersion> =>
      take(http.GET('/api/package-versions/{id}/', { params: { path: { id } }, signal })),
    describePackage: (id: string, body: PackageDescription): Promise<T.PackageVersion> =>
      take(http.PUT('/api/package-versions/{id}/description/', { params: { path: { id } }, body })),
    movePackage: (id: string, move: PackageMove): Promise<T.PackageVersion> =>
      take(http.POST(`/api/package-versions/{id}/${move}/`, { params: { path: { id } } })),
    packageUploads: (query: PageQuery, signal: AbortSignal): Promise<T.PackageUploadPage> =>
      take(http.GET('/api/package-uploads/', { params: { query }, signal })),
    cancelUpload: async (id: string): Promise<void> => {
      await settle(http.DELETE('/api/package-uploads/{id}/', { params: { path: { id } } }));
    },
  };
}
