import {
  dealCredit,
  hasBacklog,
  nextPoolBytes,
  type Claim,
  type Missing,
  type QueueSeen,
} from './credit.ts';

interface Account {
  outstandingBytes: number;
  segmentBytes: number;
  hasCommitted: boolean;
  servedAs: number;
  /** Its journals hold more than the hub has: it takes part in the deal. */
  isBehind: boolean;
  /** When it was last dealt to, or something of it was committed. */
  movedMs: number;
}

const unusedMsMax = 15_000;
// Small until ingest has shown what it takes: what is dealt now stands before everybody's live events.
const poolBytesAtFirst = 262_144;
const segmentBytesUnknown = 32_768;
const weightOfLatest = 0.2;

/**
 * Keeps account of every site's credit in memory: what it was dealt and what of it was committed.
 * After a start nobody has anything outstanding; what is on its way then shows as a queue at the
 * broker, which makes the pool small.
 */
export class CreditDesk {
  readonly #accounts = new Map<string, Account>();
  #poolBytes = poolBytesAtFirst;
  #deals = 0;
  #committedBytes = 0;
  #seenMs: number | undefined;
  readonly #untold = new Set<string>();
  readonly #nowMs: () => number;

  /** `nowMs`: a clock that only runs forward. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** What all sites that are behind may have outstanding together. */
  get poolBytes(): number {
    return this.#poolBytes;
  }

  get sitesBehind(): number {
    return this.#claims().length;
  }

  /** Notes what a site holds and the hub has not: from its tips and from its marks. */
  noteMissing(siteId: string, missing: Missing): void {
    const isBehind = hasBacklog(missing, this.segmentBytes(siteId));
    if (!isBehind && !this.#accounts.has(siteId)) return;
    const account = this.#accountOf(siteId);
    account.isBehind = isBehind;
    if (isBehind) this.#deal();
    else account.outstandingBytes = 0;
  }

  /** A segment of this site is committed: the room that it took is free again. */
  noteCommitted(siteId: string, bytes: number): void {
    this.#committedBytes += bytes;
    const account = this.#accountOf(siteId);
    account.outstandingBytes = Math.max(0, account.outstandingBytes - bytes);
    account.movedMs = this.#nowMs();
    const weight = account.hasCommitted ? weightOfLatest : 1;
    account.segmentBytes += weight * (bytes - account.segmentBytes);
    account.hasCommitted = true;
  }

  /** Sizes the pool by what the broker's queue looks like now. */
  observe(queue: Pick<QueueSeen, 'queuedBytes' | 'roomBytes'>): void {
    const nowMs = this.#nowMs();
    this.#forgetUnused(nowMs);
    const sinceMs = nowMs - (this.#seenMs ?? nowMs);
    if (sinceMs > 0) {
      const committedBytesPerSecond = (1_000 * this.#committedBytes) / sinceMs;
      const isWanted = this.#claims().some((claim) => claim.outstandingBytes === 0);
      const seen = { ...queue, committedBytesPerSecond, isWanted };
      this.#poolBytes = nextPoolBytes(this.#poolBytes, seen);
    }
    this.#seenMs = nowMs;
    this.#committedBytes = 0;
  }

  /** Deals what is free; gives the sites that are to be told that they may send. */
  due(): string[] {
    this.#deal();
    return [...this.#untold];
  }

  #deal(): void {
    for (const { siteId, bytes } of dealCredit(this.#poolBytes, this.#claims())) {
      this.#deals += 1;
      const account = this.#accountOf(siteId);
      account.outstandingBytes = bytes;
      account.servedAs = this.#deals;
      account.movedMs = this.#nowMs();
      this.#untold.add(siteId);
    }
  }

  /** A site that does not use what it was dealt may be gone: it claims again by its next tip. */
  #forgetUnused(nowMs: number): void {
    for (const account of this.#accounts.values()) {
      const isUnused = account.outstandingBytes > 0 && nowMs - account.movedMs > unusedMsMax;
      if (!isUnused) continue;
      account.outstandingBytes = 0;
      account.isBehind = false;
    }
  }

  /** True while the site's windows are dealt and not simply given. */
  isBehind(siteId: string): boolean {
    return this.#accounts.get(siteId)?.isBehind ?? false;
  }

  /** How large the site's segments usually are. */
  segmentBytes(siteId: string): number {
    return this.#accounts.get(siteId)?.segmentBytes ?? segmentBytesUnknown;
  }

  /** What a site that is behind may have outstanding, which it is told now; 0: not now. */
  tell(siteId: string): number {
    this.#untold.delete(siteId);
    return Math.ceil(this.#accounts.get(siteId)?.outstandingBytes ?? 0);
  }

  #claims(): Claim[] {
    return [...this.#accounts]
      .filter(([, { isBehind }]) => isBehind)
      .map(([siteId, account]) => ({ siteId, ...account }));
  }

  #accountOf(siteId: string): Account {
    const known = this.#accounts.get(siteId);
    if (known) return known;
    const segmentBytes = segmentBytesUnknown;
    const none = { outstandingBytes: 0, servedAs: 0, isBehind: false, hasCommitted: false };
    const account = { ...none, segmentBytes, movedMs: this.#nowMs() };
    this.#accounts.set(siteId, account);
    return account;
  }
}
