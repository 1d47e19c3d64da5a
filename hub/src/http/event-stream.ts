import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { idsOf } from '../modules/devices/index.ts';
import {
  reachOf,
  type Basis,
  type RecogniseDeps,
  type SessionWatch,
} from '../modules/identity/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import type { LiveBus, LiveEvent } from '../platform/live.ts';
import { isEverything } from '../platform/scope.ts';
import { isStillPermitted } from './authentication.ts';
import { viewOf, type ListenerView } from './live-view.ts';

const flushEveryMs = 250;
const heartbeatEveryMs = 15_000;
const retryMs = 3_000;
const devicesPerEventMax = 50;
const streamsMax = 1_000;
// A browser that reads this slowly is better off reconnecting and reading the pages again.
const bufferedBytesMax = 262_144;

export interface EventStreamDeps extends RecogniseDeps {
  readonly live: LiveBus;
  /** Aborted when the hub stops: open streams end, so that closing does not wait for them. */
  readonly stopping: AbortSignal;
  /** Ends streams whose session or token is no more, or holds something else by now. */
  readonly sessions: SessionWatch;
}

/** What a stream stands on. */
function basisOf({ session, actor }: FastifyRequest): Basis {
  if (session) return { sessionId: session.id };
  return { tokenId: Number(actor.subject.slice('token:'.length)) };
}

/** Events since the last flush, merged: one per site, per action, and the newest rate. */
export class Coalescer {
  readonly #ledger = new Map<string, { events: number; devices: Set<string> }>();
  readonly #sites = new Set<string>();
  readonly #actions = new Set<string>();
  #rate: number | undefined;

  add(event: LiveEvent): void {
    switch (event.type) {
      case 'ledger': {
        const merged = this.#ledger.get(event.siteId) ?? { events: 0, devices: new Set<string>() };
        merged.events += event.events;
        for (const device of event.devices) {
          if (merged.devices.size < devicesPerEventMax) merged.devices.add(device);
        }
        this.#ledger.set(event.siteId, merged);
        return;
      }
      case 'site':
        this.#sites.add(event.siteId);
        return;
      case 'audit':
        this.#actions.add(event.action);
        return;
      case 'rate':
        this.#rate = [...event.bySite.values()].reduce((a, b) => a + b, 0);
        return;
      default: {
        const exhaustive: never = event;
        throw new Error(`unknown live event: ${JSON.stringify(exhaustive)}`);
      }
    }
  }

  /** The merged events as text/event-stream; empty when nothing happened. */
  take(): string {
    const lines = [
      ...[...this.#ledger].map(([siteId, { events, devices }]) =>
        frame('ledger', { site_id: siteId, events, devices: [...devices] }),
      ),
      ...[...this.#sites].map((siteId) => frame('site', { site_id: siteId })),
      ...[...this.#actions].map((action) => frame('audit', { action })),
    ];
    if (this.#rate !== undefined) lines.push(frame('rate', { events_per_second: this.#rate }));
    this.#ledger.clear();
    this.#sites.clear();
    this.#actions.clear();
    this.#rate = undefined;
    return lines.join('');
  }
}

function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Who listens: what they may be told, and whether they still may listen at all. */
interface Listener {
  readonly view: ListenerView;
  readonly basis: Basis;
  readonly isPermitted: () => Promise<boolean>;
}

/**
 * One listener's stream; it ends when the listener goes, reads too slowly or may not listen any
 * more, their session ends, or the hub stops.
 */
function openStream(deps: EventStreamDeps, { view, basis, isPermitted }: Listener): Readable {
  const coalescer = new Coalescer();
  const stream = new Readable({ read: () => {} });
  const send = (text: string): void => {
    if (text === '') return;
    if (stream.readableLength > bufferedBytesMax) stream.destroy();
    else stream.push(text);
  };
  const unsubscribe = deps.live.subscribe((event) => {
    const seen = viewOf(event, view);
    if (seen !== undefined) coalescer.add(seen);
  });
  const flush = setInterval(() => send(coalescer.take()), flushEveryMs);
  const end = (): void => {
    stream.push(null);
  };
  const check = async (): Promise<void> => {
    // A database that is away says nothing against the listener; the next turn asks again.
    const permitted = await isPermitted().catch(() => true);
    if (permitted) send(': still here\n\n');
    else if (!stream.readableEnded && !stream.destroyed) end();
  };
  const heartbeat = setInterval(() => void check(), heartbeatEveryMs);
  deps.stopping.addEventListener('abort', end, { once: true });
  const watched = deps.sessions.watch(basis, { isPermitted, onEnd: end });
  stream.once('close', () => {
    clearInterval(flush);
    clearInterval(heartbeat);
    unsubscribe();
    watched[Symbol.dispose]();
    deps.stopping.removeEventListener('abort', end);
  });
  send(`retry: ${retryMs}\n\n`);
  return stream;
}

const schema = {
  tags: ['events'],
  summary: 'Server-sent events: ledger, site, audit and rate, merged every 250 ms',
  produces: ['text/event-stream'],
  response: {
    200: {
      content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
    },
  },
};

export const eventStreamRoutes: FastifyPluginAsyncTypebox<EventStreamDeps> = async (app, deps) => {
  const open = new Set<Readable>();
  app.get(
    '/api/events/stream/',
    { schema, config: { permission: 'telemetry.read', scope: 'filtered', limit: 'stream' } },
    async (request, reply) => {
      if (open.size >= streamsMax) {
        throw new UnavailableError(`${streamsMax} pages are listening already; try again later.`);
      }
      const { visible, actor } = request;
      const ids = visible.all ? [] : await idsOf(deps.db, visible.devices);
      const mayAudit = reachOf(actor, 'audit.read').some(isEverything);
      const view = { visible, deviceIds: new Set(ids), mayAudit };
      const isPermitted = () => isStillPermitted(request, deps);
      const stream = openStream(deps, { view, basis: basisOf(request), isPermitted });
      open.add(stream);
      stream.once('close', () => open.delete(stream));
      reply.raw.once('close', () => stream.destroy());
      return reply
        .header('content-type', 'text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(stream);
    },
  );
};
