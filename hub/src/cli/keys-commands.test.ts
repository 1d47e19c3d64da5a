import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runtimeRole } from '../platform/database-roles.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';

// The calendar of keys at the command line, on a home whose hub does not run.

const main = new URL('../main.ts', import.meta.url).pathname;
let database: TestDatabase;
let home: string;
let env: Record<string, string>;
beforeAll(async () => {
  database = await startTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'eucora-hub-keys-'));
  await database.owner.query(`CREATE ROLE keys_test LOGIN PASSWORD 'first' IN ROLE ${runtimeRole}`);
  const url = new URL(database.url);
  [url.username, url.password] = ['keys_test', 'first'];
  env = {
    EUCORA_DATABASE_URL: url.href,
    EUCORA_DATABASE_OWNER_URL: database.ownerUrl,
    EUCORA_HUB_HOME: home,
  };
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

async function hub(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...args], {
      env,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

test('every one is listed with its dates, and is rotated by its name', async () => {
  const listed = await hub('keys', 'list');
  expect(listed.code).toBe(0);
  const names = listed.out
    .trim()
    .split('\n')
    .filter((line) => line.includes('by the hub'))
    .map((line) => line.split(' ')[0] ?? '');
  expect(listed.out).toMatch(/^hub-authority .* by you$/m);
  expect((await hub('keys', 'rotate', 'hub-authority')).err).toMatch(/another fleet/);
  expect(names).toEqual(
    expect.arrayContaining([
      'database-password',
      'envelope-key',
      'data-key',
      'archive-key',
      'identity-sealing-key',
      'provider-cookie-key',
      'token-signing-key',
    ]),
  );
  // The rest changes in the same way, and is tested where it is.
  for (const name of ['database-password', 'envelope-key', 'identity-sealing-key', 'archive-key']) {
    expect(await hub('keys', 'rotate', name)).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`^${name} was rotated at \\d{4}-`)),
    });
  }
  expect(await readdir(join(home, 'keys'))).toContain('archive-2.key');
  // The password is another one, and every command finds it.
  const site = ['site', 'create', '--site', 'hq', '--class', 'online'];
  expect(await hub(...site)).toMatchObject({ code: 0, out: 'Site hq is created.\n' });
  const today = new Date().toISOString().slice(0, 10);
  const after = await hub('keys', 'list');
  expect(
    after.out
      .trim()
      .split('\n')
      .every((line) => line.includes(`last ${today}`) || line.startsWith('hub-authority')),
  ).toBe(true);
  expect(after.out).not.toMatch(/asked for|failed|overdue/);
}, 180_000);

test.each([
  [['keys', 'rotate'], 2, /^Say what to rotate/],
  [['keys', 'rotate', 'sesame'], 1, /^There is no rotation "sesame"/],
  [['keys', 'fly'], 2, /^There is no command "keys fly"/],
] as const)('%j: exit code %d and one sentence', async (args, code, message) => {
  expect(await hub(...args)).toMatchObject({ code, out: '', err: expect.stringMatching(message) });
});
