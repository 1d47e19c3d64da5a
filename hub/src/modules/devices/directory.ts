import { openName } from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import { openAtRest } from '../../platform/keys.ts';
import type { Visible } from '../../platform/scope.ts';
import { mergeSorted, placeAfter, type Listed } from './listing.ts';
import { changedDevices, currentHorizonXid, type ListedRow } from './store.ts';

const refreshEveryMs = 1_000;
// Each name is decrypted: a turn of a thousand takes this thread for some 20 ms.
const rowsPerTurnMax = 1_000;
const answersMax = 64;
// Whoever sees more single devices than this has no answer kept: its key would be longer than it.
const keptDevicesMax = 1_000;

export interface DirectoryDeps {
  readonly db: Queryable;
  readonly namesKey: Uint8Array;
  readonly now: () => Date;
}
export interface DirectoryFilter {
  readonly site?: string | undefined;
  readonly search?: string | undefined;
  readonly simulated?: boolean | undefined;
  readonly visible: Visible;
}
export interface DirectoryPage {
  readonly entries: readonly Listed[];
  readonly more: boolean;
  readonly total: number;
}

/**
 * Who is in the fleet, by name, in memory and in order. Names are encrypted at rest, so that the
 * database can neither sort nor search them; this process decrypts each once and then follows what
 * changes. A device costs about 300 bytes; 100,000 are searched in a few milliseconds.
 */
export class DeviceDirectory {
  readonly #deps: DirectoryDeps;
  readonly #byNo = new Map<number, Listed>();
  #sorted: readonly Listed[] = [];
  readonly #answers = new Map<string, readonly Listed[]>();
  #sinceXid = '0';
  #refreshedAtMs = 0;
  #refreshing: Promise<void> | undefined;

  constructor(deps: DirectoryDeps) {
    this.#deps = deps;
  }

  /** Entries that fit, by name, after a place in that order; with their exact number. */
  async page(
    filter: DirectoryFilter,
    after: { readonly key: string; readonly no: number } | null,
    limit: number,
  ): Promise<DirectoryPage> {
    const matching = await this.matching(filter);
    const start = after === null ? 0 : placeAfter(matching, after);
    const entries = matching.slice(start, start + limit);
    return { entries, more: matching.length > start + limit, total: matching.length };
  }

  /** Everything that fits, by name. People page and type on, so that the last answers are kept. */
  async matching(filter: DirectoryFilter): Promise<readonly Listed[]> {
    await this.#refresh();
    const { site, simulated, visible } = filter;
    const search = filter.search?.trim().toLowerCase() ?? '';
    if (site === undefined && simulated === undefined && search === '' && visible.all) {
      return this.#sorted;
    }
    const key = JSON.stringify([site, simulated, search, visible]);
    const known = this.#answers.get(key);
    if (known) return known;
    const found = this.#sorted.filter(matcher({ site, simulated, search, visible }));
    if (!visible.all && visible.devices.length > keptDevicesMax) return found;
    const [oldest] = this.#answers.keys();
    if (this.#answers.size >= answersMax && oldest !== undefined) this.#answers.delete(oldest);
    this.#answers.set(key, found);
    return found;
  }

  /** What is known of some devices, by number. */
  async entries(nos: readonly number[]): Promise<Map<number, Listed>> {
    await this.#refresh();
    const found = nos.flatMap((no) => this.#byNo.get(no) ?? []);
    return new Map(found.map((entry) => [entry.no, entry]));
  }

  /** Reads what changed, at most once a second; callers at the same time share one reading. */
  async #refresh(): Promise<void> {
    if (this.#refreshing) return this.#refreshing;
    const nowMs = this.#deps.now().getTime();
    if (nowMs - this.#refreshedAtMs < refreshEveryMs && nowMs >= this.#refreshedAtMs) return;
    this.#refreshing = this.#read().finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
    this.#refreshedAtMs = nowMs;
  }

  async #read(): Promise<void> {
    const { db, namesKey } = this.#deps;
    // Taken first: what commits after this point is found by the next reading.
    const horizon = await currentHorizonXid(db);
    const fresh: Listed[] = [];
    let afterNo = 0;
    for (;;) {
      const rows = await changedDevices(db, this.#sinceXid, afterNo, rowsPerTurnMax);
      for (const row of rows) fresh.push(listedOf(row, namesKey));
      const last = rows.at(-1);
      if (!last || rows.length < rowsPerTurnMax) break;
      afterNo = last.no;
    }
    const changed = fresh.filter((entry) => !sameListed(entry, this.#byNo.get(entry.no)));
    for (const entry of changed) this.#byNo.set(entry.no, entry);
    if (changed.length > 0) {
      const replaced = new Set(changed.map((entry) => entry.no));
      const kept = this.#sorted.filter((entry) => !replaced.has(entry.no));
      this.#sorted = mergeSorted(kept, changed);
      this.#answers.clear();
    }
    this.#sinceXid = horizon;
  }
}

interface PreparedFilter {
  readonly site: string | undefined;
  readonly simulated: boolean | undefined;
  readonly search: string; // in lower case
  readonly visible: Visible;
}

function matcher(filter: PreparedFilter): (entry: Listed) => boolean {
  const { site, simulated, search, visible } = filter;
  const isVisible = visibleEntries(visible);
  return (entry) =>
    isVisible(entry) &&
    (site === undefined || entry.siteId === site) &&
    (simulated === undefined || entry.simulated === simulated) &&
    (search === '' || entry.searchText.includes(search) || entry.id.startsWith(search));
}

function visibleEntries(visible: Visible): (entry: Listed) => boolean {
  if (visible.all) return () => true;
  const [sites, devices] = [new Set(visible.sites), new Set(visible.devices)];
  return (entry) => sites.has(entry.siteId) || devices.has(entry.no);
}

function sameListed(a: Listed, b: Listed | undefined): boolean {
  return b !== undefined && a.key === b.key && a.hostname === b.hostname && a.siteId === b.siteId;
}

function listedOf(row: ListedRow, namesKey: Uint8Array): Listed {
  const hostname = hostnameOf(row, namesKey);
  const searchText = hostname?.toLowerCase() ?? '';
  // Devices without a name come last, in the order of their ids.
  const key = hostname === null ? `\u{10FFFF}${row.id}` : searchText;
  const { no, id, siteId, simulated, run } = row;
  return { no, id, siteId, simulated, run, hostname, searchText, key };
}

/** The name, or null when there is none, its key was destroyed, or it does not open. */
function hostnameOf(row: ListedRow, namesKey: Uint8Array): string | null {
  const { subjectId, sealedKey, nonce, ciphertext } = row;
  if (!subjectId || !sealedKey || !nonce || !ciphertext) return null;
  return openStoredName({ subjectId, sealedKey, nonce, ciphertext }, namesKey);
}

export interface StoredName {
  readonly subjectId: Buffer;
  readonly sealedKey: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
}

/** A stored name in clear; null when it does not open (another hub's key, damaged bytes). */
export function openStoredName(stored: StoredName, namesKey: Uint8Array): string | null {
  const { subjectId, nonce, ciphertext } = stored;
  try {
    const subjectKey = openAtRest(stored.sealedKey, namesKey, subjectId);
    return openName({ subject: subjectId.toString('hex'), nonce, ciphertext }, subjectKey);
  } catch {
    // Unreadable is unknown: the device is still listed, by its id.
    return null;
  }
}
