import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Counters, filesystemPacks, PackBuilder } from '@eucora/hub/testing';
import { toHex } from '@eucora/protocol';
import { createRandom } from '../../kit/random.ts';
import { archiveKeys } from './archive-keys.ts';
import { say } from './said.ts';

/*
 * What the hub keeps outside its database, at work in a process of its own: packs of the archive and
 * the counters, opened three times. Goes on after a fault of the disk as the hub's loops do.
 */
const lives = 3;
const rounds = 5;
const root = process.argv[2] ?? '';
const random = createRandom(process.argv[3] ?? '');
const { store, sign } = archiveKeys;

async function* piecesOf(builder: PackBuilder, segments: readonly Uint8Array[]) {
  yield builder.start;
  for (const [i, bytes] of segments.entries()) {
    const place = { site: 'hq', relay: 'aa', incarnation: 'bb', lane: 'ledger' } as const;
    const item = { ...place, seq: i + 1, branch: 0, header_hash: 'cc', received_ms: 0 };
    yield await Promise.resolve(builder.add({ ...item, bytes, outcome: { batches: 'c' } }));
  }
  yield builder.finish(sign);
}

async function archive(folder: string, round: number): Promise<void> {
  const day = 20 + (round % 3);
  const pack = `2026/11/${day}/${toHex(random.bytes(6))}`;
  const segments = Array.from({ length: random.between(1, 4) }, () =>
    random.bytes(random.between(50, 900)),
  );
  const hashes = segments.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  await filesystemPacks(folder).write(pack, piecesOf(new PackBuilder(pack, store), segments));
  say({ say: 'packed', pack, segments: hashes });
}

async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

async function live(life: number): Promise<void> {
  const counters = await Counters.open(join(root, 'hub'));
  const folder = join(root, 'hub', 'archive');
  await filesystemPacks(folder).tidy();
  for (let round = 0; round < rounds; round += 1) {
    for (const counter of ['receipt', 'document']) {
      await attempt(async () => {
        const number = await counters.next(counter, random.chance(0.2) ? 1_000 * life : 0);
        say({ say: 'number', counter, number });
      });
    }
    await attempt(() => archive(folder, round + life));
  }
}

try {
  for (let life = 0; life < lives; life += 1) await live(life);
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  say({ say: 'ended', name, why: message });
  process.exitCode = 1;
}
