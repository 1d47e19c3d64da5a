import { fetchArtifact } from '@eucora/endpoint-agent';
import { deviceDesk } from '../../delivery/way.ts';
import type { DeviceTask } from './delivery.ts';

// A device of the bench in a process of its own: takes the artifact, says how far it is, and ends.
const { env, at, authorityFile, dir, wanted }: DeviceTask = JSON.parse(process.argv[2] ?? '');
const { desk, connection } = await deviceDesk(authorityFile, env, 'bench', at);
const told = { atMs: 0 };
await fetchArtifact(
  {
    sha256: Buffer.from(wanted.sha256, 'hex'),
    bytes: wanted.bytes,
    chunkListSha256: Buffer.from(wanted.chunks, 'hex'),
  },
  {
    desk,
    dir,
    signal: new AbortController().signal,
    onProgress: ({ heldBytes }) => {
      if (performance.now() - told.atMs < 200) return;
      told.atMs = performance.now();
      process.send?.({ heldBytes });
    },
  },
);
process.send?.({ heldBytes: wanted.bytes });
await connection.close();
process.disconnect?.();
