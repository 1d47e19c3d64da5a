import { FaultUsageError, readFaultOptions } from './options.ts';
import { shareOut } from './plan.ts';
import { faultRun, type FaultRunReport } from './run.ts';
import { faultTable, summaryLine } from './table.ts';

/** The whole command; gives its exit code: 0 no gap and no double, 1 some, 2 usage. */
export async function runFaultsCommand(args: readonly string[]): Promise<number> {
  try {
    const { kills, runs, seed, ...rest } = readFaultOptions(args);
    const reports: FaultRunReport[] = [];
    for (const [index, share] of shareOut(kills, runs).entries()) {
      const own = `${seed}.${index + 1}`;
      const say = (line: string) => console.error(`[run ${own}] ${line}`);
      const report = await faultRun({ ...rest, kills: share, seed: own, say });
      for (const fault of report.faults) say(`FAULT ${fault}`);
      reports.push(report);
    }
    console.log(faultTable(reports));
    console.log(summaryLine(reports));
    return reports.every(({ faults }) => faults.length === 0) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof FaultUsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}
