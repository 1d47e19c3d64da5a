import type { Client } from 'openapi-fetch';
import type { paths } from '../gen/api.d.ts';
import type { PageQuery } from './client.ts';
import { personsApi } from './persons.ts';
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

/** Where something of what is collected is said: at a site, or (no site) for all of them. */
export interface CollectionPlace {
  readonly site: string | undefined;
  readonly item: T.CollectionItem['item'];
}

/** What is collected, and the consents that some of it rests on. */
export function privacyApi(http: Client<paths>, { take, settle }: Calls) {
  const base = '/api/privacy/collection';
  return {
    ...personsApi(http, { take }),
    collectionSites: (query: PageQuery, signal: AbortSignal): Promise<T.CollectionSites> =>
      take(http.GET(`${base}/sites/`, { params: { query }, signal })),
    collectionOf: (site: string, signal: AbortSignal): Promise<T.SiteCollection> =>
      take(http.GET(`${base}/sites/{site}/`, { params: { path: { site } }, signal })),
    collectionDefaults: (signal: AbortSignal): Promise<T.CollectionDefaults> =>
      take(http.GET(`${base}/defaults/`, { signal })),
    /** Null takes a site's own word back. */
    setCollection: async (
      { site, item }: CollectionPlace,
      choice: T.CollectionChoice | null,
    ): Promise<void> => {
      if (site === undefined) {
        if (choice === null) return;
        const params = { path: { item } };
        await settle(http.PUT(`${base}/defaults/{item}/`, { params, body: { choice } }));
        return;
      }
      const params = { path: { site, item } };
      await settle(
        choice === null
          ? http.DELETE(`${base}/sites/{site}/{item}/`, { params })
          : http.PUT(`${base}/sites/{site}/{item}/`, { params, body: { choice } }),
      );
    },
    recordConsent: async ({ site, item }: CollectionPlace, ground: string): Promise<void> => {
      const body = { ground };
      await settle(
        site === undefined
          ? http.POST(`${base}/defaults/{item}/consent/`, { params: { path: { item } }, body })
          : http.POST(`${base}/sites/{site}/{item}/consent/`, {
              params: { path: { site, item } },
              body,
            }),
      );
    },
    withdrawConsent: async ({ site, item }: CollectionPlace): Promise<void> => {
      await settle(
        site === undefined
          ? http.DELETE(`${base}/defaults/{item}/consent/`, { params: { path: { item } } })
          : http.DELETE(`${base}/sites/{site}/{item}/consent/`, {
              params: { path: { site, item } },
            }),
      );
    },
  };
}
