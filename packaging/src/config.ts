import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ProvisionConfig {
  /** EUCORA_NATS_SERVER: the nats-server to use, and no other. */
  readonly natsServer: string | undefined;
  /** Folders that are searched for programs. */
  readonly path: readonly string[];
  /** Downloads are kept here for this user. */
  readonly cacheDir: string;
}

/** What provisioning takes from the environment. */
export function readProvisionConfig(env: Environment = process.env): ProvisionConfig {
  const home = env['HOME'] || homedir();
  const base = env['XDG_CACHE_HOME'] || (home ? join(home, '.cache') : tmpdir());
  return {
    natsServer: env['EUCORA_NATS_SERVER'] || undefined,
    path: (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/')),
    cacheDir: join(base, 'eucora'),
  };
}
