import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { toHex } from '@eucora/protocol';
import { admitHome, DeliveringHub } from '../../delivery/way.ts';

// The hub of the bench in a process of its own: publishes one artifact, admits one relay, gives out.
const [folder = '', mib = '1024'] = process.argv.slice(2);
const pieceBytes = 1_048_576;
// As it is published from a laptop: bytes that no compressor makes smaller.
async function* content(): AsyncGenerator<Uint8Array> {
  const noise = randomBytes(pieceBytes);
  for (let n = 0; n < Number(mib); n += 1) {
    noise.writeUInt32LE(n, 0);
    yield Buffer.from(noise);
  }
}

const hub = await DeliveringHub.start();
const ref = await hub.publish(content(), 'linux/large_1.0_amd64.deb');
const env = await admitHome(hub, 'bench', join(folder, 'relay'));
await hub.need('bench', [ref]);
const wanted = {
  sha256: toHex(ref.sha256),
  bytes: ref.bytes,
  targetPath: ref.targetPath,
  chunks: toHex(ref.chunkListSha256),
};
process.send?.({ env, wanted, authorityFile: hub.authorityFile });
process.on('disconnect', () => void hub[Symbol.asyncDispose]());
