import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMetrics, type Metrics } from './metrics.ts';

/** The hub said no; the message holds its problem document. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export interface List<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}
export interface LedgerRow {
  readonly site_id: string;
  readonly events_committed: number;
  readonly events_rejected: number;
  readonly events_void: number;
  readonly devices: number;
  readonly gaps: number;
  readonly events_to_digest: number;
  readonly digest: string | null; // null: some are still to be digested
}
export interface AuditEntry {
  readonly position: number | null;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
}

/** The hub's HTTP API as an administrator sees it. */
export interface ApiClient {
  readonly url: string;
  /** Answers of this shape are trusted: the hub's own tests check them against its schema. */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Every item of a list, page by page. */
  all<T>(path: string): Promise<T[]>;
  metrics(): Promise<Metrics>;
}

/** A client with the bootstrap administrator's token of a data directory. */
export async function connectApi(url: string, dataDir: string): Promise<ApiClient> {
  const token = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
  return createApiClient(url, token);
}

/** A client with any bearer token. */
export function createApiClient(url: string, token: string): ApiClient {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    const signal = AbortSignal.timeout(30_000);
    const response = await fetch(new URL(path, url), { ...init, headers, signal });
    if (response.ok) return response;
    const said = (await response.text()).slice(0, 500);
    const method = init.method ?? 'GET';
    throw new ApiError(`${method} ${path} answered ${response.status}: ${said}`, response.status);
  };
  const get = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T;
  return {
    url,
    get,
    async post<T>(path: string, body: unknown): Promise<T> {
      const headers = { 'content-type': 'application/json' };
      const response = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
      const text = await response.text();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    async all<T>(path: string): Promise<T[]> {
      const items: T[] = [];
      let cursor: string | null = null;
      do {
        const page: URL = new URL(path, url);
        if (cursor !== null) page.searchParams.set('cursor', cursor);
        const list: List<T> = await get(page.pathname + page.search);
        items.push(...list.items);
        cursor = list.next_cursor;
      } while (cursor !== null);
      return items;
    },
    metrics: async () => parseMetrics(await (await ask('/metrics')).text()),
  };
}
