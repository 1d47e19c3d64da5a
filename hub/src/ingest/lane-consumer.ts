// The way of an event: pulls segments from the broker, acknowledges after the commit.
// Next: hub/src/ingest/take.ts

import { setTimeout as pause } from 'node:timers/promises';
import { jetstream, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { parseSubject, ProtocolError, subjects, type Lane } from '@eucora/protocol';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { awayPauseMs } from './failures.ts';
import type { LaneGate } from './lane-gate.ts';
import type { Disposition, SegmentTaker } from './take.ts';
import { consumerOf } from './uplink-stream.ts';

export interface LaneConsumerDeps {
  readonly nats: NatsConnection;
  readonly taker: SegmentTaker;
  readonly gate: LaneGate;
  readonly logger: Logger;
  readonly onTaken: (disposition: Disposition, bytes: number) => void;
}

const fetchBytes = 8_388_608; // from the broker at once; the client adds a bound of 100 messages
const fetchMs = 5_000;

/**
 * Pulls one lane's segments once: a bounded number of bytes, each taken and acknowledged after its
 * commit. What is not acknowledged comes again. Returns when the broker has no more for now.
 * @throws when the broker or its consumer is away: the caller makes both anew and comes back
 */
export async function consumeOnce(
  deps: LaneConsumerDeps,
  lane: Lane,
  signal: AbortSignal,
): Promise<void> {
  const consumer = await jetstream(deps.nats).consumers.get(
    subjects.stream.uplink,
    consumerOf(lane),
  );
  const messages = await consumer.fetch({ max_bytes: fetchBytes, expires: fetchMs });
  const stop = (): void => messages.stop();
  signal.addEventListener('abort', stop, { once: true });
  const tasks = new Set<Promise<void>>();
  let received = 0;
  try {
    for await (const message of messages) {
      received += 1;
      const leave = await deps.gate.enter(lane);
      if (signal.aborted) {
        // Stopping: given back, so that the next hub has it at once.
        leave();
        message.nak();
        continue;
      }
      const task = takeMessage(deps, message, signal).finally(() => {
        leave();
        tasks.delete(task);
      });
      tasks.add(task);
    }
  } catch (error) {
    if (!isEndOfFetch(error, received)) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.all(tasks);
  }
}

/**
 * True for the ways in which a good fetch ends with an error. One that got as many messages or bytes
 * as it asked for ends with a status. And when the broker has served a fetch by its bytes, it owes no
 * more heartbeats; the client, which counts what it was sent, may wait for one. After messages that
 * silence is an end; a fetch that brought nothing and hears nothing is a broker that is away.
 */
export function isEndOfFetch(error: unknown, received: number): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'JetStreamStatusError') {
    return /^(?:batch completed|message size exceeds maxbytes)$/i.test(error.message);
  }
  return received > 0 && error.message === 'heartbeats missed';
}

async function takeMessage(
  deps: LaneConsumerDeps,
  message: JsMsg,
  signal: AbortSignal,
): Promise<void> {
  const from = placeOf(message.subject);
  if (!from) {
    message.term('no subject of ours');
    return;
  }
  for (let times = 1; ; times += 1) {
    const disposition = await deps.taker.take({ bytes: message.data, ...from });
    if (disposition.kind !== 'away') {
      settle(deps, message, disposition);
      return;
    }
    // Nobody's segment is at fault: hold this one until the database is back, and the lane with it.
    if (times === 1) {
      const text = `waiting for the database: ${messageOf(disposition.error)}`;
      deps.logger.warn({ lane: from.lane }, text);
    }
    message.working();
    try {
      await pause(awayPauseMs(times), undefined, { signal });
    } catch {
      message.nak(); // stopping
      return;
    }
  }
}

function settle(deps: LaneConsumerDeps, message: JsMsg, disposition: Disposition): void {
  if (disposition.kind === 'later') message.nak(disposition.delayMs);
  else message.ack();
  deps.onTaken(disposition, message.data.length);
}

function placeOf(subject: string) {
  try {
    const place = parseSubject(subject);
    return place.type === 'uplink' ? { site: place.site, lane: place.lane } : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
