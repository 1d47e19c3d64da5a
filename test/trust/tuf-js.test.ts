import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { CeremonyDesk } from '@eucora/packaging/trust/testing';
import { SimulatedRepository } from '@eucora/protocol/testing/trust';
import { canonicalBytes, type Json } from '@eucora/protocol/trust';
import fc from 'fast-check';
import { Updater } from 'tuf-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Served } from './serve-folder.ts';

// The stock client of the TUF community, over real HTTP, is who says that what eucora-trust publishes
// is a TUF repository.

const clients: string[] = [];
let desk: CeremonyDesk;
let web: Served;

beforeAll(async () => {
  desk = await CeremonyDesk.open(Date.now());
  await desk.firstRoot();
  await addApp('1.0');
  web = await serve((path) => readFile(desk.path(`stick/${path}`)).catch(() => undefined));
});
afterAll(async () => {
  await web[Symbol.asyncDispose]();
  for (const dir of [...clients, desk.cwd]) await rm(dir, { recursive: true, force: true });
});

async function addApp(version: string): Promise<void> {
  await writeFile(desk.path('app.deb'), `application ${version}`);
  await desk.good(
    'add-target --dir stick --role retail-linux --file app.deb --path linux/retail/app.deb ' +
      `--package app --version ${version} --min-version 1.0 --platform linux --business-unit retail`,
  );
  await desk.sign('retail-linux', 'quinn');
  await desk.publish();
}

/** A device with the stock client that trusts root 1. */
async function stock() {
  const dir = await mkdtemp(join(tmpdir(), 'eucora-stock-'));
  clients.push(dir);
  await mkdir(join(dir, 'targets'));
  await writeFile(join(dir, 'root.json'), await readFile(desk.path('stick/metadata/1.root.json')));
  const client = () =>
    new Updater({
      metadataDir: dir,
      metadataBaseUrl: `${web.url}/metadata`,
      targetDir: join(dir, 'targets'),
      targetBaseUrl: `${web.url}/targets`,
    });
  const install = async (path: string): Promise<string | undefined> => {
    const updater = client();
    await updater.refresh();
    const target = await updater.getTargetInfo(path);
    return target && readFile(await updater.downloadTarget(target, join(dir, 'app')), 'utf8');
  };
  return { client, install };
}

test('stock tuf-js takes what eucora-trust publishes, with delegation, artifact and our own fields', async () => {
  const { client, install } = await stock();
  expect(await install('linux/retail/app.deb')).toBe('application 1.0');
  const updater = client();
  await updater.refresh();
  const target = await updater.getTargetInfo('linux/retail/app.deb');
  expect(target?.custom).toEqual({
    'x-eucora': {
      package: 'app',
      version: '1.0',
      platform: 'linux',
      business_unit: 'retail',
      min_version: '1.0',
    },
  });
  expect(await updater.getTargetInfo('windows/retail/app.msi')).toBeUndefined();
});

test('stock tuf-js follows roots until every holder is another, and takes a new version', async () => {
  const { install } = await stock();
  expect(await install('linux/retail/app.deb')).toMatch(/application/);
  const holders = ['alice', 'bob', 'carol'];
  for (let n = 2; n <= 4; n += 1) {
    const [gone = ''] = holders;
    await desk.makeKeys(`holder${n}`);
    const root = JSON.parse(
      await readFile(desk.path(`stick/metadata/${n - 1}.root.json`), 'utf8'),
    ) as { signed: { keys: Record<string, { 'x-eucora-holder': string }> } };
    const keyId = Object.entries(root.signed.keys).find(
      ([, key]) => key['x-eucora-holder'] === gone,
    )![0];
    await desk.good(
      `rotate --dir stick --role root --remove ${keyId} --pub holder${n}.pub --threshold 2`,
    );
    holders.push(`holder${n}`);
    await desk.sign('root', ...holders.slice(0, 3));
    holders.shift();
    await desk.publish();
  }
  await addApp('2.0');
  expect(await install('linux/retail/app.deb')).toBe('application 2.0');
  const { install: installNew } = await stock();
  expect(await installNew('linux/retail/app.deb')).toBe('application 2.0');
  await desk.good('inspect --dir stick');
  expect(desk.said).toMatch(/trusts root 1 takes what is published:\n {2}root 4/);
});

test('the repository that our verifier’s cases run on is one for stock tuf-js too: 13 roots in one go', async () => {
  const repo = new SimulatedRepository(Date.now());
  const first = repo.published.get('root')![0]!;
  for (let n = 0; n < 12; n += 1) {
    const before = [...repo.signers.get('root')!.values()];
    repo.clearKeys('root');
    repo.addKey('root');
    for (const signer of before) repo.addSigner('root', signer);
    repo.publish('root');
    for (const signer of before) repo.signers.get('root')!.delete(signer.keyId);
  }
  await using simulated = await serve((path) => {
    const answer = repo.fetch(path.replace(/^metadata\//, ''));
    return answer.kind === 'bytes' ? answer.bytes : undefined;
  });
  const dir = await mkdtemp(join(tmpdir(), 'eucora-stock-'));
  clients.push(dir);
  await writeFile(join(dir, 'root.json'), first);
  const updater = new Updater({ metadataDir: dir, metadataBaseUrl: `${simulated.url}/metadata` });
  await updater.refresh();
  expect(await readFile(join(dir, 'root.json'))).toEqual(repo.published.get('root')!.at(-1));
});

test('stock tuf-js refuses what we refuse: other bytes under an artifact’s name', async () => {
  const { client } = await stock();
  const updater = client();
  await updater.refresh();
  const target = (await updater.getTargetInfo('linux/retail/app.deb'))!;
  const file = desk.path(`stick/targets/linux/retail/${target.hashes['sha256']}.app.deb`);
  const genuine = await readFile(file);
  await writeFile(file, 'application 9.9');
  await expect(updater.downloadTarget(target)).rejects.toThrow(/hash|Expected/i);
  expect(await desk.run('inspect --dir stick')).toBe(1);
  expect(desk.said).toMatch(/NOT genuine/);
  await writeFile(file, genuine);
});

test('the canonical form is that of @tufjs/canonical-json for all JSON that both take', () => {
  const value = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.string({ unit: 'binary' }),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: 'binary-ascii' }), tie('node'), { maxKeys: 5 }),
    ),
  })).node;
  fc.assert(
    fc.property(value, (json) => {
      expect(Buffer.from(canonicalBytes(json)).toString()).toBe(canonicalize(json));
    }),
    { numRuns: 50 },
  );
});
