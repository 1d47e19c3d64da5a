import type { CaseReport } from './suite.ts';

const whole = new Intl.NumberFormat('en-US');

/** The reports as a table for a person, one row each. */
export function faultTable(reports: readonly CaseReport[]): string {
  const head = ['case', 'seed', 'broke', 'accepted', 'arrived', 'void', 'named', 's', 'verdict'];
  const rows = reports.map((report) => [
    report.name,
    report.seed,
    report.breaks,
    whole.format(report.accepted),
    whole.format(report.arrived),
    whole.format(report.voided),
    String(report.named.length),
    String(report.seconds),
    verdictOf(report),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const isText = new Set([0, 1, 2, 8]);
  const cellOf = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return isText.has(column) ? cell.padEnd(width) : cell.padStart(width);
  };
  return [head, ...rows].map((row) => row.map(cellOf).join('  ').trimEnd()).join('\n');
}

function verdictOf({ faults }: CaseReport): string {
  if (faults.length === 0) return 'good';
  return faults.length === 1 ? '1 FAULT' : `${faults.length} FAULTS`;
}

/** One line that says it all. */
export function summaryLine(reports: readonly CaseReport[]): string {
  const sum = (of: (report: CaseReport) => number): string =>
    whole.format(reports.reduce((total, report) => total + of(report), 0));
  const failed = reports.filter(({ faults }) => faults.length > 0).map(({ name }) => name);
  const verdict =
    failed.length === 0
      ? 'nothing lost, nothing doubled, every void named'
      : `${failed.length} FAILED (${[...new Set(failed)].join(', ')})`;
  const counts = [
    `${sum(({ accepted }) => accepted)} events accepted`,
    `${sum(({ arrived }) => arrived)} arrived`,
    `${sum(({ voided }) => voided)} void`,
    `${sum(({ named }) => named.length)} named`,
  ];
  return `${reports.length} cases: ${counts.join(', ')}: ${verdict}`;
}
