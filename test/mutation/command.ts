import { parseArgs } from 'node:util';
import { mutations } from './rules.ts';
import type { Mutation } from './mutation.ts';
import { runApart } from './apart.ts';

const usage = 'usage: npm run mutation [-- --rule TEXT]';

/** The whole command; gives its exit code: 0 every rule is missed by a test, 1 not, 2 usage. */
export async function runMutationCommand(args: readonly string[]): Promise<number> {
  const text = readRule(args);
  if (text === undefined) return 2;
  const chosen = mutations.filter(({ rule }) => rule.includes(text));
  if (chosen.length === 0) {
    console.error(`no rule says "${text}"\n${usage}`);
    return 2;
  }
  const beganMs = performance.now();
  if (!(await passWithAllRules(chosen))) return 1;
  let unnoticed = 0;
  for (const [index, mutation] of chosen.entries()) {
    const { failed, broken, endless } = await runApart(mutation.tests, mutation);
    const noticed = failed.length > 0 || endless;
    if (!noticed) unnoticed += 1;
    const by = endless
      ? 'the tests did not end'
      : (failed[0] ?? (broken.length > 0 ? `broken: ${broken.join(' ')}` : 'NO TEST'));
    const verdict = noticed ? 'missed' : 'NOT MISSED';
    console.log(`${index + 1}/${chosen.length} ${verdict}: ${mutation.rule} <- ${by}`);
  }
  const seconds = Math.round((performance.now() - beganMs) / 1_000);
  const verdict = unnoticed === 0 ? 'each is missed by a test' : `${unnoticed} NOT MISSED`;
  console.log(`${chosen.length} rules taken out one by one in ${seconds} s: ${verdict}`);
  return unnoticed === 0 ? 0 : 1;
}

function readRule(args: readonly string[]): string | undefined {
  try {
    const options = { rule: { type: 'string', default: '' } } as const;
    return parseArgs({ args: [...args], options }).values.rule;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return undefined;
  }
}

/** A test that fails anyway would seem to notice everything. */
async function passWithAllRules(chosen: readonly Mutation[]): Promise<boolean> {
  const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))];
  const { failed, passed, broken, endless } = await runApart(tests, undefined);
  const good = failed.length === 0 && broken.length === 0 && passed > 0 && !endless;
  if (!good) console.error(`with all rules in place: ${[...failed, ...broken].join('\n')}`);
  else console.log(`with all rules in place ${passed} tests pass`);
  return good;
}
