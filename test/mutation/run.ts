import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { projectRoot } from '../kit/config.ts';
import { mutate, type Mutation } from './mutation.ts';

/** What the tests said about a tree without a rule, or about the tree as it is. */
export interface Verdict {
  /** Names of tests that failed, in the order in which they did. */
  readonly failed: readonly string[];
  readonly passed: number;
  /** Files of tests that could not run at all. */
  readonly broken: readonly string[];
}

/**
 * Runs tests with one mutation, or none, in memory: no file changes. What tests start as programs of
 * their own is not mutated.
 */
export async function runTests(
  tests: readonly string[],
  mutation: Mutation | undefined,
): Promise<Verdict> {
  const target = mutation && realpathSync(join(projectRoot, mutation.file));
  const plugin = {
    name: 'eucora-mutation',
    enforce: 'pre' as const,
    transform(code: string, id: string): string | undefined {
      return mutation && id.split('?')[0] === target ? mutate(code, mutation) : undefined;
    },
  };
  const vitest = await createVitest(
    'test',
    {
      root: projectRoot,
      watch: false,
      fsModuleCache: false,
      bail: mutation ? 1 : 0,
      reporters: [],
      silent: true,
    },
    { plugins: [plugin] },
  );
  const exitCode = process.exitCode;
  try {
    const { testModules } = await vitest.start([...tests]);
    const cases = testModules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => cases.filter((each) => each.result().state === state);
    return {
      failed: inState('failed').map((each) => each.fullName),
      passed: inState('passed').length,
      broken: testModules
        .filter((module) => module.errors().length > 0)
        .map((module) => module.moduleId),
    };
  } finally {
    await vitest.close();
    // Vitest takes a failed test for a failed command; here it is what was hoped for.
    process.exitCode = exitCode;
  }
}
