import { leaseDefaults, type ArtifactRef } from '@eucora/protocol/desired';
import { idFor } from '@eucora/protocol/testing';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compile, ownerOf, settledKey, type CompileInput } from './compile.ts';
import { diffSlices } from './diff.ts';
import { issueCause } from './issue-rules.ts';
import { executorFormat, type Assignment, type PlaneRule, type TargetDevice } from './model.ts';
import { deviceState, type StateFacts } from './states.ts';

const dayMs = 86_400_000;
const artifact: ArtifactRef = {
  targetPath: 'linux/retail/app_2.0.deb',
  sha256: new Uint8Array(32),
  bytes: 4,
  chunkListSha256: new Uint8Array(32),
};
const plan = {
  notBeforeMs: null,
  deadlineMs: null,
  windows: [],
  before: [],
  after: [],
  attemptsMax: 3,
  security: false,
};
const nowhere = { site: [], business_unit: [], device_group: [], device: [] };
const device = (name: string, over: Partial<TargetDevice> = {}): TargetDevice => ({
  id: idFor(name),
  no: 1,
  siteId: 'hq',
  businessUnit: null,
  groups: [],
  ...over,
});
const order = (no: number, over: Partial<Assignment> = {}): Assignment => ({
  id: idFor(`assignment ${no}`),
  intent: `intent ${no}`,
  no,
  packageId: 'app',
  packageName: 'app',
  format: 'deb',
  action: 'install',
  version: '2.0',
  hindrance: null,
  artifact,
  minVersion: null,
  target: { ...nowhere, site: ['hq'] },
  ring: 0,
  plane: 'agent',
  plan,
  ...over,
});
const compiled = (over: Partial<CompileInput>) =>
  compile({ assignments: [], devices: [], planes: [], settled: new Set(), ...over });
const till = device('till');

describe('compiling', () => {
  it('aims at sites, business units, groups and devices, each device once', () => {
    const assignments = [
      order(1, { target: { ...nowhere, site: ['hq'], device: [till.id], device_group: ['a'] } }),
      order(2, { packageName: 'other', target: { ...nowhere, business_unit: ['retail'] } }),
    ];
    const there = device('there', { siteId: 'vault', businessUnit: 'retail' });
    const sites = compiled({ assignments, devices: [{ ...till, groups: ['a'] }, there] });
    expect([...sites.keys()]).toEqual(['hq', 'vault']);
    expect(sites.get('hq')?.slices.map(({ items }) => items.length)).toEqual([1]);
    expect(sites.get('vault')?.slices[0]?.items.map((item) => item.packageName)).toEqual(['other']);
  });

  it('gives a device without orders an empty slice, so that it learns of it', () => {
    const slices = compiled({ devices: [till] }).get('hq')?.slices;
    expect(slices).toEqual([{ device: till.id, items: [] }]);
  });

  it('lets the newest hold, whatever it is aimed at, and names what it overrules', () => {
    const assignments = [
      order(1, { version: '1.0', target: { ...nowhere, device: [till.id] } }),
      order(2),
      order(3, { packageName: 'lib' }),
    ];
    const site = compiled({ assignments, devices: [till] }).get('hq')!;
    expect(site.slices[0]?.items.map(({ version }) => version)).toEqual(['2.0', '2.0']);
    expect(site.conflicts).toEqual([
      { device: till.id, packageName: 'app', winner: 'intent 2', losers: ['intent 1'] },
    ]);
    const states = site.outcomes.map(({ assignment, outcome }) => [assignment.no, outcome.state]);
    expect(states).toEqual([
      [2, 'ordered'],
      [1, 'superseded'],
      [3, 'ordered'],
    ]);
  });

  it('does not go back to an older order when the newest can’t be carried out', () => {
    const assignments = [order(1, { version: '1.0' }), order(2, { hindrance: 'not_published' })];
    const site = compiled({ assignments, devices: [till] }).get('hq')!;
    expect(site.slices[0]?.items).toEqual([]);
    expect(site.outcomes[0]?.outcome).toEqual({ state: 'hindered', hindrance: 'not_published' });
  });

  it('leaves to another plane what that owns, says so, and gives the device nothing to install', () => {
    const planes: PlaneRule[] = [
      { id: 1, packageId: 'app', deviceGroup: null, siteId: null, plane: 'intune' },
    ];
    const site = compiled({ assignments: [order(1)], devices: [till], planes }).get('hq')!;
    expect(site.outcomes[0]?.outcome).toEqual({ state: 'not_ours', plane: 'intune' });
    expect(site.slices[0]?.items[0]).toMatchObject({ plane: 'intune', artifact: null });
  });

  it('names what needs an approver until the device says that it is done', () => {
    const removal = order(1, { action: 'remove', version: '', artifact: null });
    const late = order(2, { packageName: 'lib', ring: 3 });
    const below = order(3, { packageName: 'old', version: '1.0', minVersion: '1.5' });
    const input = { assignments: [removal, late, below], devices: [till] };
    const named = compiled(input)
      .get('hq')!
      .dangerous.map(({ dangers }) => dangers);
    expect(named).toEqual([['removal'], ['late_ring'], ['below_min_version']]);
    const settled = new Set([settledKey(till.id, removal.id)]);
    expect(compiled({ ...input, settled }).get('hq')?.dangerous).toHaveLength(2);
  });

  const groups = ['a', 'b', 'c'];
  const anyDevice = fc.record({
    id: fc.integer({ min: 0, max: 8 }).map((n) => idFor(`device ${n}`)),
    no: fc.constant(1),
    siteId: fc.constantFrom('hq', 'vault'),
    businessUnit: fc.constantFrom(null, 'retail'),
    groups: fc.subarray(groups),
  });
  const anyOrder = fc
    .record({
      packageName: fc.constantFrom('app', 'lib'),
      version: fc.constantFrom('1.0', '2.0'),
      plane: fc.constantFrom('agent' as const, 'intune' as const),
      hindrance: fc.constantFrom(null, 'not_vouched' as const),
      target: fc.record({
        site: fc.subarray(['hq', 'vault']),
        business_unit: fc.subarray(['retail']),
        device_group: fc.subarray(groups),
        device: fc.subarray([0, 1, 2].map((n) => idFor(`device ${n}`))),
      }),
    })
    .map((over) => over);
  const anyRule = fc.record({
    packageId: fc.constantFrom(null, 'app'),
    deviceGroup: fc.constantFrom(null, ...groups),
    siteId: fc.constantFrom(null, 'hq'),
    plane: fc.constantFrom('agent' as const, 'jamf' as const),
  });
  const anyInput = fc.record({
    assignments: fc
      .array(anyOrder, { maxLength: 8 })
      .map((all) => all.map((over, no) => order(no, over))),
    devices: fc.uniqueArray(anyDevice, { maxLength: 6, selector: ({ id }) => id }),
    planes: fc
      .array(anyRule, { maxLength: 5 })
      .map((all) => all.map((rule, id) => ({ id, ...rule }))),
    settled: fc.constant(new Set<string>()),
  });
  const shuffled = <T>(list: readonly T[], seed: number): T[] =>
    list
      .map((each, i) => ({ each, key: ((i + 1) * (seed * 2 + 1) * 2_654_435_761) % 97 }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ each }) => each);

  test('the order in which anything is given does not matter', () => {
    fc.assert(
      fc.property(anyInput, fc.nat(40), (input, seed) => {
        const other = {
          ...input,
          assignments: shuffled(input.assignments, seed),
          devices: shuffled(input.devices, seed).map((each) => ({
            ...each,
            groups: each.groups.toReversed(),
          })),
          planes: shuffled(input.planes, seed),
        };
        const plain = (of: CompileInput) =>
          [...compile(of).values()].map(({ outcomes, ...site }) => ({
            ...site,
            outcomes: outcomes.map(({ device: at, assignment, outcome }) => {
              return [at.id, assignment.id, outcome];
            }),
          }));
        expect(plain(other)).toEqual(plain(input));
      }),
    );
  });

  test('each device has one item for a package, of the newest order that is aimed at it', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { slices, outcomes } of compile(input).values()) {
          for (const { device: id, items } of slices) {
            const names = items.map(({ packageName }) => packageName);
            expect(new Set(names).size).toBe(names.length);
            for (const item of items) {
              const own = outcomes.filter(
                ({ device: at, assignment }) =>
                  at.id === id && assignment.packageName === item.packageName,
              );
              const newest = Math.max(...own.map(({ assignment }) => assignment.no));
              expect(item.assignment).toBe(idFor(`assignment ${newest}`));
            }
          }
        }
      }),
    );
  });
});

test('the most specific rule says which plane executes', () => {
  const rule = (id: number, over: Partial<PlaneRule>): PlaneRule => {
    return { id, packageId: null, deviceGroup: null, siteId: null, plane: 'agent', ...over };
  };
  const rules = [
    rule(1, { packageId: 'app', siteId: 'hq', plane: 'jamf' }),
    rule(2, { deviceGroup: 'a', siteId: 'hq', plane: 'awx' }),
    rule(3, { siteId: 'hq', plane: 'sccm' }),
  ];
  const grouped = { ...till, groups: ['a'] };
  expect(ownerOf(grouped, 'app', rules)).toBe('jamf');
  expect(ownerOf(grouped, 'lib', rules)).toBe('awx');
  expect(ownerOf(till, 'lib', rules)).toBe('sccm');
  expect(ownerOf({ ...till, siteId: 'vault' }, 'app', rules)).toBe('agent');
});

test('a site is told when there is news, and regularly; later where an approver has to sign anew', () => {
  const lease = leaseDefaults.online;
  const newest = { contentHash: 'a', issuedMs: 0, hasDangers: false, isBelieved: true };
  const wanted = { contentHash: 'a', items: 1 };
  expect(issueCause(undefined, { contentHash: 'a', items: 0 }, lease, 0)).toBeUndefined();
  expect(issueCause(undefined, wanted, lease, 0)).toBe('first');
  expect(issueCause(newest, wanted, lease, dayMs / 4 - 1)).toBeUndefined();
  expect(issueCause(newest, wanted, lease, dayMs / 4)).toBe('lease');
  expect(issueCause({ ...newest, hasDangers: true }, wanted, lease, dayMs / 2)).toBeUndefined();
  expect(issueCause({ ...newest, hasDangers: true }, wanted, lease, 0.75 * dayMs)).toBe('lease');
  expect(issueCause(newest, { contentHash: 'b', items: 0 }, lease, 0)).toBe('changed');
  expect(issueCause({ ...newest, isBelieved: false }, wanted, lease, 0)).toBe('keys');
});

test('two documents differ by device, package and field', () => {
  const slicesOf = (...assignments: Assignment[]) =>
    compiled({ assignments, devices: [till] }).get('hq')!.slices;
  const [one, two] = [order(1), order(2, { version: '3.0', ring: 1 })];
  expect(diffSlices(slicesOf(one), slicesOf(one))).toEqual([]);
  const [changed] = diffSlices(slicesOf(one), slicesOf(two));
  expect(changed?.fields).toEqual(['assignment', 'ring', 'version']);
  expect(diffSlices([], slicesOf(one))[0]).toMatchObject({ before: null, packageName: 'app' });
  expect(diffSlices(slicesOf(one), [])[0]).toMatchObject({ after: null, device: till.id });
});

test('where an order stands: what is done, what can’t be, what was said, what is unknown', () => {
  const facts: StateFacts = {
    outcome: { state: 'ordered' },
    isCancelled: false,
    needsApproval: false,
    isIssued: true,
    said: undefined,
  };
  const stateOf = (over: Partial<StateFacts>) => deviceState({ ...facts, ...over }).state;
  const said = (step: 'failed' | 'attested' | 'refused', code = 'x') => ({
    step,
    code,
    detail: '',
  });
  expect(stateOf({})).toBe('unknown');
  expect(stateOf({ isIssued: false })).toBe('waits_for_issue');
  expect(stateOf({ needsApproval: true })).toBe('waits_for_approval');
  expect(stateOf({ needsApproval: true, said: said('refused', 'not_approved') })).toBe(
    'waits_for_approval',
  );
  expect(stateOf({ said: said('failed') })).toBe('failed');
  expect(stateOf({ said: said('failed'), isCancelled: true })).toBe('cancelled');
  expect(stateOf({ said: said('attested'), isCancelled: true })).toBe('attested');
  expect(stateOf({ outcome: { state: 'superseded', by: 'x' }, said: said('failed') })).toBe(
    'superseded',
  );
  expect(stateOf({ outcome: { state: 'not_ours', plane: 'jamf' } })).toBe('not_ours');
  expect(stateOf({ outcome: { state: 'hindered', hindrance: 'not_vouched' } })).toBe('not_vouched');
});

test('what an agent’s executor takes a package as', () => {
  expect(executorFormat('deb', 'app')).toBe('deb');
  expect(executorFormat('tar', 'eucora-agent')).toBe('agent');
  expect(executorFormat('tar', 'app')).toBeUndefined();
  expect(executorFormat('intunewin', 'app')).toBeUndefined();
});
