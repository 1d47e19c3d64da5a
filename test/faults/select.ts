import type { FaultCase } from './case.ts';
import { FaultUsageError, type FaultOptions } from './options.ts';

/**
 * The cases that the options mean, in the order of the list.
 * @throws FaultUsageError for a name that no case has, and for one that --ci leaves out
 */
export function selectCases(
  cases: readonly FaultCase[],
  { cases: wanted, ci }: Pick<FaultOptions, 'cases' | 'ci'>,
): readonly FaultCase[] {
  const matches = (name: string, pattern: string): boolean =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  for (const pattern of wanted) {
    const meant = cases.filter(({ name }) => matches(name, pattern));
    if (ci && meant.length > 0 && !meant.some(({ inCi }) => inCi)) {
      throw new FaultUsageError(`--ci leaves out ${pattern}: name it without --ci`);
    }
    if (meant.length > 0) continue;
    const names = cases.map(({ name }) => name).join(', ');
    throw new FaultUsageError(`there is no case ${pattern}, only ${names}`);
  }
  const named = ({ name }: FaultCase) => wanted.some((pattern) => matches(name, pattern));
  return cases.filter((each) => (wanted.length === 0 || named(each)) && (!ci || each.inCi));
}
