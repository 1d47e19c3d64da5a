import { parseArgs } from 'node:util';

/** What every bench is told. */
export interface BenchOptions {
  /** How long the measured part may take. */
  readonly seconds: number;
  /** The same as it was said; undefined: nobody said how long. */
  readonly secondsSaid: number | undefined;
  readonly sites: number | undefined;
  /** Events of the backlog of all sites together. */
  readonly events: number | undefined;
  /** Devices of the fleet; undefined: what the bench is defined with. */
  readonly devices: number | undefined;
  readonly eventsPerSecond: number | undefined;
  /** Size of the artifact that goes the whole way. */
  readonly mib: number;
  /** How long the hub is away within the measured part; 0: never. */
  readonly outageSeconds: number;
  /** Folder for CPU profiles of what is measured. */
  readonly profile: string | undefined;
  /** Devices connect without TLS. */
  readonly plain: boolean;
  /** Old and new file of each pair to measure; none: the bench's own. */
  readonly files: readonly (readonly [string, string])[];
  /** Told what goes on. */
  readonly say: (line: string) => void;
}
export interface BenchCommand {
  readonly bench: string;
  readonly json: boolean;
  readonly options: BenchOptions;
}

/** The command line does not make sense; the message says what would. */
export class BenchUsageError extends Error {
  override readonly name = 'BenchUsageError';
}

const shape = {
  seconds: { type: 'string' },
  devices: { type: 'string' },
  sites: { type: 'string' },
  events: { type: 'string' },
  mib: { type: 'string' },
  agents: { type: 'string' },
  plain: { type: 'boolean', default: false },
  'events-per-second': { type: 'string' },
  'outage-seconds': { type: 'string' },
  profile: { type: 'string' },
  files: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const;

type NumberName =
  | 'seconds'
  | 'devices'
  | 'agents'
  | 'events-per-second'
  | 'outage-seconds'
  | 'sites'
  | 'mib'
  | 'events';

/** What can be said on the command line. */
export function usageOf(names: readonly string[]): string {
  return `usage: npm run bench -- ${names.join('|')} [--seconds N] [--json]
  [--devices N | --agents N] [--events-per-second N] [--outage-seconds N] [--sites N] [--events N]
  [--mib N] [--plain] [--profile FOLDER] [--files OLD NEW]...`;
}

/** Reads the command line. @throws BenchUsageError */
export function readBenchOptions(args: readonly string[], names: readonly string[]): BenchCommand {
  const usage = usageOf(names);
  const { values, positionals } = parse(args, usage);
  const [bench = '', ...newFiles] = positionals;
  const oldFiles = values.files ?? [];
  if (newFiles.length !== oldFiles.length || !names.includes(bench)) {
    throw new BenchUsageError(`"${positionals.join(' ')}" is no bench\n${usage}`);
  }
  const number = (name: NumberName): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= 1) return value;
    throw new BenchUsageError(`--${name} is a whole number from 1\n${usage}`);
  };
  const options = {
    seconds: number('seconds') ?? 20,
    secondsSaid: number('seconds'),
    sites: number('sites'),
    events: number('events'),
    devices: number('agents') ?? number('devices'),
    plain: values.plain,
    files: oldFiles.map((old, i) => [old, newFiles[i]!] as const),
    eventsPerSecond: number('events-per-second'),
    mib: number('mib') ?? 1_024,
    outageSeconds: number('outage-seconds') ?? 0,
    profile: values.profile,
    say: (line: string) => console.error(`[${bench}] ${line}`),
  };
  return { bench, json: values.json, options };
}

function parse(args: readonly string[], usage: string) {
  try {
    return parseArgs({ args: [...args], options: shape, allowPositionals: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BenchUsageError(`${reason}\n${usage}`, { cause });
  }
}
