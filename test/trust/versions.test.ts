import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { compareVersions } from '@eucora/protocol/trust';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programAt } from './tools.ts';

const runFile = promisify(execFile);
const dpkg = await programAt('dpkg');

describe.skipIf(!dpkg)('the order of versions (dpkg is the oracle)', () => {
  const part = fc.string({
    unit: fc.constantFrom(...Array.from('00123459abz.+~')),
    minLength: 1,
    maxLength: 6,
  });
  // A version begins with a digit, or dpkg does not take it for one.
  const version = fc
    .tuple(fc.option(fc.nat(3)), fc.nat(12), part, fc.option(part))
    .map(([epoch, first, rest, revision]) => {
      const upstream = `${first}${rest}`;
      return `${epoch === null ? '' : `${epoch}:`}${upstream}${revision === null ? '' : `-${revision}`}`;
    });

  test('is that of dpkg --compare-versions', async () => {
    await fc.assert(
      fc.asyncProperty(version, version, async (a, b) => {
        const order = compareVersions(a, b);
        const relation = order < 0 ? 'lt' : order > 0 ? 'gt' : 'eq';
        // It fails, with its exit code, when the relation does not hold.
        await runFile(dpkg!, ['--compare-versions', a, relation, b]);
        expect(Math.sign(compareVersions(b, a))).toBe(-Math.sign(order) || 0);
      }),
      { numRuns: 40 },
    );
  });
});
