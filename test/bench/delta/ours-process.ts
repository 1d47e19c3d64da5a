import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import {
  codecsWith,
  openByLayout,
  preparePair,
  prepareWhole,
  receive,
  type Artifact,
  type Delivery,
  type OldBytes,
  type Received,
} from '@eucora/protocol/delta';
import { FolderCache } from './folder-cache.ts';
import { xzCodec } from './xz.ts';

// What is measured of ours, each in a process of its own: `pair` and `whole` make, `apply` makes the
// artifact again, `images` writes what a stock tool needs to check a patch of opened packages.
const codecs = codecsWith(xzCodec());

async function artifactOf(file: string): Promise<Artifact> {
  const bytes = await readFile(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, size: bytes.length, load: () => Promise.resolve(bytes) };
}

async function apply(
  base: string,
  plans: string,
  cache: FolderCache,
  out: string,
): Promise<Received> {
  const { plan, whole } = JSON.parse(await readFile(plans, 'utf8')) as Plans;
  await using old = await open(base);
  let sink: FileHandle | undefined;
  const held: OldBytes = {
    size: (await old.stat()).size,
    read: async (at, target) => {
      for (let got = 0; got < target.length;) {
        const { bytesRead } = await old.read(target, got, target.length - got, at + got);
        if (bytesRead === 0) throw new Error(`${base} became shorter while it was read`);
        got += bytesRead;
      }
    },
  };
  try {
    return await receive(plan, whole, {
      codecs,
      fetch: ({ sha256 }) => createReadStream(cache.fileOf(sha256)) as AsyncIterable<Uint8Array>,
      held: () => Promise.resolve(held),
      begin: async () => {
        await sink?.close();
        const handle = await open(out, 'w');
        sink = handle;
        return { write: (piece) => handle.writeFile(piece) };
      },
    });
  } finally {
    await sink?.close();
  }
}

export interface Plans {
  readonly plan: Delivery;
  readonly whole: Delivery;
}

async function images(base: string, target: string, plans: string, out: string): Promise<void> {
  const { layouts } = (JSON.parse(await readFile(plans, 'utf8')) as Plans).plan;
  if (layouts === undefined) throw new Error('the whole has no images');
  await writeFile(`${out}.base`, await openByLayout(await readFile(base), layouts.base, codecs));
  await writeFile(
    `${out}.target`,
    await openByLayout(await readFile(target), layouts.target, codecs),
  );
}

async function answer(args: readonly string[]): Promise<unknown> {
  const [what = '', base = '', target = '', folder = '', plans = '', out = ''] = args;
  const cache = new FolderCache(folder);
  if (what === 'pair') {
    return await preparePair(await artifactOf(base), await artifactOf(target), { codecs, cache });
  }
  if (what === 'whole') return await prepareWhole(await artifactOf(target), cache);
  if (what === 'apply') return await apply(base, plans, cache, out);
  await images(base, target, plans, out);
  return {};
}

console.log(JSON.stringify(await answer(process.argv.slice(2))));
