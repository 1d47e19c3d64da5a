import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a nats-server for tests may be; `npm test` brings one and names it in the environment. */
export function natsPrograms(): string[] {
  const named = process.env['EUCORA_NATS_SERVER'];
  if (named) return [named];
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const platform = `${process.platform}-${process.arch}`;
  return [join(cache, 'eucora', 'nats-server', platform, 'nats-server'), 'nats-server'];
}
