import { createHash } from 'node:crypto';
import { withDelegation } from '@eucora/protocol/trust';
import { beforeEach, describe, expect, test } from 'vitest';
import { Laptops, PassingKeys } from '../../testing/laptops.ts';
import { planImport, type OfferedFile } from './import.ts';
import type { HeldKey } from './keys.ts';
import { overviewOf } from './overview.ts';
import {
  onlineAgeMsMax,
  onlineLifeMs,
  publicationDue,
  published,
  refusalOf,
} from './publication.ts';
import { keptOf, PaperDevice } from './device.ts';
import { Repository } from './repository.ts';
import { tarOf } from './stick.ts';
import { vouchingOf, type Artifact } from './vouching.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2027, 0, 1);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const till = { length: 16, sha256: '5'.repeat(64) };
const named = { package: 'till', version: '1.0' };
const artifact: Artifact = {
  sha256: till.sha256,
  bytes: 16,
  name: 'till',
  version: '1.0',
  platform: 'linux',
  fileName: 'till_1.0_amd64.deb',
};

let keys: PassingKeys;
let laptops: Laptops;
let repository: Repository;
const known = new Map<string, string>();
const online = (): HeldKey[] => keys.all.filter(({ name }) => name === 'online');

function bring(offered: readonly OfferedFile[], at = nowMs) {
  const ground = { repository, known, nowMs: at, online: online(), sha256 };
  const plan = planImport(ground, offered);
  repository = repository.with(plan.accepted);
  for (const { role, version, bytes } of plan.accepted) {
    known.set(`${role} ${version}`, sha256(bytes));
  }
  return plan.results.map(({ name, result, clause, detail }) => {
    const said = clause === null ? detail : `${clause}: ${detail}`;
    return `${name.replace('draft/', '')} ${result}${said === '' ? '' : ` ${said}`}`;
  });
}

let numbers = 0;
function publish(at = nowMs, signers = online()) {
  numbers += 1;
  const before = repository;
  const after = published(repository, { snapshot: numbers, timestamp: numbers }, signers, at);
  const refusal = refusalOf(before, after, at);
  if (!refusal) repository = after;
  return refusal;
}
const vouching = (of: Artifact = artifact) =>
  vouchingOf(of, repository, new PaperDevice(keptOf(repository), repository, nowMs));

beforeEach(() => {
  keys = new PassingKeys();
  laptops = new Laptops(keys.all, nowMs);
  repository = Repository.empty;
  known.clear();
  numbers = 0;
});

describe('an import', () => {
  test('takes what is signed in one go, in whatever order, and knows it again', () => {
    expect(bring(laptops.files().toReversed())).toEqual([
      'linux.json accepted',
      'targets.json accepted',
      'root.json accepted',
    ]);
    expect(publish()).toBeUndefined();
    expect(bring(laptops.files())).toEqual([
      'root.json known',
      'targets.json known',
      'linux.json known',
    ]);
  });

  test('judges each file by itself: one that lacks signatures holds up no other', () => {
    const [root, targets] = [laptops.file('root'), laptops.file('targets')];
    const results = bring([root, targets, laptops.file('linux', ['pat'])]);
    expect(results.slice(0, 2)).toEqual(['root.json accepted', 'targets.json accepted']);
    expect(results[2]).toMatch(
      /^linux\.json refused TUF 5\.6\.3: linux: 0 of the 1 .* Carry the draft to the holders/,
    );
  });

  test.each<[string, () => readonly OfferedFile[], RegExp]>([
    ['a root that one of two signed', () => [laptops.file('root', ['alice'])], /TUF 5\.3\.4.*1 of/],
    ['targets without a root', () => [laptops.file('targets')], /TUF 5\.2.*bring root\.json/],
    [
      'a root that does not name the hub',
      () => [new Laptops([], nowMs).file('root')],
      /EUCORA T4.*0 of the hub's keys for snapshot.*eucora-trust add-key --role snapshot/,
    ],
    [
      'a root after one that is missing',
      () => [laptops.change('root').file('root')],
      /TUF 5\.3\.5.*version 2 where 1/,
    ],
    [
      'what no root signs for',
      () => [{ name: 'x.json', bytes: Buffer.from('{"signed":{"_type":"root"}}') }],
      /refused TUF 4/,
    ],
    [
      'a snapshot',
      () => [{ name: 's.json', bytes: Buffer.from('{"signed":{"_type":"snapshot"}}') }],
      /passed_over The hub makes its own/,
    ],
    ['a picture', () => [{ name: 'x.json', bytes: Buffer.of(1, 2, 3) }], /passed_over It is no/],
  ])('refuses or passes over %s', (_what, offered, expected) => {
    const [first] = bring(offered());
    expect(first).toMatch(expected);
    expect(repository.roots).toEqual([]);
  });

  test('refuses an older version, another one of the same number, a stranger and what expired', () => {
    const first = laptops.files();
    const old = laptops.file('linux');
    bring(first);
    laptops.vouch('linux/till.deb', till, named);
    bring([laptops.file('linux')]);
    known.delete('linux 1');
    expect(bring([old])[0]).toMatch(/refused TUF 5\.5\.5: linux: version 1 after 2/);
    const other = new Laptops(keys.all, nowMs);
    expect(bring([other.change('root').file('root')])[0]).toMatch(/TUF 5\.3\.4.*root 1 needs/);
    const stranger = { ...laptops.file('linux'), name: 'draft/windows.json' };
    expect(bring([stranger])[0]).toMatch(/TUF 5\.6\.3.*nobody delegates to windows\.json/);
    const late = nowMs + 1_096 * dayMs;
    expect(bring([laptops.change('linux').file('linux')], late)[0]).toMatch(
      /TUF 5\.6\.5: .*expired/,
    );
  });
});

describe('a publication', () => {
  test('is due after an import, when root names another key, and long before anything expires', () => {
    expect(publicationDue(repository, nowMs)).toBeUndefined();
    bring(laptops.files());
    expect(publicationDue(repository, nowMs)).toBe('first');
    publish();
    expect(publicationDue(repository, nowMs)).toBeUndefined();
    expect(publicationDue(repository, nowMs + onlineAgeMsMax)).toBeUndefined();
    expect(publicationDue(repository, nowMs + onlineAgeMsMax + 1)).toBe('age');
    expect(repository.timestamp()?.signed.expiresMs).toBe(nowMs + onlineLifeMs);
    bring([laptops.vouch('linux/till.deb', till, named).file('linux')]);
    expect(publicationDue(repository, nowMs)).toBe('new metadata');
    publish();
    const [before] = online();
    const next = keys.renew('online');
    expect(publicationDue(repository, nowMs)).toBeUndefined();
    laptops.replaceKey('snapshot', before!.keyId, next.object);
    bring([laptops.file('root')]);
    expect(publicationDue(repository, nowMs)).toBe('other keys');
    expect(publish()).toBeUndefined();
    expect(repository.roots).toHaveLength(2);
  });

  test('that devices would refuse is not made: with the online key lost, or version numbers reused', () => {
    bring(laptops.files());
    const stolen = new PassingKeys().renew('online');
    expect(publish(nowMs, [stolen])?.message).toMatch(/TUF 5\.4\.2/);
    numbers = 7;
    expect(publish()).toBeUndefined();
    numbers = 2;
    bring([laptops.change('linux').file('linux')]);
    expect(publish()?.message).toMatch(/version 3 after 8 \(TUF 5\.4\.3\.1\)/);
  });
});

describe('who vouches for an artifact', () => {
  test('a publisher does, once the entry says what the package says', () => {
    expect(vouching()).toMatchObject({ state: 'no_root' });
    bring(laptops.files());
    publish();
    expect(vouching()).toMatchObject({
      state: 'missing',
      command:
        'npm run trust -- add-target --dir /media/stick --role linux --file till_1.0_amd64.deb ' +
        '--path linux/till_1.0_amd64.deb --package till --version 1.0 --platform linux',
    });
    bring([laptops.vouch('linux/till.deb', till, { ...named, version: '1.1' }).file('linux')]);
    publish();
    expect(vouching()).toMatchObject({
      state: 'missing',
      detail: 'The entry linux/till.deb of linux says version 1.1, and it is 1.0.',
    });
    const good = { ...named, minVersion: '0.9' };
    bring([laptops.vouch('linux/till.deb', till, good).file('linux')]);
    publish();
    const word = { state: 'vouched', path: 'linux/till.deb', roles: ['targets', 'linux'] };
    expect(vouching()).toMatchObject({ ...word, minVersion: '0.9' });
  });

  test.each<[string, Partial<Artifact>, RegExp]>([
    ['another length', { bytes: 17 }, /says length 16, and it is 17/],
    ['another name', { name: 'shell' }, /says package till, and it is shell/],
    ['another platform', { platform: 'windows' }, /says platform linux, and it is windows/],
  ])('nobody does for %s', (_what, other, expected) => {
    bring([...laptops.vouch('linux/till.deb', till, named).files()]);
    publish();
    expect(vouching({ ...artifact, ...other })).toMatchObject({
      state: 'missing',
      detail: expect.stringMatching(expected),
    });
  });

  test('nobody does outside of what was delegated, whatever the entry says', () => {
    bring(laptops.vouch('windows/till.deb', till, named).files());
    publish();
    expect(vouching()).toMatchObject({ detail: expect.stringMatching(/TUF 5\.7\.2/) });
    bring([laptops.vouch('linux/till.deb', till, { ...named, platform: 'windows' }).file('linux')]);
    publish();
    expect(vouching()).toMatchObject({ detail: expect.stringMatching(/EUCORA T2/) });
  });

  test('commands are what a shell takes as one word each, whatever the package is called', () => {
    bring(laptops.files());
    publish();
    const odd = { fileName: "../it's [a] ; rm -rf *.deb", name: "it's; rm", version: '$(id)' };
    const { command } = vouching({ ...artifact, ...odd }) as { command: string };
    expect(command).toContain(`--package 'it'\\''s; rm' --version '$(id)'`);
    expect(command).toMatch(/--path 'linux\/it'\\''s--a--;-rm--rf--\.deb'/);
  });
});

describe('the overview', () => {
  const overview = (at = nowMs) =>
    overviewOf({ repository, held: keys.all, storedAt: new Map(), nowMs: at });
  const codes = (at = nowMs) => overview(at).lacks.map(({ code }) => code);

  test('says who may sign what, which keys are the hub’s, and what is missing', () => {
    expect(codes()).toEqual(['no_root']);
    bring([laptops.file('root')]);
    expect(codes()).toEqual(['no_targets']);
    bring([laptops.file('targets')]);
    expect(codes()).toEqual(['publisher_missing']);
    bring([laptops.file('linux')]);
    publish();
    expect(codes()).toEqual([]);
    const { roles, publishers } = overview();
    expect(roles.map(({ name, threshold, keys: all }) => [name, threshold, all.length])).toEqual([
      ['root', 2, 2],
      ['timestamp', 1, 1],
      ['snapshot', 1, 1],
      ['targets', 1, 1],
      ['director', 1, 1],
      ['approvers', 1, 1],
    ]);
    expect(roles.filter((role) => role.keys[0]!.isHub).map(({ name }) => name)).toEqual([
      'timestamp',
      'snapshot',
      'director',
    ]);
    expect(publishers).toMatchObject([{ name: 'linux', paths: ['linux/*'], freshness: 'good' }]);
  });

  test('warns before something expires, and when a publisher’s key was exchanged without a new signature', () => {
    bring(laptops.files());
    publish();
    expect(codes(nowMs + 1_004 * dayMs)).toEqual([]);
    expect(codes(nowMs + 1_006 * dayMs)).toEqual(['expires', 'expires']);
    expect(codes(nowMs + 1_096 * dayMs)).toEqual(['expired', 'expired']);
    const other = {
      name: 'linux',
      keys: [keys.renew('online').object],
      threshold: 1,
      paths: ['linux/*'],
      terminating: true,
      scope: { platforms: ['linux'], businessUnits: [] },
    };
    bring([laptops.change('targets', (targets) => withDelegation(targets, other)).file('targets')]);
    expect(codes()).toEqual(['publisher_unsigned']);
  });
});

test('a stick’s archive is one that tar unpacks', async () => {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const files = [
    { path: 'metadata/1.root.json', bytes: Buffer.from('{}\n') },
    { path: 'hub/online.pub', bytes: Buffer.alloc(1_024, 'x') },
  ];
  const running = promisify(execFile)('tar', ['-tvf', '-'], { encoding: 'utf8' });
  running.child.stdin?.end(tarOf(files, new Date(nowMs)));
  expect((await running).stdout).toMatch(
    / 3 2027-01-01.*1\.root\.json\n.* 1024 .*hub\/online\.pub/,
  );
});
