import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

/** What has to be attacked; a row of docs/ATTACKS.md may go only when another one stands for it. */
const attacks = [
  'session fixation',
  'cross-site request forgery',
  'JWT algorithm none',
  'JWT algorithm confusion',
  'wrong audience',
  'wrong issuer',
  'expired token',
  'future token',
  'open redirect in login',
  'token replay after logout',
  'brute force',
  'mass assignment',
  'objects of other sites',
  'SQL injection',
  'log injection',
  'path traversal in uploads',
  'server-side request forgery',
  'oversize body',
  'slow body',
  'NATS subject escape by a device',
  'NATS subject escape by a site',
  'another’s inbox',
  'a leaf with no SAN and a hub’s CN',
  'two SANs',
  'a foreign SAN',
  'a sub-CA made at a site',
  'enrolment token reuse',
  'cloned device key',
  'forged audit row',
  'truncated audit chain',
] as const;

interface Row {
  readonly attack: string;
  readonly file: string;
  readonly name: string;
}

async function listed(): Promise<Row[]> {
  const lines = (await read('docs/ATTACKS.md')).split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(1).map((line) => {
    const [, attack = '', file = '', name = ''] = line.split('|').map((cell) => cell.trim());
    return { attack, file, name };
  });
}

test('each attack has a test', async () => {
  const found = new Set((await listed()).map(({ attack }) => attack));
  expect(attacks.filter((attack) => !found.has(attack))).toEqual([]);
});

test('each test that the list names exists, and is not skipped', async () => {
  const rows = await listed();
  expect(rows.length).toBeGreaterThanOrEqual(attacks.length);
  const missing: Row[] = [];
  for (const row of rows) {
    const text = row.file.endsWith('.test.ts') ? await read(row.file) : '';
    if (!text.includes(`'${row.name}'`)) missing.push(row);
    expect({ file: row.file, skips: /\b(?:skip|todo|only)\(/.test(text) }).toEqual({
      file: row.file,
      skips: false,
    });
  }
  expect(missing).toEqual([]);
});
