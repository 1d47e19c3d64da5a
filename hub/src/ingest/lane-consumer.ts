// The way of an event: pulls segments from the broker, acknowledges after the commit.
// Next: hub/src/ingest/take.ts

import { jetstream, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { parseSubject, ProtocolError, subjects, type Lane } from '@eucora/protocol';
import type { SegmentQueue } from './segment-queue.ts';
import type { Disposition } from './take.ts';
import { consumerOf } from './uplink-stream.ts';

export interface LaneConsumerDeps {
  readonly nats: NatsConnection;
  readonly queue: Pick<SegmentQueue, 'take'>;
  readonly onTaken: (disposition: Disposition, bytes: number) => void;
}

const fetchBytes = 8_388_608; // from the broker at once; the client adds a bound of 100 messages
const fetchMs = 5_000;
// Fetched and not settled, before more is fetched.
const heldMax = 64;
const heldBytesMax = 1_048_576;

/** Segments of a lane that were fetched and are not settled. */
export class Held {
  readonly #tasks = new Set<Promise<void>>();
  readonly #faults: unknown[] = [];
  #bytes = 0;

  add(task: Promise<void>, bytes: number): void {
    this.#bytes += bytes;
    const done = this.#settled(task, bytes).finally(() => this.#tasks.delete(done));
    this.#tasks.add(done);
  }

  async #settled(task: Promise<void>, bytes: number): Promise<void> {
    try {
      await task;
    } catch (error) {
      this.#faults.push(error);
    } finally {
      this.#bytes -= bytes;
    }
  }

  /**
   * Waits until so few are left that more may be fetched: there is always something to work on.
   * @throws what a segment could not be settled for: the broker is away
   */
  async low(): Promise<void> {
    while (this.#tasks.size > heldMax || this.#bytes > heldBytesMax) {
      await Promise.race(this.#tasks);
    }
    const faults = this.#faults.splice(0);
    if (faults.length > 0) throw faults[0];
  }

  async none(): Promise<void> {
    await Promise.all(this.#tasks);
  }
}

/**
 * Pulls one lane's segments once: a bounded number of bytes, handed to the queue, and acknowledged
 * after their commit. What is not acknowledged comes again. Returns when the broker has no more for
 * now; what is still worked on is in `held`.
 * @throws when the broker or its consumer is away: the caller makes both anew and comes back
 */
export async function consumeOnce(
  deps: LaneConsumerDeps,
  lane: Lane,
  held: Held,
  signal: AbortSignal,
): Promise<void> {
  await held.low();
  const consumer = await jetstream(deps.nats).consumers.get(
    subjects.stream.uplink,
    consumerOf(lane),
  );
  const messages = await consumer.fetch({ max_bytes: fetchBytes, expires: fetchMs });
  const stop = (): void => messages.stop();
  signal.addEventListener('abort', stop, { once: true });
  let received = 0;
  try {
    for await (const message of messages) {
      received += 1;
      held.add(takeMessage(deps, message, signal), message.data.length);
    }
  } catch (error) {
    if (!isEndOfFetch(error, received)) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    if (signal.aborted) await held.none();
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
  const arrived = { bytes: message.data, ...from };
  const onHeld = (): void => message.working();
  const answer = await deps.queue.take({ arrived, onHeld, signal });
  // Stopping: given back, so that the next hub has it at once.
  if (answer.kind === 'stopped') message.nak();
  else settle(deps, message, answer);
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
