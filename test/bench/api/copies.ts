import { randomBytes } from 'node:crypto';
import { generateSubjectKey, sealName, type PersonalNameBody } from '@eucora/protocol';
import { loadHubKeys, sealAtRest } from '@eucora/hub/testing';
import { Client } from 'pg';
import { createRandom, type Random } from '../../kit/random.ts';
import { personName } from '../../swarm/world/words.ts';
import { InvalidRunError } from '../errors.ts';
import { copyStatements, createCopy, fillCopy } from './copy-statements.ts';

export interface CopyOptions {
  readonly databaseUrl: string;
  readonly home: string;
  /** How many are still to be stored. */
  readonly copied: number;
  /** How the names of the runs begin whose devices are copied. */
  readonly run: string;
  readonly say: (line: string) => void;
}
interface Template {
  readonly no: number;
  readonly os: string | null;
}

/** Copies the rows of the run's devices as often as it takes, a pass in one transaction. */
export async function copyDevices(options: CopyOptions): Promise<void> {
  const { databaseUrl, home, copied, run, say } = options;
  const { names: namesKey } = await loadHubKeys(home);
  const random = createRandom('copies');
  const client = new Client({ connectionString: databaseUrl, application_name: 'bench-seed' });
  await client.connect();
  try {
    await client.query('ANALYZE');
    await client.query(createCopy);
    for (let made = 0, pass = 1; made < copied; pass += 1) {
      await client.query('BEGIN');
      await client.query(fillCopy, [run, String(pass), copied - made]);
      const { rows } = await client.query<Template>('SELECT template_no AS no, os FROM copy');
      if (rows.length === 0) throw new InvalidRunError('there is no device to copy');
      await insertNames(client, rows, { random, namesKey, before: made });
      // The planner knows nothing of temporary tables else, and would read all of the large ones.
      await client.query('ANALYZE copy, own_name');
      for (const sql of copyStatements) await client.query(sql);
      await client.query('COMMIT');
      made += rows.length;
      if (pass % 5 === 0 || made === copied) say(`${made} of ${copied} devices copied`);
    }
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

interface Naming {
  readonly random: Random;
  readonly namesKey: Uint8Array;
  readonly before: number;
}

/** Names of each copy's own, encrypted as the hub keeps them. */
async function insertNames(
  client: Client,
  templates: readonly Template[],
  { random, namesKey, before }: Naming,
): Promise<void> {
  const names = templates.flatMap(({ no, os }, index) => [
    { no, ...stored(hostname(os, before + index), 'device_host', namesKey) },
    { no, ...stored(personName(random), 'device_user', namesKey) },
  ]);
  const sql = `INSERT INTO own_name
               SELECT * FROM unnest($1::int4[], $2::text[], $3::bytea[], $4::bytea[], $5::bytea[],
                                    $6::bytea[])`;
  await client.query(sql, [
    names.map(({ no }) => no),
    names.map(({ role }) => role),
    names.map(({ subject }) => subject),
    names.map(({ sealedKey }) => sealedKey),
    names.map(({ nonce }) => nonce),
    names.map(({ ciphertext }) => ciphertext),
  ]);
}

function stored(name: string, role: PersonalNameBody['role'], namesKey: Uint8Array) {
  const [subject, key] = [randomBytes(16), generateSubjectKey()];
  const { nonce, ciphertext } = sealName(name, subject.toString('hex'), role, key, []);
  const sealedKey = Buffer.from(sealAtRest(key, namesKey, subject));
  return { role, subject, sealedKey, nonce: Buffer.from(nonce), ciphertext };
}

/** As the swarm's machines are called, with more digits. */
function hostname(os: string | null, index: number): string {
  const prefix = os?.includes('Windows') ? 'ws' : os?.includes('macOS') ? 'mb' : 'lx';
  return `${prefix}-${String(index + 1).padStart(6, '0')}`;
}
