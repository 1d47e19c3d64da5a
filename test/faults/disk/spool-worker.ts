import { join } from 'node:path';
import {
  heartbeat,
  metric,
  openHomeSpool,
  security,
  silentLogger,
} from '@eucora/endpoint-agent/testing';
import { createMachineClock, type Spool } from '@eucora/endpoint-agent';
import { lanes, toHex, type DeviceEvent, type JournalPosition } from '@eucora/protocol';
import { createRandom } from '../../kit/random.ts';
import { say } from './said.ts';

/*
 * An agent's spool at work in a process of its own: three lives of taking events, cutting batches,
 * sending some and hearing what the hub has. Goes on after a fault of the disk as the agent does.
 */
const lives = 3;
const rounds = 6;
const clock = createMachineClock();
const root = process.argv[2] ?? '';
const random = createRandom(process.argv[3] ?? '');
const relayId = toHex(random.bytes(16));
const journal = toHex(random.bytes(16));
const counts = { events: 0, position: 0 };

/** An event that tells its number again. */
function eventOf(number: number): DeviceEvent {
  const at = clock.now();
  if (number % 7 === 0) return security(`n${number}`, at);
  return number % 3 === 0 ? heartbeat(number, at) : metric(number, at);
}

async function take(spool: Spool, some: number): Promise<void> {
  const events = Array.from({ length: some }, () => (counts.events += 1));
  say({ say: 'offered', events });
  // One lane a call, so that each is accepted or refused as a whole.
  const byLane = Map.groupBy(events, (n) => eventOf(n).body.kind);
  for (const own of byLane.values()) {
    try {
      await spool.append(own.map(eventOf));
      say({ say: 'accepted', events: own });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'SpoolUnavailableError') throw error;
      say({ say: 'refused', events: own });
    }
  }
}

async function send(spool: Spool, rest: number): Promise<void> {
  for (const lane of lanes) {
    for (let left = rest; left > 0; left -= 1) {
      const batch = await spool.nextOutgoing(lane);
      if (!batch) break;
      say({ say: 'sent', bytes: Buffer.from(batch.bytes).toString('base64') });
      counts.position += 1;
      const position: JournalPosition = { relayId, incarnation: journal, ...counts };
      spool.acknowledged(batch, position);
      if (random.chance(0.3)) await spool.committed(batch, batch.last);
    }
  }
}

async function live(spool: Spool): Promise<void> {
  spool.setConnected(true);
  for (let round = 0; round < rounds; round += 1) {
    await take(spool, random.between(5, 40));
    if (random.chance(0.7)) await spool.flush();
    await send(spool, random.below(2));
  }
}

try {
  for (let life = 0; life < lives; life += 1) {
    await using spool = await openHomeSpool(join(root, 'home'), silentLogger);
    await live(spool);
  }
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  say({ say: 'ended', name, why: message });
  process.exitCode = 1;
}
