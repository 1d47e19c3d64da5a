import type { FaultCase } from './case.ts';
import { faultCases } from './cases/index.ts';
import { FaultUsageError, readFaultOptions } from './options.ts';
import { selectCases } from './select.ts';
import { createStages } from './stages.ts';
import { runCases } from './suite.ts';
import { faultTable, summaryLine } from './table.ts';

/** The whole command; gives its exit code: 0 all good, 1 some case failed, 2 usage, 130 Ctrl-C. */
export async function runFaultsCommand(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (!stop.signal.aborted) console.error('stopping everything');
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const { list, seeds, tuning, ...selection } = readFaultOptions(args);
    const cases = selectCases(faultCases, selection);
    if (list) {
      console.log(caseList(cases));
      return 0;
    }
    const say = (line: string) => console.error(line);
    const around = { seeds, tuning, signal: stop.signal, stages: createStages, say };
    const reports = await runCases(cases, around);
    console.log(faultTable(reports));
    console.log(summaryLine(reports));
    if (stop.signal.aborted) return 130;
    return reports.every(({ faults }) => faults.length === 0) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof FaultUsageError)) throw error;
    console.error(error.message);
    return 2;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

function caseList(cases: readonly FaultCase[]): string {
  const width = Math.max(...cases.map(({ name }) => name.length));
  const line = ({ name, breaks, inCi }: FaultCase) =>
    `${name.padEnd(width)}  ${inCi ? 'ci' : '  '}  ${breaks}`;
  return cases.map(line).join('\n');
}
