import type { Client } from 'openapi-fetch';
import type { paths } from '../gen/api.d.ts';
import type * as T from './types.ts';

interface Exchange<D> {
  data?: D;
  error?: unknown;
  response: Response;
}
interface Calls {
  readonly take: <D>(exchange: Promise<Exchange<D>>) => Promise<D>;
}
/** A metadata file as it lies on a stick. */
export interface TrustFile {
  readonly name: string;
  readonly text: string;
}

/** Who may sign what, and bringing in what was signed. */
export function trustApi(http: Client<paths>, { take }: Calls) {
  return {
    trust: (signal: AbortSignal): Promise<T.Trust> => take(http.GET('/api/trust/', { signal })),
    importTrust: (files: readonly TrustFile[]): Promise<T.TrustImport> =>
      take(http.POST('/api/trust/metadata/', { body: { files: [...files] } })),
  };
}
