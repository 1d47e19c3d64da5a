import { readIfThere, parseJson, writeFileAtomic } from '../home/files.ts';
import { ConfigError } from '../errors.ts';
import { checkPlan, type LinkPlan } from './link-plan.ts';

/** The plan where the operator said nothing. */
export function defaultPlan(bytesPerSecond: number): LinkPlan {
  return {
    bytesPerSecond,
    bytesPerDay: 0,
    windows: [],
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    urgentExempt: true,
    paused: false,
  };
}

/**
 * The plan of a home; what its file does not name is as in `otherwise`.
 * @throws ConfigError when the file holds no plan
 */
export async function readPlan(path: string, otherwise: LinkPlan): Promise<LinkPlan> {
  const bytes = await readIfThere(path);
  if (!bytes) return otherwise;
  const value = parseJson(bytes.toString());
  if (typeof value !== 'object' || value === null) {
    throw new ConfigError(`${path} is no JSON object; write it with \`eucora-relay link set\``);
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const wrong = (name: string, what: string): ConfigError =>
    new ConfigError(`${name} in ${path} must be ${what}; write it with \`eucora-relay link set\``);
  const number = (name: string, or: number): number => {
    const given = fields.get(name) ?? or;
    if (typeof given !== 'number') throw wrong(name, 'a number');
    return given;
  };
  const flag = (name: string, or: boolean): boolean => {
    const given = fields.get(name) ?? or;
    if (typeof given !== 'boolean') throw wrong(name, 'true or false');
    return given;
  };
  const windows = fields.get('windows') ?? otherwise.windows;
  if (!isTexts(windows)) throw wrong('windows', 'a list of texts');
  const timeZone = fields.get('time_zone') ?? otherwise.timeZone;
  if (typeof timeZone !== 'string') throw wrong('time_zone', 'a text');
  return checkPlan({
    bytesPerSecond: number('bytes_per_second', otherwise.bytesPerSecond),
    bytesPerDay: number('bytes_per_day', otherwise.bytesPerDay),
    windows,
    timeZone,
    urgentExempt: flag('urgent_exempt', otherwise.urgentExempt),
    paused: flag('paused', otherwise.paused),
  });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Writes a plan; a relay that runs takes it within a second. @throws ConfigError */
export async function writePlan(path: string, plan: LinkPlan): Promise<void> {
  const { bytesPerSecond, bytesPerDay, windows, timeZone, urgentExempt, paused } = checkPlan(plan);
  const value = {
    bytes_per_second: bytesPerSecond,
    bytes_per_day: bytesPerDay,
    windows,
    time_zone: timeZone,
    urgent_exempt: urgentExempt,
    paused,
  };
  await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`, 0o644);
}
