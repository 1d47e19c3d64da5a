import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readAllowedSkips, readGates, readReport } from './read.ts';
import { judge, lastLine } from './verdict.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: { gates: { type: 'string' }, report: { type: 'string' } },
});
const verdict = judge(
  await readGates(values.gates ?? ''),
  await readReport(values.report ?? '', root),
  await readAllowedSkips(`${root}test/allowed-skips.json`),
);
console.log(verdict.complaints.map((complaint) => `\nFAILED ${complaint}`).join(''));
console.log(lastLine(verdict));
if (verdict.failed > 0) process.exitCode = 1;
