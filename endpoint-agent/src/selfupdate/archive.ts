import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import {
  programInTar,
  tarBlockBytes,
  type Build,
  type BuildDescription,
} from '@eucora/protocol/self-update';
import { SlotError, type ProgramSource } from './slot-store.ts';

/**
 * The program in an archive whose bytes are already known to be genuine.
 * @throws SlotError when it is not a plain tar that begins with this program
 */
export async function openArchive(
  path: string,
  version: string,
  program: BuildDescription['program'] = 'eucora-agent',
): Promise<{ readonly source: ProgramSource; readonly build: Build }> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(tarBlockBytes);
    await file.read(head, 0, head.length, 0);
    const { size } = await file.stat();
    const place = programInTar(head, size);
    const name = place?.name.replace(/^\.\//, '').replace(/\.exe$/, '');
    if (!place || name !== program) {
      throw new SlotError(
        `it is no plain tar that begins with ${program}: build it with ` +
          `\`packaging/scripts/build-${program.slice('eucora-'.length)}.ts --archive FILE\``,
      );
    }
    const { offset, bytes } = place;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path, { start: offset, end: offset + bytes - 1 }), hash);
    return { source: { path, offset }, build: { version, sha256: hash.digest('hex'), bytes } };
  } finally {
    await file.close();
  }
}
