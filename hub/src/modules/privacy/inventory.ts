import type { EventKind } from '@eucora/protocol';
import {
  always,
  at,
  catalogue,
  file,
  erasing,
  host,
  metric,
  name,
  person,
  rows,
  security,
  told,
  usage,
  user,
  work,
  type InventoryItem,
  type Kept,
} from './reasons.ts';
import { tables } from './tables.ts';

const eventClasses = {
  heartbeat: ['waiting_events waiting_bytes', rows],
  inventory: ['facts software', rows],
  usage: ['program path title subject times', rows],
  metric: ['name labels value', metric],
  security: ['code severity detail', security],
  deployment_result: ['type body', security],
  personal_name: ['subject role ciphertext keys', name],
  collector_cost: ['name status runs times items detail', rows],
  short_programs: ['program count times', rows],
  measurement: ['what state reason', rows],
  attestation: ['type body', security],
} as const satisfies Record<EventKind, readonly [fields: string, why: Kept]>;

const singles = 'hw.serial hw.uuid'; // may single a device out, and so perhaps a person
const machine = 'hw.vendor hw.model hw.chassis';
const processor = 'cpu.model cpu.vendor cpu.sockets cpu.cores cpu.threads cpu.max_mhz';
const system = 'os.name os.version os.kernel os.arch os.boot_time';
const memory = 'memory.total_bytes';
const disks = 'disk.model disk.size_bytes disk.type';
const collector = at('collector');

/** What each collector of the agent looks at, on whichever platform it exists. */
const collectors: readonly InventoryItem[] = [
  collector('identity', singles, host),
  collector('identity', machine, told),
  collector('hardware', singles, host),
  collector('hardware', `${machine} ${disks}`, told),
  collector('system', singles, host),
  collector('system', `${machine} ${processor} ${system} ${memory} ${disks}`, told),
  collector('network', 'net.mac net.addresses', host),
  collector('os', system, told),
  collector('cpu', processor, told),
  collector('memory', memory, told),
  collector('disks', disks, told),
  ...['dpkg', 'rpm', 'snap', 'flatpak', 'apps', 'pkgutil', 'registry', 'winget'].map((source) =>
    collector(`software-${source}`, 'name version architecture publisher', catalogue),
  ),
  collector('usage', 'program path title times', usage),
  collector('usage', 'subject', user),
];

const files: readonly InventoryItem[] = [
  file('archive', 'packs of segments, encrypted', {
    ...rows,
    retention: `${always}; names only for as long as their keys are`,
  }),
  file('hub', 'list of erasures, random ids alone, and its copy in the archive', erasing),
  file('hub', 'objects: bytes of packages', work),
  file('hub', 'uploads on their way', { ...work, retention: 'seven days without an addition' }),
  file('hub', 'backups', { ...person, retention: 'the newest seven, unless configured' }),
  file('hub', 'log lines', { ...work, retention: 'as the supervisor keeps them' }),
  file('relay', 'journal of segments, encrypted', {
    ...rows,
    retention: 'until the hub has them safe, and the site’s retention',
  }),
  file('relay', 'log lines', { ...work, retention: 'as the supervisor keeps them' }),
  file('agent', 'spool, encrypted', { ...rows, retention: 'until the hub has them' }),
  file('agent', 'names of users and their keys', name),
  file('agent', 'log lines', { ...work, retention: 'as the supervisor keeps them' }),
];

/** What is stored where, of which class, why, and for how long. */
export const inventory: readonly InventoryItem[] = [
  ...Object.entries(eventClasses).map(([kind, [fields, why]]) => at('event')(kind, fields, why)),
  ...collectors,
  ...tables,
  ...files,
];
