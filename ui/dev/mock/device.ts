import type { Application, Device, DeviceRow, Software, Usage } from '../../src/api/types.ts';
import { iso } from './fleet.ts';
import { hexOf, pick, randomOf } from './random.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const STEMS = [
  'adduser',
  'apt',
  'base-files',
  'bash',
  'bind9-host',
  'ca-certificates',
  'coreutils',
  'cups',
  'curl',
  'dbus',
  'dpkg',
  'e2fsprogs',
  'firefox-esr',
  'fontconfig',
  'gcc-12',
  'git',
  'gnupg',
  'grep',
  'gzip',
  'libc6',
  'libcurl4',
  'libffi8',
  'libgcrypt20',
  'libglib2.0-0',
  'libpam-runtime',
  'libreoffice-calc',
  'libreoffice-writer',
  'libssl3',
  'libsystemd0',
  'libx11-6',
  'linux-image-amd64',
  'nginx',
  'openssh-client',
  'openssl',
  'perl',
  'postgresql-15',
  'python3',
  'rsync',
  'sed',
  'sqlite3',
  'sudo',
  'systemd',
  'tar',
  'thunderbird',
  'tzdata',
  'util-linux',
  'vim',
  'wget',
  'xz-utils',
  'zlib1g',
] as const;
const PARTS = [
  '',
  '-common',
  '-data',
  '-dev',
  '-doc',
  '-l10n',
  '-plugins',
  '-utils',
  '-bin',
  '-dbg',
];
const PROGRAMS = [
  ['firefox', '/usr/lib/firefox-esr/firefox-esr', 'Firefox'],
  ['code', '/usr/share/code/code', 'Visual Studio Code'],
  ['libreoffice', '/usr/lib/libreoffice/program/soffice.bin', 'LibreOffice'],
  ['postgres', '/usr/lib/postgresql/15/bin/postgres', null],
  ['node', '/usr/bin/node', null],
  ['autocad', '/opt/autocad/acad', 'AutoCAD'],
  ['matlab', '/opt/matlab/bin/matlab', 'MATLAB'],
  ['nginx', '/usr/sbin/nginx', null],
  ['thunderbird', '/usr/lib/thunderbird/thunderbird', 'Thunderbird'],
  ['sshd', '/usr/sbin/sshd', null],
  ['cron', '/usr/sbin/cron', null],
] as const;
const USERS = ['Mara Lindqvist', 'Tomás Ferreira', 'Ada Okonkwo', null] as const;

/** The whole of one device, made from its row. */
export function deviceOf(row: DeviceRow, now: number): Device {
  const random = randomOf(Number.parseInt(row.id.slice(0, 8), 16));
  const incarnation = hexOf(random, 16);
  const known = row.hostname !== null;
  const committed = 1_200 + Math.floor(random() * 4_000);
  return {
    ...row,
    enrolled_at: iso(now - 90 * 24 * HOUR_MS),
    split_of: null,
    hardware: known ? hardwareOf(random) : NO_HARDWARE,
    os: known
      ? { name: row.os ?? 'Linux', version: null, kernel: '6.1.0-28-amd64', arch: 'x86_64' }
      : { name: null, version: null, kernel: null, arch: null },
    streams: known
      ? (['urgent', 'ledger', 'bulk'] as const).map((lane, index) => ({
          incarnation,
          lane,
          through: Math.floor(committed / (index + 1)) + 3,
          events_committed: Math.floor(committed / (index + 1)),
          events_rejected: 0,
          events_void: index === 2 ? 3 : 0,
          current: true,
        }))
      : [],
    collectors: known ? collectorsOf(row, random) : [],
    measurements: known
      ? [
          { what: 'running_programs', state: 'measured', reason: null },
          { what: 'software', state: 'measured', reason: null },
          {
            what: 'short_programs',
            state: 'unmeasured',
            reason: 'process accounting is not permitted to this account',
          },
        ]
      : [],
    inventory: {
      hash: known ? hexOf(random, 32) : null,
      at: known ? iso(now - 3 * HOUR_MS) : null,
      pending_deltas: 0,
    },
  };
}

const NO_HARDWARE: Device['hardware'] = {
  machine: { vendor: null, model: null, serial: null, chassis: null },
  cpu: { model: null, vendor: null, sockets: null, cores: null, threads: null, max_mhz: null },
  memory: { total_bytes: null },
  disks: [],
  network: [],
};

function hardwareOf(random: () => number): Device['hardware'] {
  const cores = pick([4, 8, 12, 16], random());
  return {
    machine: { vendor: 'Dell Inc.', model: 'OptiPlex 7010', serial: '7XK2M33', chassis: 'Desktop' },
    cpu: {
      sockets: 1,
      model: pick(
        ['Intel Core i7-12700', 'AMD EPYC 7313P 16-Core Processor', 'Intel Core i5-1345U'],
        random(),
      ),
      vendor: 'GenuineIntel',
      cores,
      threads: cores * 2,
      max_mhz: 3_400 + Math.floor(random() * 16) * 100,
    },
    memory: { total_bytes: pick([8, 16, 32, 64], random()) * 2 ** 30 },
    disks: [
      {
        name: 'nvme0n1',
        model: 'Samsung SSD 980 PRO',
        size_bytes: 1_000_204_886_016,
        type: 'nvme',
      },
      { name: 'sda', model: 'WDC WD40EFRX', size_bytes: 4_000_787_030_016, type: 'hdd' },
    ],
    network: [
      {
        name: 'eno1',
        mac: '3c:ec:ef:12:9a:40',
        addresses: ['10.20.4.17', 'fe80::3eec:efff:fe12:9a40'],
      },
      { name: 'wlp2s0', mac: '9c:b6:d0:1f:77:02', addresses: [] },
    ],
  };
}

function collectorsOf(row: DeviceRow, random: () => number): Device['collectors'] {
  const names = [
    'identity',
    'os',
    'cpu',
    'memory',
    'disks',
    'network',
    'software',
    'programs',
    'heartbeat',
  ];
  return names.map((name, index) => ({
    name,
    status: name === 'network' && random() < 0.3 ? 'slowed' : 'ok',
    runs: name === 'programs' ? 48_211 : 90 + index,
    wall_ms_last: Math.floor(random() * (name === 'software' ? 900 : 60)) + 2,
    cpu_ms_total: Math.floor(random() * 90_000),
    items: name === 'software' ? (row.software_count ?? 0) : 1 + Math.floor(random() * 12),
    detail: name === 'software' ? 'dpkg' : null,
  }));
}

/** The software of one device; as many items as its row says. */
export function softwareOf(row: DeviceRow): Software[] {
  const random = randomOf(Number.parseInt(row.id.slice(8, 16), 16));
  const names = PARTS.flatMap((part) => STEMS.map((stem) => `${stem}${part}`));
  const total = row.software_count ?? 0;
  return Array.from({ length: total }, (_, index) => {
    const base = names[index % names.length] ?? 'package';
    const name = index < names.length ? base : `${base}${Math.floor(index / names.length) + 1}`;
    return {
      name,
      version: versionOf(random),
      source: 'dpkg',
      architecture: random() < 0.7 ? 'amd64' : 'all',
      publisher: random() < 0.8 ? 'Debian' : 'Vendor Tools Ltd.',
      application_id: `pkg:deb/debian/${name}`,
    };
  }).toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function versionOf(random: () => number): string {
  return `${1 + Math.floor(random() * 9)}.${Math.floor(random() * 20)}.${Math.floor(random() * 10)}-${1 + Math.floor(random() * 4)}`;
}

/** What ran on a device in a period, newest first. */
export function usageOf(row: DeviceRow, from: number, to: number): Usage[] {
  const end = Math.min(to, Date.parse(row.as_of ?? '') || from);
  const random = randomOf(Number.parseInt(row.id.slice(16, 24), 16));
  return PROGRAMS.flatMap(([program, path, title], index) => {
    const daemon = title === null;
    const usual = daemon ? 40 * HOUR_MS : (20 + random() * 100) * MINUTE_MS;
    const runs: Usage[] = [];
    let at = Math.floor(from / HOUR_MS) * HOUR_MS - random() * usual;
    while (at < end) {
      const length = usual * (0.4 + random());
      const ended = at + length < end ? at + length : undefined;
      if (ended === undefined || ended > from) {
        runs.push({
          program,
          path,
          title,
          subject_id: hexOf(random, 16),
          user: daemon ? null : pick(USERS, random()),
          pid: 700 + index * 311 + runs.length,
          started_at: iso(at),
          start_uncertainty_ms: pick([400, 1_000, 1_800, 240_000], random()),
          ended_at: ended === undefined ? null : iso(ended),
          end_uncertainty_ms: ended === undefined ? null : pick([500, 2_000, 420_000], random()),
          instances_max: daemon ? 4 : 1,
        });
      }
      at += length + random() * 3 * HOUR_MS;
    }
    return runs;
  }).toSorted((a, b) => b.started_at.localeCompare(a.started_at));
}

/** The applications of the fleet, most installed first. */
export function applicationsOf(devices: number): Omit<Application, 'as_of' | 'coverage'>[] {
  const random = randomOf(99);
  return PARTS.flatMap((part) => STEMS.map((stem) => `${stem}${part}`))
    .map((name) => {
      const installs = Math.floor(devices * random() ** 2);
      const count = 1 + Math.floor(random() * 9);
      const weights = Array.from({ length: count }, () => random() ** 2 + 0.02);
      const sum = weights.reduce((a, b) => a + b, 0);
      const versions = weights
        .map((weight) => ({
          version: versionOf(random),
          installs: Math.floor((installs * weight) / sum),
          installs_simulated: Math.floor((installs * weight * 0.24) / sum),
        }))
        .toSorted((a, b) => b.installs - a.installs);
      return {
        id: `pkg:deb/debian/${name}`,
        name,
        source: 'dpkg',
        publisher: random() < 0.8 ? 'Debian' : null,
        installs,
        installs_simulated: Math.floor(installs * 0.24),
        versions,
        version_count: versions.length,
      };
    })
    .toSorted((a, b) => b.installs - a.installs);
}
