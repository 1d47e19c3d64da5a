import { parseArgs } from 'node:util';
import type { RelayConfig } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { requireFacts } from '../home/identity.ts';
import { homePaths } from '../home/paths.ts';
import { formatBytes } from '../status/format.ts';
import type { Terminal } from '../terminal.ts';
import type { LinkPlan } from './link-plan.ts';
import { defaultPlan, readPlan, writePlan } from './plan-file.ts';

/** `link show`: the plan as it holds. */
export async function showLink(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  parseArgs({ args, options: {} });
  terminal.out(planText((await planOf(config)).plan));
  return 0;
}

/** `link set`: changes what is named and leaves the rest. @throws ConfigError */
export async function setLink(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      'bytes-per-second': { type: 'string' },
      'bytes-per-day': { type: 'string' },
      window: { type: 'string', multiple: true },
      'any-time': { type: 'boolean', default: false },
      'time-zone': { type: 'string' },
      urgent: { type: 'string' },
    },
  });
  const { plan, path } = await planOf(config);
  if (values.window && values['any-time']) {
    throw new ConfigError('give either --window or --any-time, not both');
  }
  const windows = values['any-time'] ? [] : (values.window ?? plan.windows);
  const changed: LinkPlan = {
    ...plan,
    bytesPerSecond: bytes(values['bytes-per-second'], '--bytes-per-second', plan.bytesPerSecond),
    bytesPerDay: bytes(values['bytes-per-day'], '--bytes-per-day', plan.bytesPerDay),
    windows,
    timeZone: values['time-zone'] ?? plan.timeZone,
    urgentExempt: exempt(values.urgent, plan.urgentExempt),
  };
  await writePlan(path, changed);
  terminal.out(planText(changed));
  return 0;
}

/** `uplink pause` and `uplink resume`. */
export async function pauseLink(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
  paused: boolean,
): Promise<number> {
  parseArgs({ args, options: {} });
  const { plan, path } = await planOf(config);
  await writePlan(path, { ...plan, paused });
  terminal.out(
    paused
      ? 'nothing is sent to the hub any more, urgent or not; `eucora-relay uplink resume` lets it go on'
      : 'sending to the hub goes on, as the plan allows',
  );
  return 0;
}

async function planOf(config: RelayConfig): Promise<{ plan: LinkPlan; path: string }> {
  const paths = homePaths(config.home);
  await requireFacts(paths);
  const plan = await readPlan(paths.linkPlan, defaultPlan(config.uplinkBytesPerSecond));
  return { plan, path: paths.linkPlan };
}

function bytes(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new ConfigError(`${name} must be a whole number of bytes, 0 for no limit, not "${text}"`);
}

function exempt(text: string | undefined, otherwise: boolean): boolean {
  if (text === undefined) return otherwise;
  if (text === 'exempt' || text === 'limited') return text === 'exempt';
  throw new ConfigError(`--urgent must be exempt or limited, not "${text}"`);
}

function planText(plan: LinkPlan): string {
  const limit = (value: number): string => (value === 0 ? 'no limit' : formatBytes(value));
  return [
    `rate       ${limit(plan.bytesPerSecond)}${plan.bytesPerSecond > 0 ? ' per second' : ''}`,
    `day        ${limit(plan.bytesPerDay)}`,
    `windows    ${plan.windows.length === 0 ? 'any time' : plan.windows.join(', ')}`,
    `time zone  ${plan.timeZone}`,
    `urgent     ${plan.urgentExempt ? 'exempt' : 'limited'}`,
    ...(plan.paused ? ['paused     by the operator'] : []),
  ].join('\n');
}
