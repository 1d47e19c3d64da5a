import { expect, test } from 'vitest';
import type { DesiredDocument } from '../api/types.ts';
import { bodyOf, emptyDraft, stepFault, type DeploymentDraft } from './deployment-draft.ts';
import { changeWords, stateCounts, targetWords } from './deployment-words.ts';

const device = 'a'.repeat(32);
const draft: DeploymentDraft = { ...emptyDraft, devices: device };

test('each step says what is missing', () => {
  expect(stepFault(draft, 'version')).toContain('published');
  expect(stepFault(emptyDraft, 'where')).toContain('Say where');
  expect(stepFault({ ...draft, devices: 'till-4' }, 'where')).toContain('till-4');
  expect(stepFault(draft, 'where')).toBeUndefined();
  const backwards = { ...draft, notBefore: '2026-11-25T12:00', deadline: '2026-11-25T11:00' };
  expect(stepFault(backwards, 'when')).toContain('deadline');
  const window = { days: [], from: '22:00', hours: '8' };
  expect(stepFault({ ...draft, windows: [window] }, 'when')).toContain('days');
  const port = { at: 'after', kind: 'port_open', value: '0' } as const;
  expect(stepFault({ ...draft, checks: [port] }, 'checks')).toContain('port');
  expect(stepFault({ ...draft, attempts: '21' }, 'checks')).toContain('20');
});

test('a draft becomes the request that says the same', () => {
  const body = bodyOf({
    ...draft,
    sites: 'hq, vault hq',
    businessUnits: 'Retail North, Retail South',
    windows: [{ days: [0, 4], from: '22:30', hours: '1.5' }],
    checks: [
      { at: 'before', kind: 'program_succeeds', value: '/usr/bin/test -e /run' },
      { at: 'after', kind: 'port_open', value: '8080' },
    ],
  });
  expect(body).toMatchObject({
    target_scope: {
      sites: ['hq', 'vault'],
      business_units: ['Retail North', 'Retail South'],
      devices: [device],
    },
    schedule: { windows: [{ days: [0, 4], from_minute: 1350, minutes: 90 }] },
    checks: {
      before: [{ path: '/usr/bin/test', args: ['-e', '/run'] }],
      after: [{ kind: 'port_open', port: 8080 }],
    },
  });
  expect(bodyOf({ ...draft, action: 'remove' })).not.toHaveProperty('package_version_id');
});

test('what went wrong comes first, and words say where and what changed', () => {
  const counts = stateCounts({ attested: 4, failed: 1, unknown: 2, installing: 0, odd: 3 });
  expect(counts.map(([state]) => state)).toEqual(['failed', 'unknown', 'attested']);
  const scope = { sites: ['a', 'b', 'c', 'd'], business_units: [], device_groups: ['tills'] };
  expect(targetWords({ target_scope: { ...scope, devices: [] } })).toBe('4 sites · group tills');
  const order: NonNullable<DesiredDocument['changes'][number]['after']> = {
    action: 'install',
    version: '2',
    format: 'deb',
    rollback: false,
    ring: 0,
    plane: 'agent',
    assignment: device,
    target_path: null,
    sha256: null,
  };
  const change = { device_id: device, package_name: 'app', before: null, after: order, fields: [] };
  expect(changeWords(change)).toBe('install 2');
  expect(changeWords({ ...change, before: { ...order, version: '1' } })).toBe(
    'install 2 (was: install 1)',
  );
  expect(changeWords({ ...change, before: order, after: null })).toContain('no order any more');
  expect(changeWords({ ...change, before: order, fields: ['assignment', 'ring'] })).toBe(
    'install 2: ring changed',
  );
});
