import { execFile, spawn } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CeremonyDesk } from '@eucora/packaging/trust/testing';
import { openRoot, signersOf, verifyTufSignature } from '@eucora/protocol/trust';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inheritedEnvironment } from '../kit/config.ts';
import { programAt, softHsm } from './tools.ts';

// Key files against the stock age program, tokens against SoftHSM.

const runFile = promisify(execFile);
const [age, keygen, hsmTool, tokenTool, module] = await Promise.all([
  programAt('age'),
  programAt('age-keygen'),
  programAt('softhsm2-util'),
  programAt('pkcs11-tool'),
  softHsm(),
]);
let desk: CeremonyDesk;
beforeAll(async () => {
  desk = await CeremonyDesk.open(Date.UTC(2027, 0, 1));
});
afterAll(() => rm(desk.cwd, { recursive: true, force: true }));

const signed = async () => openRoot(await readFile(desk.path('stick/draft/root.json')));

describe.skipIf(!age || !keygen)('stock age (install the package age)', () => {
  test('opens a key file that we made for its identity, and we open one that it made', async () => {
    await runFile(keygen!, ['-o', desk.path('identity')]);
    const recipient = /age1[0-9a-z]+/.exec(await readFile(desk.path('identity'), 'utf8'))![0];
    await desk.good(`make-key --key alice --holder Alice --recipient ${recipient}`);
    const args = ['-d', '-i', desk.path('identity'), desk.path('alice')];
    const { stdout } = await runFile(age!, args);
    const key = JSON.parse(stdout) as { keyval: { public: string; private: string } };
    expect(key.keyval.private).toMatch(/^[0-9a-f]{64}$/);
    expect(await readFile(desk.path('alice.pub'), 'utf8')).toContain(key.keyval.public);
    await writeFile(desk.path('plain'), stdout);
    const out = ['-a', '-r', recipient, '-o', desk.path('again'), desk.path('plain')];
    await runFile(age!, out);
    await desk.good(
      'init --dir stick',
      'add-key --dir stick --role root --pub alice.pub',
      'sign --dir stick --role root --key again --identity identity --yes',
    );
    const root = await signed();
    expect(signersOf(root, root.signed.keys, root.signed.roles.root)).toHaveLength(1);
    expect(await desk.run('sign --dir stick --role root --key again --identity phrase --yes')).toBe(
      1,
    );
    expect(desk.said).toMatch(/can't be opened with that. Give the identity/);
  });

  test('opens a key file with a passphrase, typed on a terminal', async () => {
    await desk.good('make-key --key bob --holder Bob --passphrase-file phrase');
    const command = `${age} -d -o ${desk.path('opened')} ${desk.path('bob')}`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: inheritedEnvironment(),
    });
    // It asks when it is ready to read.
    child.stdout.once('data', () => child.stdin.write('five random words are good\n'));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(await readFile(desk.path('opened'), 'utf8')).toMatch(/"private":"[0-9a-f]{64}"/);
  });
});

describe.skipIf(!hsmTool || !tokenTool || !module)('tokens (install softhsm2 and opensc)', () => {
  beforeAll(async () => {
    await mkdir(desk.path('tokens'));
    const conf = `directories.tokendir = ${desk.path('tokens')}\nobjectstore.backend = file\n`;
    await writeFile(desk.path('softhsm2.conf'), conf);
    await writeFile(desk.path('pin'), '1234\n');
    const env = { ...inheritedEnvironment(), SOFTHSM2_CONF: desk.path('softhsm2.conf') };
    desk.environment = env;
    const pins = ['--pin', '1234', '--so-pin', '5678'];
    await runFile(hsmTool!, ['--init-token', '--free', '--label', 'vault', ...pins], { env });
  });

  const make = (name: string, id: string, type: string) =>
    `make-key --key ${name} --holder ${name} --pkcs11 ${module} --token vault --id ${id} ` +
    `--type ${type} --pin-file pin`;

  test('P-256 and Ed25519 keys that never leave the token sign beside a key file', async () => {
    await desk.good(
      make('carol', '01', 'p256'),
      make('dora', '02', 'ed25519'),
      'make-key --key erin --holder erin --passphrase-file phrase',
      'init --dir tokened --threshold root=2',
      'add-key --dir tokened --role root --pub carol.pub --pub dora.pub --pub erin.pub',
    );
    await desk.good(
      'sign --dir tokened --role root --key carol --pin-file pin --yes',
      'sign --dir tokened --role root --key erin --passphrase-file phrase --yes',
    );
    const root = openRoot(await readFile(desk.path('tokened/draft/root.json')));
    const signers = signersOf(root, root.signed.keys, root.signed.roles.root);
    expect(signers.map(({ holder }) => holder)).toEqual(['carol', 'erin']);
    const carol = signers[0]!;
    const { sig } = root.signatures.find(({ keyId }) => keyId === carol.keyId)!;
    const pem = createPublicKey(carol.public);
    expect(verify('sha256', root.signedBytes, pem, Buffer.from(sig, 'hex'))).toBe(true);
    expect(verifyTufSignature(carol, Buffer.from('other'), sig)).toBe(false);
    // No secret in what make-key wrote.
    expect(await readFile(desk.path('carol'), 'utf8')).not.toMatch(/private|1234/);
  });

  test('Ed25519 on a token signs what pkcs11-tool can hold, and says what to do with more', async () => {
    await desk.good('init --dir short', 'add-key --dir short --role root --pub dora.pub');
    const code = await desk.run('sign --dir short --role root --key dora --pin-file pin --yes');
    const root = openRoot(await readFile(desk.path('short/draft/root.json')));
    if (code === 0) {
      expect(signersOf(root, root.signed.keys, root.signed.roles.root)).toHaveLength(1);
    } else {
      expect(root.signedBytes.length).toBeGreaterThan(1_024);
      expect(desk.said).toMatch(/use OpenSC 0\.25 or later, or a key of --type p256/);
    }
  });

  test.each([
    [
      'a wrong PIN',
      'sign --dir tokened --role root --key carol --pin-file wrong --yes',
      /the PIN is wrong/,
    ],
    ['a taken id', '', /has a key 01 already/],
  ])('%s is told', async (_name, line, why) => {
    await writeFile(desk.path('wrong'), '9999\n');
    expect(await desk.run(line === '' ? make('again', '01', 'p256') : line)).toBe(1);
    expect(desk.said).toMatch(why);
  });

  test('another token in the reader is noticed before anything is signed', async () => {
    const text = await readFile(desk.path('carol'), 'utf8');
    await writeFile(desk.path('mixed'), text.replace('"id": "01"', '"id": "02"'));
    const line = 'sign --dir tokened --role root --key mixed --pin-file pin --yes';
    expect(await desk.run(line)).toBe(1);
    expect(desk.said).toMatch(/holds another key 02/);
  });
});
