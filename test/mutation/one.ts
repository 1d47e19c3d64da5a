import type { Mutation } from './mutation.ts';
import { runTests } from './run.ts';

/** What to run, as the only argument in JSON; the verdict is the last line printed. */
interface Task {
  readonly tests: readonly string[];
  readonly mutation?: Mutation;
}

const [, , text = ''] = process.argv;
const { tests, mutation } = JSON.parse(text) as Task;
process.stdout.write(`${JSON.stringify(await runTests(tests, mutation))}\n`);
