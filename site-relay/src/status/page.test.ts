import { describe, expect, test } from 'vitest';
import { formatAgo, formatBytes } from './format.ts';
import { escapeHtml, renderPage } from './page.ts';
import { concernsOf, stateOf, type StatusReport } from './report.ts';
import { statusText } from './text.ts';

const lane = {
  incarnation: 'ab'.repeat(16),
  current: true,
  lane: 'ledger',
  position: 1_234,
  sealed_through: 9,
  committed_through: 4,
  safe_through: 3,
  oldest_held: 1,
  held_segments: 9,
  held_bytes: 5_000_000,
  pending_batches: 2,
  pending_bytes: 900,
};
const base: Omit<StatusReport, 'state' | 'concerns'> = {
  site: 'hq',
  site_class: 'online',
  relay_id: 'cd'.repeat(16),
  as_of: '2026-01-02T03:04:05.000Z',
  started_at: '2026-01-02T03:00:00.000Z',
  devices: { total: 2, simulated: 1, heard: 1 },
  intake: {
    batches: 5,
    events: 50,
    duplicates: 0,
    evidence: 0,
    refused: 3,
    granted_bytes: 0,
    waiting_bytes: 0,
    disk: 'ok',
  },
  disk: {
    path: '/home/relay',
    free_bytes: 5_000_000_000,
    free_bytes_min: 1_000_000,
    need_bytes: 0,
    reserve_bytes: 1_048_576,
  },
  journal: { incarnation: 'ab'.repeat(16), parent: null, earlier: 0, damaged: 0, lanes: [lane] },
  uplink: {
    configured: true,
    connected: true,
    since: null,
    last_contact_at: '2026-01-02T03:03:00.000Z',
    receipt_delay_ms: 120.4,
    published: 9,
    resent: 0,
    refused_by_broker: 0,
  },
  link: {
    bytes_per_second: 0,
    bytes_per_day: 0,
    day_bytes: 0,
    windows: [],
    time_zone: 'Europe/Berlin',
    urgent_exempt: true,
    paused: false,
    hold: null,
    backlog_bytes: 3_000_000,
    measured_bytes_per_second: null,
    predicted_finish_at: '2026-01-02T03:10:00.000Z',
    no_prediction: null,
  },
  cache: {
    held_bytes: 3_000_000,
    wanted_bytes: 4_000_000,
    saved_bytes: 2_000_000,
    need_bytes: 0,
    rotten: 0,
    bytes_per_second: 100_000,
    predicted_finish_at: '2026-01-02T03:20:00.000Z',
    artifacts: [
      {
        sha256: 'ab'.repeat(32),
        target_path: 'linux/<hello>_1.0_amd64.deb',
        bytes: 4_000_000,
        held_bytes: 3_000_000,
        saved_bytes: 2_000_000,
        state: 'coming',
        detail: 'hub',
      },
    ],
  },
  receipt: {
    ledger_epoch: 1,
    generation: 4,
    is_hub_behind: false,
    received_at: '2026-01-02T03:04:00.000Z',
  },
  audit: { position: 0, contradicting: 0 },
  nats: { url: 'nats://127.0.0.1:1', pid: 7, healthy: true, adopted: false, restarts: 0 },
};
const report = (part: Partial<typeof base> = {}): StatusReport => {
  const facts = { ...base, ...part };
  return { ...facts, state: stateOf(facts), concerns: concernsOf(facts) };
};

describe('the state in one word', () => {
  const uplink = { ...base.uplink, connected: false };
  test.each([
    ['all answers', {}, 'well', 0],
    ['the hub is out of reach', { uplink }, 'isolated', 1],
    ['no hub is wanted', { uplink: { ...uplink, configured: false } }, 'well', 0],
    ['the disk is full', { intake: { ...base.intake, disk: 'full' as const } }, 'degraded', 1],
    ['the server is down', { nats: { ...base.nats, healthy: false } }, 'degraded', 1],
    ['files are damaged', { journal: { ...base.journal, damaged: 2 } }, 'degraded', 1],
  ])('when %s', (_when, part, state, concerns) => {
    expect(report(part)).toMatchObject({ state });
    expect(report(part).concerns).toHaveLength(concerns);
  });
});

describe('the page', () => {
  test('says what is there, with its as-of', () => {
    const html = renderPage(report(), []);
    expect(html).toContain('All is well');
    expect(html).toContain('5 segments');
    expect(html).toContain('2026-01-02T03:04:05.000Z');
    expect(html).toContain('No device is enrolled');
    expect(statusText(report())).toContain('backlog    5 segments; 4.8 MiB kept');
  });
  test('shows no markup of a name that devices chose', () => {
    const device = {
      device_id: '<img src=x onerror=1>',
      simulated: false,
      run: '',
      journalled: 1,
      committed: 0,
      last_contact_at: null,
    };
    expect(renderPage(report(), [device])).not.toContain('<img');
    expect(escapeHtml(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
  });
});

test('sizes and ages for people', () => {
  expect([0, 1_023, 1_024, 5_000_000, 3 * 2 ** 40].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.0 KiB',
    '4.8 MiB',
    '3.0 TiB',
  ]);
  const asOf = '2026-01-02T00:00:00.000Z';
  const ago = (ms: number): string =>
    formatAgo(new Date(Date.parse(asOf) - ms).toISOString(), asOf);
  expect([0, 5e3, 6e5, 1.8e7, 1e9].map(ago)).toEqual([
    'now',
    '5 s ago',
    '10 min ago',
    '5 h ago',
    '12 days ago',
  ]);
  expect(formatAgo(null, asOf)).toBe('never');
});
