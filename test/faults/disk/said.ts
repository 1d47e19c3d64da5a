import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { writeSync } from 'node:fs';
import type { Lane } from '@eucora/protocol';

/** What a worker says on stdout, one JSON a line, in the order in which it came to know it. */
export type Said =
  /** A device that this relay was shown; `seed` is its key. */
  | { readonly say: 'device'; readonly seed: string; readonly incarnation: string }
  /** A batch that a device has in its spool, before anybody was offered it. */
  | { readonly say: 'cut'; readonly bytes: string }
  /** The relay acknowledged it as durable at this position. */
  | {
      readonly say: 'acked';
      readonly hash: string;
      readonly relay: string;
      readonly journal: string;
      readonly position: number;
    }
  /** A device was told that the hub has its numbers through this one. */
  | {
      readonly say: 'told';
      readonly device: string;
      readonly lane: Lane;
      readonly through: number;
    }
  /** The hub has these batches, by hash, in its database and its archive. */
  | { readonly say: 'hub'; readonly hashes: readonly string[] }
  /** Events on their way into a spool, accepted by it, or refused. */
  | { readonly say: 'offered' | 'accepted' | 'refused'; readonly events: readonly number[] }
  /** A batch that a spool gave out and a relay made durable. */
  | { readonly say: 'sent'; readonly bytes: string }
  /** A number that a counter gave. */
  | { readonly say: 'number'; readonly counter: string; readonly number: number }
  /** A pack that was promised to be durable. */
  | { readonly say: 'packed'; readonly pack: string; readonly segments: readonly string[] }
  /** A version that is on its way into a slot, and one that runs for good. */
  | { readonly say: 'staging' | 'runs'; readonly version: number }
  /** The worker could not go on: what an operator would read. */
  | { readonly say: 'ended'; readonly name: string; readonly why: string };

/** Says it at once: what was said is outside this process when this returns. */
export function say(said: Said): void {
  const line = `${JSON.stringify(said)}\n`;
  try {
    writeSync(1, line);
  } catch (error) {
    // The call that was to fail on the disk may be this one: it has failed, the next one will not.
    if (!(error instanceof Error && 'code' in error)) throw error;
    writeSync(1, line);
  }
}

/** Reads what was said; the last line of a killed worker may be half. */
export function readSaid(text: string): Said[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line) => JSON.parse(line) as Said);
}

/** All lines of a stream. */
export async function linesOf(stream: Readable): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream })) lines.push(line);
  return lines;
}
