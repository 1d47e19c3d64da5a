import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { anchorClock, startClock, type Moment, type TimeAnchor } from '@eucora/protocol';
import { errorCode } from '../errors.ts';
import { parseJson, readIfThere, writeFileAtomic } from './files.ts';

/** Time as an interval with honest bounds (PROTOCOL §9): persisted, and narrowed by signed time. */
export class RelayClock {
  #anchor: TimeAnchor;
  readonly #path: string | undefined;
  readonly #moment: () => Moment;

  constructor(persisted: TimeAnchor | undefined, path?: string, moment: () => Moment = readMoment) {
    this.#anchor = startClock(persisted, moment());
    this.#path = path;
    this.#moment = moment;
  }

  static async load(path: string, moment?: () => Moment): Promise<RelayClock> {
    const bytes = await readIfThere(path);
    return new RelayClock(bytes && parseAnchor(bytes.toString()), path, moment);
  }

  now(): TimeAnchor {
    return startClock(this.#anchor, this.#moment());
  }

  /** Somebody trusted signed that it was at least this late. */
  learn(loMs: number): void {
    this.#anchor = anchorClock(this.#anchor, this.#moment(), { loMs });
  }

  async persist(): Promise<void> {
    if (this.#path) await writeFileAtomic(this.#path, JSON.stringify(this.now()));
  }
}

/** This instant of this boot. Off Linux the boot is identified by the hour it began. */
export function readMoment(): Moment {
  const wallMs = Date.now();
  const linux = process.platform === 'linux';
  const bootId = linux ? readLine('/proc/sys/kernel/random/boot_id').replaceAll('-', '') : '';
  // /proc/uptime counts CLOCK_BOOTTIME: it goes on while the machine sleeps.
  const seconds = linux ? Number(readLine('/proc/uptime').split(' ')[0]) : uptime();
  const boottimeMs = Math.round(seconds * 1000);
  if (/^[0-9a-f]{32}$/.test(bootId)) return { bootId, boottimeMs, wallMs };
  const hour = Math.round((wallMs - boottimeMs) / 3_600_000);
  return { bootId: hour.toString(16).padStart(32, '0'), boottimeMs, wallMs };
}

function readLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) !== undefined) return '';
    throw error;
  }
}

function parseAnchor(text: string): TimeAnchor | undefined {
  const value: unknown = parseJson(text);
  return isAnchor(value) ? value : undefined;
}

function isAnchor(value: unknown): value is TimeAnchor {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bootId' in value &&
    typeof value.bootId === 'string' &&
    'boottimeMs' in value &&
    typeof value.boottimeMs === 'number' &&
    'wallMs' in value &&
    typeof value.wallMs === 'number' &&
    'loMs' in value &&
    typeof value.loMs === 'number' &&
    'hiMs' in value &&
    (value.hiMs === null || typeof value.hiMs === 'number')
  );
}
