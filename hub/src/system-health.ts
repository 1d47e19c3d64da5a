import type { Config } from './config.ts';
import type { Envelope } from './modules/secrets/index.ts';
import type { Database } from './platform/db.ts';
import { readVolume } from './platform/read-volume.ts';
import type { HealthItem } from './platform/system-health.ts';
import type { VolumeVerdict } from './platform/volume.ts';

export interface SystemHealthDeps {
  readonly config: Pick<Config, 'databaseUrl' | 'databaseDir' | 'home'>;
  readonly db: Database;
  readonly envelope: Envelope;
}

/** What whoever runs the hub should know of its machine: how what lies there is protected. */
export async function systemHealth(deps: SystemHealthDeps): Promise<HealthItem[]> {
  const { config, envelope } = deps;
  const [database, home] = [await databaseVolume(deps), await readVolume(config.home)];
  const sources = {
    file: 'A file of the hub’s user alone. Who has the disk has it: an encrypted volume helps',
    environment: 'The environment of the hub’s process. It changes only when you change it',
    vault: 'Vault or OpenBao',
  } as const satisfies Record<Envelope['kind'], string>;
  return [
    volumeItem('database_volume', "PostgreSQL's data directory", database),
    volumeItem('home_volume', "The hub's home: keys, counters, archive", home),
    {
      name: 'envelope_key',
      title: 'Where the envelope key comes from',
      state: envelope.kind === 'file' && home.encrypted !== 'yes' ? 'attention' : 'good',
      detail: `${sources[envelope.kind]} (key ${envelope.currentId}).`,
    },
  ];
}

function volumeItem(name: string, what: string, verdict: VolumeVerdict): HealthItem {
  const words = { yes: 'is', no: 'is not', unknown: 'may or may not be' } as const;
  return {
    name,
    title: `${what} on an encrypted volume`,
    state: ({ yes: 'good', no: 'attention', unknown: 'unknown' } as const)[verdict.encrypted],
    detail: `It ${words[verdict.encrypted]} on an encrypted volume: ${verdict.reason}.`,
  };
}

const here = new Set(['127.0.0.1', '[::1]', 'localhost', '']);

/** As it is configured, else as the server tells those whom it trusts with it. */
async function databaseVolume({ config, db }: SystemHealthDeps): Promise<VolumeVerdict> {
  const { hostname } = new URL(config.databaseUrl);
  const folder = config.databaseDir ?? (await toldFolder(db));
  if (config.databaseDir === undefined && !here.has(hostname)) {
    return { encrypted: 'unknown', reason: `PostgreSQL runs on ${hostname}: look there` };
  }
  if (folder !== undefined) return await readVolume(folder);
  const reason = 'its data directory is not known; name it in EUCORA_DATABASE_DIR';
  return { encrypted: 'unknown', reason };
}

async function toldFolder(db: Database): Promise<string | undefined> {
  const sql = `SELECT setting FROM pg_settings WHERE name = 'data_directory'`;
  return (await db.query<{ setting: string }>(sql)).rows[0]?.setting;
}
