import type { Client } from 'openapi-fetch';
import type { AuditFilter } from '../app/paths.ts';
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
/** From where the record is verified, and what it is compared with. */
export interface PartQuery {
  readonly after: number;
  /** A signed checkpoint that was kept elsewhere, base64. */
  readonly against?: string;
}

/** The audit record: reading it, proving it, and what a person says of a contradiction. */
export function auditApi(http: Client<paths>, { take, settle }: Calls) {
  return {
    audit: (query: AuditFilter & PageQuery, signal: AbortSignal): Promise<T.AuditPage> =>
      take(http.GET('/api/audit/', { params: { query }, signal })),
    auditEntry: (id: number, signal: AbortSignal): Promise<T.AuditDetail> =>
      take(http.GET('/api/audit/{id}/', { params: { path: { id } }, signal })),
    auditState: (signal: AbortSignal): Promise<T.AuditState> =>
      take(http.GET('/api/audit/state/', { signal })),
    auditCheckpoints: (query: PageQuery, signal: AbortSignal): Promise<T.AuditCheckpointPage> =>
      take(http.GET('/api/audit/checkpoints/', { params: { query }, signal })),
    verifyAuditPart: (body: PartQuery, signal: AbortSignal): Promise<T.AuditPart> =>
      take(http.POST('/api/audit/verifications/parts/', { body, signal })),
    explainContradiction: async (relay: string, reason: string): Promise<void> => {
      const path = { relay };
      const address = '/api/audit/witnesses/{relay}/acknowledgement/';
      await settle(http.POST(address, { params: { path }, body: { reason } }));
    },
  };
}
