import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LIMIT_MAX } from '../api/client.ts';
import { isAbort, isSignedOut } from '../api/problem.ts';
import type { Coverage } from '../api/types.ts';
import { LiveController } from '../live/live-controller.ts';

/** What every list of the hub answers. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  /** Absent where a list tells nothing of devices. */
  readonly as_of?: string | null;
  readonly coverage?: Coverage;
  readonly total?: number | null;
}
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}
interface Plan<T, A extends readonly unknown[]> {
  /** The subject of the list; when it changes the list starts afresh. */
  readonly args: () => A;
  readonly fetch: (args: A, request: PageRequest, signal: AbortSignal) => Promise<ListPage<T>>;
  readonly keyOf: (item: T) => string;
}
interface FetchedPage {
  readonly request: PageRequest;
  readonly start: number;
  readonly length: number;
}

const PAGE_ROWS = 100;
/** A reader who jumps far ahead waits for every row between: larger pages then. */
const FAR_PAGE_ROWS = LIMIT_MAX;
const FAR_ROWS = 500;

/**
 * The loaded beginning of a cursor-paged list. `need(n)` fetches forward until n rows are there;
 * `refreshRows(keys)` fetches again only the pages that hold those rows and updates them in place,
 * so that nothing moves under the reader's hand.
 */
export class CursorList<T, const A extends readonly unknown[]> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #plan: Plan<T, A>;
  #args: A | undefined;
  #abort = new AbortController();
  #rows: T[] = [];
  #pages: FetchedPage[] = [];
  #next: string | null | undefined;
  #meta: Pick<ListPage<T>, 'as_of' | 'coverage' | 'total'> | undefined;
  #firstTotal: number | null | undefined;
  #wanted = 0;
  #running = false;
  #error: unknown;

  constructor(host: ReactiveControllerHost & HTMLElement, plan: Plan<T, A>) {
    this.#host = host;
    this.#plan = plan;
    host.addController(this);
    new LiveController(host, { back: () => this.#reconnected() });
  }

  get rows(): readonly T[] {
    return this.#rows;
  }
  get asOf(): string | null {
    return this.#meta?.as_of ?? null;
  }
  get coverage(): Coverage | undefined {
    return this.#meta?.coverage;
  }
  /** Rows in the whole list; where the hub does not count, the rows known so far. */
  get total(): number {
    return this.#next === null ? this.#rows.length : (this.#meta?.total ?? this.#rows.length);
  }
  /** The list is as long as `total` says, not merely at least so long. */
  get counted(): boolean {
    return this.#next === null || typeof this.#meta?.total === 'number';
  }
  get loaded(): boolean {
    return this.#meta !== undefined;
  }
  get loading(): boolean {
    return this.#running;
  }
  get complete(): boolean {
    return this.#next === null;
  }
  get error(): unknown {
    return this.#error;
  }
  /** Rows were added or removed since the list was loaded. */
  get moved(): boolean {
    const total = this.#meta?.total;
    return typeof total === 'number' && total !== this.#firstTotal;
  }

  hostUpdate(): void {
    const args = this.#plan.args();
    const same =
      this.#args?.length === args.length &&
      this.#args.every((part, index) => Object.is(part, args[index]));
    if (!same) {
      this.#args = args;
      this.restart();
    }
  }

  hostDisconnected(): void {
    this.#abort.abort();
    this.#args = undefined;
  }

  /** Forgets everything and loads the first page. */
  restart(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#rows = [];
    this.#pages = [];
    this.#next = undefined;
    this.#meta = undefined;
    this.#firstTotal = undefined;
    this.#error = undefined;
    this.#running = false;
    this.#wanted = 1;
    void this.#advance(this.#abort.signal);
  }

  /** Sees to it that this many rows are loaded; a smaller number stops what a larger one began. */
  need(rows: number): void {
    this.#wanted = rows;
    if (this.#running || this.#error !== undefined || this.#rows.length >= rows) return;
    void this.#advance(this.#abort.signal);
  }

  retry(): void {
    this.#error = undefined;
    if (this.#meta === undefined) this.restart();
    else void this.#advance(this.#abort.signal);
  }

  /** Fetches the pages that hold these rows again, and puts what they say now in their place. */
  async refreshRows(keys: ReadonlySet<string>): Promise<void> {
    const { signal } = this.#abort;
    const stale = this.#pages.filter(({ start, length }) =>
      this.#rows.slice(start, start + length).some((row) => keys.has(this.#plan.keyOf(row))),
    );
    try {
      for (const { request } of stale) {
        const page = await this.#fetch(request, signal);
        if (signal.aborted) return;
        this.#replace(page);
      }
      this.#error = undefined;
    } catch (error) {
      this.#failed(error, signal);
    }
    this.#host.requestUpdate();
  }

  /** Tries again what failed while the hub was away; what is shown stays where it is. */
  #reconnected(): void {
    if (this.#error !== undefined) this.retry();
  }

  async #advance(signal: AbortSignal): Promise<void> {
    if (this.#running || this.#next === null) return;
    this.#running = true;
    try {
      while (this.#next !== null && this.#rows.length < this.#wanted && !signal.aborted) {
        const far = this.#wanted - this.#rows.length > FAR_ROWS;
        const limit = far ? FAR_PAGE_ROWS : PAGE_ROWS;
        const request = this.#next === undefined ? { limit } : { limit, cursor: this.#next };
        const page = await this.#fetch(request, signal);
        if (signal.aborted) return;
        this.#append(request, page);
      }
    } catch (error) {
      this.#failed(error, signal);
    } finally {
      if (!signal.aborted) this.#running = false;
      this.#host.requestUpdate();
    }
  }

  #fetch(request: PageRequest, signal: AbortSignal): Promise<ListPage<T>> {
    if (this.#args === undefined) throw new DOMException('the list was left', 'AbortError');
    return this.#plan.fetch(this.#args, request, signal);
  }

  #append(request: PageRequest, page: ListPage<T>): void {
    this.#pages.push({ request, start: this.#rows.length, length: page.items.length });
    this.#rows.push(...page.items);
    this.#next = page.next_cursor;
    this.#meta = page;
    this.#firstTotal ??= page.total;
    this.#host.requestUpdate();
  }

  #replace(page: ListPage<T>): void {
    const fresh = new Map(page.items.map((item) => [this.#plan.keyOf(item), item]));
    this.#rows = this.#rows.map((row) => fresh.get(this.#plan.keyOf(row)) ?? row);
    this.#meta = page;
  }

  #failed(error: unknown, signal: AbortSignal): void {
    if (signal.aborted || isAbort(error)) return;
    this.#error = error;
    if (!isSignedOut(error)) return;
    this.#host.dispatchEvent(new Event('eu-signed-out', { bubbles: true, composed: true }));
  }
}
