import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { copyTemplate } from './testing-template.ts';

let templates: string;
let made: number;
beforeEach(async () => {
  templates = await mkdtemp(join(tmpdir(), 'eucora-templates-'));
  made = 0;
  return () => rm(templates, { recursive: true, force: true });
});

const make = async (folder: string): Promise<void> => {
  made += 1;
  await writeFile(join(folder, 'content'), `made ${made}`);
};

/** What a copy holds, of the template with that name. */
async function copied(name: string, by = make): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'eucora-copy-'));
  try {
    await copyTemplate({ templates, name, make: by }, folder);
    return await readFile(join(folder, 'content'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a template is made once for each name, and copied from then on', async () => {
  expect([await copied('a'), await copied('a'), await copied('b')]).toEqual([
    'made 1',
    'made 1',
    'made 2',
  ]);
});

test('of two who make it at once, one is kept', async () => {
  const both = Promise.withResolvers<undefined>();
  const together = async (folder: string): Promise<void> => {
    await make(folder);
    if (made === 2) both.resolve(undefined);
    await both.promise;
  };
  const [first, second] = await Promise.all([copied('a', together), copied('a', together)]);
  expect(second).toBe(first);
  expect(await readdir(templates)).toEqual(['a']);
});

test('one that could not be made leaves nothing, and is made by the next', async () => {
  const broken = async (folder: string): Promise<void> => {
    await make(folder);
    throw new Error('no server');
  };
  await expect(copied('a', broken)).rejects.toThrow('no server');
  expect(await readdir(templates)).toEqual([]);
  expect(await copied('a')).toBe('made 2');
});

test('what is older than a day goes when another one is made', async () => {
  await copied('old');
  await copied('recent');
  const longAgo = Date.now() / 1_000 - 90_000;
  await utimes(join(templates, 'old'), longAgo, longAgo);
  await copied('new');
  expect((await readdir(templates)).toSorted()).toEqual(['new', 'recent']);
});
