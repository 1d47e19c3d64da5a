import { randomInt } from 'node:crypto';

export interface Grant {
  readonly id: number;
  readonly bytes: number;
  readonly key: string;
  readonly expiresMs: number;
}
export type GrantAnswer =
  | { readonly granted: Grant }
  | { readonly granted: undefined; readonly retryAfterMs: number };

/**
 * Room that was promised to agents and not yet used (PROTOCOL §4). Bounded, so that any number of
 * agents who all have something to say cannot fill this process or the server in front of it.
 */
export class GrantPool {
  readonly #bytesMax: number;
  readonly #lifeMs: number;
  readonly #grants = new Map<number, Grant>();
  #bytes = 0;
  #next: number;

  constructor(bytesMax: number, lifeMs: number, firstId = randomInt(1, 2 ** 40)) {
    this.#bytesMax = bytesMax;
    this.#lifeMs = lifeMs;
    this.#next = firstId;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#grants.size;
  }

  /** Promises room for one batch of `key`, or says when to ask again. */
  grant(key: string, bytes: number, nowMs: number): GrantAnswer {
    this.#expire(nowMs);
    if (this.#bytes + bytes > this.#bytesMax) {
      // The fuller the waiting room, the further apart the next questions.
      const retryAfterMs = 50 + Math.min(2_000, this.#grants.size) + randomInt(200);
      return { granted: undefined, retryAfterMs };
    }
    return { granted: this.#add(key, bytes, nowMs) };
  }

  #add(key: string, bytes: number, nowMs: number): Grant {
    const granted = { id: this.#next, bytes, key, expiresMs: nowMs + this.#lifeMs };
    this.#next += 1;
    this.#grants.set(granted.id, granted);
    this.#bytes += bytes;
    return granted;
  }

  /**
   * Promises room without an offer, to somebody who hands over one batch after the other. Half of
   * the room stays for those who ask: they must not starve behind those who are being served.
   */
  grantNext(key: string, bytes: number, nowMs: number): Grant | undefined {
    this.#expire(nowMs);
    if (this.#bytes + bytes > this.#bytesMax / 2) return undefined;
    return this.#add(key, bytes, nowMs);
  }

  /** Uses a grant up. Undefined when it was never given, was used or has expired. */
  redeem(id: number, nowMs: number): Grant | undefined {
    this.#expire(nowMs);
    const grant = this.#grants.get(id);
    if (grant) this.#drop(grant);
    return grant;
  }

  /** Grants all live equally long, so the oldest is first. */
  #expire(nowMs: number): void {
    for (const grant of this.#grants.values()) {
      if (grant.expiresMs > nowMs) return;
      this.#drop(grant);
    }
  }

  #drop(grant: Grant): void {
    this.#grants.delete(grant.id);
    this.#bytes -= grant.bytes;
  }
}
