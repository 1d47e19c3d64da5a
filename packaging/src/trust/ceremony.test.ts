import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openRoot, openSnapshot } from '@eucora/protocol/trust';
import { CeremonyDesk } from './ceremony.testing.ts';

let begun: CeremonyDesk;
let mistaken: CeremonyDesk;
let desk: CeremonyDesk;
beforeAll(async () => {
  begun = await CeremonyDesk.open(Date.UTC(2027, 0, 1));
  await begun.firstRoot();
  mistaken = await CeremonyDesk.open(begun.nowMs);
  await mistaken.makeKeys('alice');
  await mistaken.good('init --dir stick');
});
afterAll(async () => {
  for (const { cwd } of [begun, mistaken]) await rm(cwd, { recursive: true, force: true });
});
afterEach(() => rm(desk.cwd, { recursive: true, force: true }));

const published = async (name: string) => readFile(desk.path(`stick/metadata/${name}`));

describe('a ceremony', () => {
  beforeEach(async () => {
    desk = await begun.copy();
  });

  test('three root holders, two of whom sign, a publisher, and what inspect says of it', async () => {
    await rm(desk.path('stick'), { recursive: true });
    await desk.good('init --dir stick --threshold root=2', 'inspect --dir stick');
    expect(desk.said).toMatch(/root has 0 keys and needs 2: give it more with add-key/);
    await desk.good(
      'add-key --dir stick --role root --pub alice.pub --pub bob.pub --pub carol.pub',
      'add-key --dir stick --role targets --pub pat.pub',
    );
    expect(await desk.run('publish --dir stick --key online --passphrase-file phrase')).toBe(1);
    expect(desk.said).toMatch(/root needs 2 more: of alice.*bob.*carol/);
    await desk.good(
      'add-key --dir stick --role snapshot --pub online.pub',
      'add-key --dir stick --role timestamp --pub online.pub',
    );
    await desk.sign('root', 'alice');
    expect(desk.said).toMatch(/\+ root: any 2 of alice \(\w{8}\), bob.*may say who holds/);
    expect(desk.said).toMatch(/root needs 1 more: of bob.*carol/);
    expect(await desk.run('sign --dir stick --role root --key pat --passphrase-file phrase')).toBe(
      1,
    );
    expect(desk.said).toMatch(/pat \(\w{8}\) does not speak for root; those who do are any 2 of/);
    await desk.sign('root', 'carol');
    await desk.sign('targets', 'pat');
    await desk.good('inspect --dir stick');
    expect(desk.said).toMatch(/Nothing is published yet[^]*all signatures are there/);
    await desk.publish();
    expect(await readdir(desk.path('stick/metadata'))).toEqual([
      '1.root.json',
      '1.snapshot.json',
      '1.targets.json',
      'timestamp.json',
    ]);
    expect(await readdir(desk.path('stick/draft'))).toEqual([]);
    await desk.good('inspect --dir stick');
    expect(desk.said).toMatch(/trusts root 1 takes what is published/);
    expect(desk.said).toMatch(/targets: pat \(\w{8}\) may vouch for artifacts/);
  });

  test('a publisher adds an artifact; only for the paths, platforms and units it was given', async () => {
    await writeFile(desk.path('app.deb'), 'the bytes of an application');
    const add = 'add-target --dir stick --role retail-linux --file app.deb';
    for (const [line, why] of [
      [`${add} --path windows/retail/app.deb`, /may vouch for linux\/retail\/\*/],
      [`${add} --path linux/retail/app.deb --platform windows`, /give one of them as --platform/],
      [`${add} --path linux/retail/app.deb --platform linux`, /as --business-unit/],
      ['add-target --dir stick --role other --file app.deb --path x', /Nobody has delegated/],
    ] as const) {
      expect([line, await desk.run(line)]).toEqual([line, 1]);
      expect(desk.said).toMatch(why);
    }
    const note = '--platform linux --business-unit retail --package app';
    const path = '--path linux/retail/app.deb';
    await desk.good(`${add} ${path} ${note} --version 2.0 --min-version 1.5`);
    await desk.sign('retail-linux', 'quinn');
    expect(desk.said).toContain('all signatures');
    await desk.publish();
    await desk.good('inspect --dir stick');
    expect(desk.said).toMatch(
      /its bytes are here and good, vouched for by retail-linux; below 1\.5/,
    );
    await desk.good(`${add} --path linux/retail/old.deb ${note} --version 1.4`);
    expect(desk.said).toMatch(/1\.4 lies below the minimum 1\.5/);
    const [name = ''] = await readdir(desk.path('stick/targets/linux/retail'));
    await writeFile(desk.path(`stick/targets/linux/retail/${name}`), 'the bytes of another thing.');
    expect(await desk.run('inspect --dir stick')).toBe(1);
    expect(desk.said).toMatch(/its bytes here are NOT genuine/);
    await desk.good('remove-target --dir stick --role retail-linux --path linux/retail/app.deb');
    await desk.sign('retail-linux', 'quinn');
    expect(desk.said).toMatch(/- artifact linux\/retail\/app\.deb/);
  });

  test('two holders sign copies at the same time, and the copies are brought together', async () => {
    await desk.good('rotate --dir stick --role timestamp --days 100 --threshold 1');
    await cp(desk.path('stick'), desk.path('copy'), { recursive: true });
    await desk.sign('root', 'alice');
    const sign = '--role root --key bob --passphrase-file phrase --yes';
    await desk.good(`sign --dir copy ${sign}`, 'sign --dir stick --role root --from copy');
    expect(desk.said).toContain('root has all signatures');
    await desk.good('rotate --dir copy --role timestamp --days 50', `sign --dir copy ${sign}`);
    expect(await desk.run('sign --dir stick --role root --from copy')).toBe(1);
    expect(desk.said).toMatch(/copy is another; its holders have to sign this one/);
  });

  test('a lost root key is rotated out: both lists have to agree, and old devices follow', async () => {
    const first = openRoot(await published('1.root.json')).signed;
    const carol = [...first.keys.values()].find(({ holder }) => holder === 'carol')!.keyId;
    await desk.makeKeys('dora');
    await desk.good(
      `rotate --dir stick --role root --remove ${carol.slice(0, 8)} --pub dora.pub --threshold 2`,
    );
    await desk.sign('root', 'alice', 'dora');
    expect(desk.said).toMatch(/root needs 1 more of the root before: of bob.*carol/);
    await desk.sign('root', 'bob');
    await desk.publish();
    await desk.good('inspect --dir stick');
    expect(desk.said).toMatch(/trusts root 1 takes what is published:\n {2}root 2/);
    // An approver stays one; who signs root is another matter.
    expect(openRoot(await published('2.root.json')).signed.approvers?.keyIds).toEqual([carol]);
  });

  test('online keys that a thief used are rotated, and a thief’s counters with them', async () => {
    const online = openRoot(await published('1.root.json')).signed.roles.timestamp.keyIds[0]!;
    await desk.makeKeys('fresh');
    for (const role of ['snapshot', 'timestamp', 'director']) {
      await desk.good(`rotate --dir stick --role ${role} --remove ${online} --pub fresh.pub`);
    }
    await desk.sign('root', 'bob', 'carol');
    expect(await desk.run('publish --dir stick --key online --passphrase-file phrase')).toBe(1);
    expect(desk.said).toMatch(/snapshot has to be signed by fresh.*0 of these keys are here/);
    await desk.good('publish --dir stick --key fresh --passphrase-file phrase');
    expect(desk.said).toBe('Published: root 2, snapshot 2, timestamp 2.');
  });

  test('what has expired is told, and renewed', async () => {
    desk.nowMs += 1_100 * 86_400_000;
    expect(await desk.run('inspect --dir stick')).toBe(1);
    expect(desk.said).toMatch(/REFUSES what is published[^]*expired[^]*eucora-trust rotate/);
    await desk.good('rotate --dir stick --role targets', 'rotate --dir stick --role retail-linux');
    await desk.sign('targets', 'pat');
    await desk.sign('retail-linux', 'quinn');
    await desk.publish();
    await desk.good('inspect --dir stick');
    expect(desk.said).toMatch(/Root expires before the others/);
  });

  test('nothing is written that a device would refuse', async () => {
    // Pat's key goes, and what Pat signed is not signed anew.
    const pat = openRoot(await published('1.root.json')).signed.roles.targets.keyIds[0]!;
    await desk.makeKeys('rita');
    await desk.good(`rotate --dir stick --role targets --remove ${pat} --pub rita.pub`);
    await desk.sign('root', 'alice', 'bob');
    expect(await desk.run('publish --dir stick --key online --passphrase-file phrase')).toBe(1);
    expect(desk.said).toMatch(/Nothing is published, since no device would take it[^]*TUF 5\.6\.3/);
    expect(await readdir(desk.path('stick/metadata'))).not.toContain('2.root.json');
    await desk.good('rotate --dir stick --role targets --days 900');
    await desk.sign('targets', 'rita');
    await desk.publish();
  });

  test('a publish that was cut short is ended by the next one', async () => {
    await desk.good('rotate --dir stick --role root --days 2000');
    await desk.sign('root', 'alice', 'bob');
    await cp(desk.path('stick/draft/root.json'), desk.path('stick/metadata/2.root.json'));
    await desk.publish();
    expect(desk.said).toBe('Published: snapshot 2, timestamp 2.');
    expect(await readdir(desk.path('stick/draft'))).toEqual([]);
    const snapshot = openSnapshot(await published('2.snapshot.json')).signed;
    expect([...snapshot.meta.keys()]).toEqual(['retail-linux', 'targets']);
  });
});

describe('keys and mistakes', () => {
  beforeEach(async () => {
    desk = await CeremonyDesk.open(Date.UTC(2027, 0, 1));
  });

  test('a key file is for its owner alone and never written over', async () => {
    await desk.makeKeys('alice');
    expect((await stat(desk.path('alice'))).mode & 0o777).toBe(0o600);
    const text = await readFile(desk.path('alice'), 'utf8');
    expect(text).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
    const make = 'make-key --key alice --holder alice --passphrase-file phrase';
    expect(await desk.run(make)).toBe(1);
    expect(desk.said).toMatch(/is there already and is not written over/);
    expect(await readFile(desk.path('alice'), 'utf8')).toBe(text);
  });

  test('a passphrase is asked twice, has a length, and a wrong one opens nothing', async () => {
    const make = 'make-key --key bob --holder Bob~of~Root';
    desk.answers = ['short'];
    expect(await desk.run(make)).toBe(1);
    desk.answers = ['long enough to be good', 'another that is long'];
    expect(await desk.run(make)).toBe(1);
    expect(desk.said).toMatch(/differ/);
    desk.answers = ['long enough to be good', 'long enough to be good'];
    await desk.good(make, 'init --dir stick', 'add-key --dir stick --role root --pub bob.pub');
    desk.answers = ['wrong passphrase'];
    expect(await desk.run('sign --dir stick --role root --key bob')).toBe(1);
    expect(desk.said).toMatch(/can't be opened with that/);
    desk.answers = ['long enough to be good', 'no'];
    expect(await desk.run('sign --dir stick --role root --key bob')).toBe(1);
    expect(desk.said).toMatch(/Nothing was signed/);
    desk.answers = ['long enough to be good', 'yes'];
    await desk.good('sign --dir stick --role root --key bob');
  });

  test.each([
    ['', 2, /make-key/],
    ['nonsense', 2, /make-key/],
    ['sign --colour red', 2, /Unknown option/],
    ['inspect', 1, /Give --dir once/],
    ['inspect --dir nowhere', 1, /no ceremony folder yet; eucora-trust init/],
    ['add-key --dir stick --role cook --pub alice.pub', 1, /no role "cook", only root/],
    ['add-key --dir stick --role root --pub alice', 1, /is not what make-key writes/],
    ['add-key --dir stick --role root --pub lost.pub', 1, /is the stick in/],
    ['rotate --dir stick --role root --remove ffff', 1, /No key of root begins with ffff/],
    ['delegate --dir stick --role root --pub alice.pub --path x', 1, /can't name a publisher/],
    ['delegate --dir stick --role p --pub alice.pub --path ../x', 1, /no pattern of paths/],
    ['delegate --dir stick --role p --pub alice.pub --path [a]', 1, /no pattern of paths/],
    ['delegate --dir stick --role p --pub alice.pub --path x --threshold 2', 1, /as many keys/],
    ['init --dir stick', 1, /already; use rotate/],
    ['init --dir new --threshold root=none', 1, /no number of at least 1/],
    ['sign --dir stick --role snapshot --key alice', 1, /No draft of snapshot.*root, targets do/],
    ['remove-target --dir stick --role targets --path x', 1, /does not vouch for x/],
    ['publish --dir stick --key phrase --passphrase-file phrase', 1, /is no key file/],
  ])('%j: what to do is said', async (line, code, why) => {
    const files = await readdir(mistaken.cwd, { recursive: true });
    expect([await mistaken.run(line), mistaken.said]).toEqual([code, expect.stringMatching(why)]);
    // A mistake changes nothing.
    expect(await readdir(mistaken.cwd, { recursive: true })).toEqual(files);
  });

  test('a laptop whose clock says 1970 makes nothing that would be expired elsewhere', async () => {
    desk.nowMs = 0;
    expect(await desk.run('init --dir stick')).toBe(1);
    expect(desk.said).toMatch(/clock says 1970-01-01; set it/);
  });

  test('a public file that holds a secret is not taken', async () => {
    const secret = { keytype: 'ed25519', keyval: { public: 'aa', private: 'bb' } };
    await writeFile(desk.path('bad.pub'), JSON.stringify(secret));
    await desk.good('init --dir stick');
    expect(await desk.run('add-key --dir stick --role root --pub bad.pub')).toBe(1);
    expect(desk.said).toMatch(/holds a secret key. Destroy it/);
  });

  test('a damaged draft is told, and never signed', async () => {
    await desk.makeKeys('alice');
    await desk.good('init --dir stick', 'add-key --dir stick --role root --pub alice.pub');
    const file = desk.path('stick/draft/root.json');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('"threshold": 1', '"threshold": 0'),
    );
    const sign = 'sign --dir stick --role root --key alice --passphrase-file phrase --yes';
    expect(await desk.run(sign)).toBe(1);
    expect(desk.said).toMatch(/no draft that can be signed: .*threshold.*TUF 4\.3/);
    await mkdir(desk.path('empty/draft'), { recursive: true });
    await writeFile(desk.path('empty/draft/root.json'), 'torn');
    expect(await desk.run('inspect --dir empty')).toBe(1);
    expect(desk.said).toMatch(/can't be read; copy the folder again/);
  });
});
