import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Counter } from 'prom-client';
import type { RateClass } from '../platform/api.ts';
import { TooManyRequestsError } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import { Buckets, type BucketRule } from '../platform/token-bucket.ts';

/** By class; people and their pages stay far below, loops that forgot to wait do not. */
export const rateRules = {
  read: { capacity: 3_000, perSecond: 50 },
  write: { capacity: 300, perSecond: 5 },
  stream: { capacity: 30, perSecond: 0.5 },
  sign_in: { capacity: 60, perSecond: 1 },
  // Wrong tokens and sessions of one address: each costs a question to the database.
  refused: { capacity: 120, perSecond: 2 },
} as const satisfies Record<Exclude<RateClass, 'free'> | 'refused', BucketRule>;
type Counted = keyof typeof rateRules;

const keysMax = 50_000;
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What of an address counts as one caller: an IPv6 network hands out 2^64 of them. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  return mapped ?? `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const split = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [split(head), split(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  return [...first, ...Array.from({ length: zeros }, () => '0'), ...last];
}

/** The class that a request is counted in. */
export function classOf(request: Pick<FastifyRequest, 'method' | 'routeOptions'>): RateClass {
  return request.routeOptions.config.limit ?? (reading.has(request.method) ? 'read' : 'write');
}

/** Token buckets by caller and class of route (the specification's 8.6). */
export class RateLimits {
  readonly #buckets = new Buckets(keysMax);
  readonly #now: () => Date;
  readonly #refusals: Counter<'class'>;

  constructor(now: () => Date, metrics: Metrics) {
    this.#now = now;
    this.#refusals = new Counter({
      name: 'eucora_http_rate_limited_total',
      help: 'Requests that were refused because their caller sent too many',
      labelNames: ['class'],
      registers: [metrics],
    });
  }

  /** Counts a request of a caller. @throws TooManyRequestsError */
  take(caller: string, rateClass: RateClass): void {
    if (rateClass === 'free') return;
    this.#refuse(
      rateClass,
      this.#buckets.take(`${rateClass} ${caller}`, rateRules[rateClass], this.#ms()),
    );
  }

  /** Counts something that was shown and is not valid. */
  noteRefused(address: string): void {
    this.#buckets.take(`refused ${address}`, rateRules.refused, this.#ms());
  }

  /** @throws TooManyRequestsError for an address that showed too much that is not valid */
  checkRefused(address: string): void {
    const waitMs = this.#buckets.wait(`refused ${address}`, rateRules.refused, this.#ms());
    this.#refuse('refused', waitMs);
  }

  #ms(): number {
    return this.#now().getTime();
  }

  #refuse(rateClass: Counted, waitMs: number): void {
    if (waitMs === 0) return;
    this.#refusals.inc({ class: rateClass });
    throw new TooManyRequestsError(Math.ceil(waitMs / 1_000));
  }
}
