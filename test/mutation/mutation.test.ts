import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../kit/config.ts';
import { mutate, MutationError, type Mutation } from './mutation.ts';
import { mutations } from './rules.ts';

const one: Mutation = { rule: 'r', file: 'f', find: 'a < b', replace: 'true', tests: [] };

test('a rule is taken out where it stands, and only if it stands there once', () => {
  expect(mutate('if (a < b) x();', one)).toBe('if (true) x();');
  expect(() => mutate('a < b || a < b', one)).toThrow(MutationError);
  expect(() => mutate('a > b', one)).toThrow(/is not there in f/);
});

test('every rule of the list is found in the code, and every one is another', () => {
  for (const mutation of mutations) {
    const source = readFileSync(join(projectRoot, mutation.file), 'utf8');
    expect(() => mutate(source, mutation)).not.toThrow();
  }
  expect(new Set(mutations.map(({ rule }) => rule)).size).toBe(mutations.length);
});
