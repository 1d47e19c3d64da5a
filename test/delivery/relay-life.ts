import { readFileSync } from 'node:fs';
import { readConfig, startRelay, type WantedArtifact } from '@eucora/site-relay';

// A relay in a process of its own, whose site needs what a file says; it lives until it is killed.
interface Said {
  readonly sha256: string;
  readonly bytes: number;
  readonly targetPath: string;
  readonly chunks: string;
}
const said = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as readonly Said[];
const wanted: readonly WantedArtifact[] = said.map(({ sha256, bytes, targetPath, chunks }) => ({
  sha256: Buffer.from(sha256, 'hex'),
  bytes,
  targetPath,
  chunkListSha256: Buffer.from(chunks, 'hex'),
}));
const { natsUrl, doors } = await startRelay(readConfig(), { wanted: () => wanted });
console.log(JSON.stringify({ natsUrl, doors }));
