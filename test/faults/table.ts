import { killable } from './plan.ts';
import type { FaultRunReport } from './run.ts';

const whole = new Intl.NumberFormat('en-US');

/** The runs as a table for a person, one row each. */
export function faultTable(reports: readonly FaultRunReport[]): string {
  const head = ['seed', ...killable, 'produced', 'committed', 'digest', 'seconds', 'verdict'];
  const rows = reports.map(({ seed, killed, swarm, ledger, faults, seconds }) => [
    seed,
    ...killable.map((target) => String(killed[target])),
    whole.format(swarm.produced),
    whole.format(ledger.committed),
    swarm.digest === ledger.digest ? 'equal' : 'differs',
    String(seconds),
    faults.length === 0 ? 'good' : `${faults.length} faults`,
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ');
  return [head, ...rows].map(line).join('\n');
}

/** One line that says it all. */
export function summaryLine(reports: readonly FaultRunReport[]): string {
  const sum = (of: (report: FaultRunReport) => number): string =>
    whole.format(reports.reduce((total, report) => total + of(report), 0));
  const kills = sum(({ killed }) => killable.reduce((total, target) => total + killed[target], 0));
  const faults = reports.reduce((total, report) => total + report.faults.length, 0);
  const verdict = faults === 0 ? 'no gap, no double' : `${faults} FAULTS`;
  const produced = sum(({ swarm }) => swarm.produced);
  const committed = sum(({ ledger }) => ledger.committed);
  return `${kills} kills in ${reports.length} runs: ${produced} events produced, ${committed} committed: ${verdict}`;
}
