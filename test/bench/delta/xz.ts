import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { DeltaError, type Codec } from '@eucora/protocol/delta';

/**
 * What makes the members of Debian packages: dpkg packs in blocks as `xz -T2` does, in one block
 * before 1.21. Levels other than the usual are asked for by a package's own rules.
 */
const settings = ['-6 -T2', '-6 -T1', '-9 -T2', '-9e -T2'];

/** xz by the system's program: Node has no library for it. */
export function xzCodec(): Codec {
  return {
    name: 'xz',
    settings,
    unpack: async (bytes, bytesMax) => await filtered(['-dc'], bytes, bytesMax),
    pack: async (bytes, chosen) => {
      // What a plan says goes to a command line only if we know it.
      if (!settings.includes(chosen)) {
        throw new DeltaError('malformed', `"${chosen}" is no setting of xz that is used here`);
      }
      return await filtered([...chosen.split(' '), '-c'], bytes, bytes.length * 2 + 65_536);
    },
  };
}

async function filtered(args: readonly string[], input: Uint8Array, bytesMax: number) {
  const child = spawn('xz', args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  let size = 0;
  child.stdout.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > bytesMax) child.kill();
  });
  // A program that ends early breaks the pipe; its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const output = await buffer(child.stdout);
  if ((await ended) !== 0) {
    throw new DeltaError('malformed', `xz ${args.join(' ')} can do nothing with these bytes`);
  }
  return output;
}
