import { execFile } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { projectRoot } from '../kit/config.ts';

export type Cell = string | number;
/** What a bench found. */
export interface BenchResult {
  /** For programs: the last line with --json. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** For people: a row per thing measured, the first row names the columns. */
  readonly table: readonly (readonly Cell[])[];
  /** What a reader of the figures must know. */
  readonly notes: readonly string[];
}
/** Where and when the figures were taken. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memory_gib: number;
  readonly node: string;
  readonly date: string;
  readonly commit: string;
}

export async function describeMachine(): Promise<Machine> {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memory_gib: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    date: new Date().toISOString().slice(0, 16),
    commit: await commitName(),
  };
}

/** The commit that was measured; a plus says that files were changed since. */
async function commitName(): Promise<string> {
  const git = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)('git', args, { cwd: projectRoot })).stdout.trim();
  try {
    const changed = await git('status', '--porcelain', '--untracked-files=no');
    return `${await git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '+'}`;
  } catch {
    return 'not a checkout';
  }
}

/** The table and notes as lines of text. */
export function resultText({ table, notes }: BenchResult, machine: Machine): string {
  const rows = table.map((row) => row.map(cellText));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  const { cores, cpu, memory_gib: memory, node, date, commit } = machine;
  const where = `${cores} cores (${cpu}), ${memory} GiB, Node ${node}, ${date}Z, ${commit}`;
  return [...lines, '', ...notes.map((note) => `- ${note}`), `- ${where}`].join('\n');
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return Math.abs(cell) >= 100 ? whole.format(cell) : String(rounded(cell));
}

/** Three significant digits: more would claim a precision that a shared machine does not have. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
