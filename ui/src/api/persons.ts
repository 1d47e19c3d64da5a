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
}
/** A person: what devices call them, and their account. */
export interface Whom {
  readonly subjects: readonly string[];
  readonly account: string | undefined;
}
export interface ErasureWish extends Whom {
  readonly ground: T.ErasureGround;
  readonly reason: string;
}

const whomOf = ({ subjects, account }: Whom) => ({
  subjects: [...subjects],
  ...(account === undefined ? {} : { account }),
});

/** Persons: who has a name, what is held about them, and their erasure. */
export function personsApi(http: Client<paths>, { take }: Calls) {
  const base = '/api/privacy';
  return {
    searchPersons: (text: string): Promise<T.PersonsFound> =>
      take(http.POST(`${base}/persons/search/`, { body: { text } })),
    exportPerson: (whom: Whom): Promise<Blob> =>
      take(http.POST(`${base}/persons/export/`, { body: whomOf(whom), parseAs: 'blob' })),
    erasures: (query: PageQuery, signal: AbortSignal): Promise<T.ErasurePage> =>
      take(http.GET(`${base}/erasures/`, { params: { query }, signal })),
    erasure: (id: string, signal: AbortSignal): Promise<T.Erasure> =>
      take(http.GET(`${base}/erasures/{id}/`, { params: { path: { id } }, signal })),
    requestErasure: ({ ground, reason, ...whom }: ErasureWish): Promise<T.Erasure> =>
      take(http.POST(`${base}/erasures/`, { body: { ...whomOf(whom), ground, reason } })),
    approveErasure: (id: string): Promise<T.Erasure> =>
      take(http.POST(`${base}/erasures/{id}/approve/`, { params: { path: { id } } })),
    rejectErasure: (id: string): Promise<T.Erasure> =>
      take(http.POST(`${base}/erasures/{id}/reject/`, { params: { path: { id } } })),
    cancelErasure: (id: string): Promise<T.Erasure> =>
      take(http.POST(`${base}/erasures/{id}/cancel/`, { params: { path: { id } } })),
  };
}
