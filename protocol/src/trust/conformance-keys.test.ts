import { describe, expect, test } from 'vitest';
import { SimulatedClient } from '../testing/trust-client.ts';
import { SimulatedRepository } from '../testing/trust-repository.ts';
import { signerFor, type KeyKind } from '../testing/trust-signers.ts';

// As conformance-refresh.test.ts: the suite's cases about keys, thresholds and rotation.

function set(): { repo: SimulatedRepository; client: SimulatedClient } {
  const repo = new SimulatedRepository();
  return { repo, client: new SimulatedClient(repo) };
}
const all = ['root', 'targets', 'snapshot', 'timestamp'];

describe('tuf-conformance: keys', () => {
  test('test_snapshot_does_not_meet_threshold', () => {
    const { repo, client } = set();
    repo.role('snapshot').threshold = 3;
    repo.addKey('snapshot');
    repo.addKey('snapshot');
    repo.publish(...all);
    expect(client.refresh()).toBeDefined();
    repo.loseSigner('snapshot');
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.refresh()).toBeUndefined();
    expect(client.refusal?.saw).toBe('2 of the 3 signatures that it needs');
    expect(client.version('snapshot')).toBe(2);
  });

  test('test_snapshot_has_too_few_keys', () => {
    const { repo, client } = set();
    for (let n = 0; n < 4; n += 1) repo.addKey('snapshot');
    repo.role('snapshot').threshold = 6;
    repo.publish('root', 'snapshot', 'timestamp');
    expect(client.refresh()).toBeUndefined();
    expect([client.version('root'), client.version('snapshot')]).toEqual([2, undefined]);
  });

  test('test_duplicate_keys', () => {
    const { repo, client } = set();
    const signer = repo.addKey('snapshot');
    repo.role('snapshot').keyids.push(...Array.from({ length: 8 }, () => signer.keyId));
    repo.role('snapshot').threshold = 6;
    repo.publish('root', 'snapshot', 'timestamp');
    repo.spoil('snapshot', (file) => {
      const ours = file.signatures.find(({ keyid }) => keyid === signer.keyId)!;
      file.signatures.push(...Array.from({ length: 8 }, () => ours));
    });
    expect(client.refresh()).toBeUndefined();
    expect(client.version('snapshot')).toBeUndefined();
  });

  test('test_duplicate_sig_keyids', () => {
    const { repo, client } = set();
    repo.spoil('snapshot', (file) => file.signatures.push(file.signatures[0]!));
    expect(client.refresh()).toBeUndefined();
    expect(client.refusal).toMatchObject({ code: 'duplicate_signature', clause: 'TUF 4.2.1' });
    expect(client.version('snapshot')).toBeUndefined();
  });

  test.each<[string, KeyKind]>([
    ['rsa/rsassa-pss-sha256', 'rsa'],
    ['ecdsa/ecdsa-sha2-nistp256', 'ecdsa'],
    ['ed25519/ed25519', 'ed25519'],
  ])('test_keytype_and_scheme [%s]', (_name, kind) => {
    const { repo, client } = set();
    const signer = repo.addKey('root', repo.newSigner(kind));
    repo.role('root').threshold += 1;
    repo.publish('root');
    expect(client.refresh()).toBeDefined();
    expect(client.version('root')).toBe(2);
    repo.publish('root');
    const bad = signerFor('another', kind).sign(Buffer.from('something else'));
    repo.spoil('root', (file) => {
      file.signatures.find(({ keyid }) => keyid === signer.keyId)!.sig = bad;
    });
    expect(client.refresh()).toBeUndefined();
    expect(client.version('root')).toBe(2);
  });

  test('test_invalid_sig_in_valid_metadata', () => {
    const { repo, client } = set();
    const [first] = [...repo.signers.get('timestamp')!.values()];
    repo.addKey('timestamp');
    repo.publish('root', 'timestamp');
    const old = first!.sign(Buffer.from('version 1'));
    const replace = (sig: string): void =>
      repo.spoil('timestamp', (file) => {
        file.signatures.find(({ keyid }) => keyid === first!.keyId)!.sig = sig;
      });
    replace(old);
    expect(client.refresh()).toBeDefined();
    repo.publish('timestamp');
    replace('');
    expect(client.refresh()).toBeDefined();
    expect(client.version('timestamp')).toBe(3);
  });
});

interface State {
  readonly keys: readonly number[];
  readonly threshold: number;
  readonly sigs: readonly number[];
  readonly fails?: true;
}
const state = (keys: string, threshold: number, sigs: string, fails?: 'fails'): State => {
  const numbers = (text: string) => text.split('').map(Number);
  return { keys: numbers(keys), threshold, sigs: numbers(sigs), ...(fails && { fails: true }) };
};

const rootRotations: Readonly<Record<string, readonly State[]>> = {
  '1-of-1-key-rotation': [state('1', 1, '1'), state('2', 1, '21'), state('2', 1, '2')],
  '1-of-1-key-rotation-unused-signatures': [
    state('1', 1, '314'),
    state('2', 1, '3214'),
    state('2', 1, '324'),
  ],
  '3-of-5-sign-with-different-keycombos': [
    state('01234', 3, '024'),
    state('01234', 3, '041'),
    state('01234', 3, '013'),
    state('01234', 3, '013'),
  ],
  '3-of-5-one-key-rotated': [state('01234', 3, '024'), state('01345', 3, '041')],
  '3-of-5-one-key-rotated-with-intermediate-step': [
    state('01234', 3, '024'),
    state('01345', 3, '0245'),
    state('01345', 3, '045'),
  ],
  '3-of-5-all-keys-rotated-with-intermediate-step': [
    state('01234', 3, '024'),
    state('56789', 3, '024567'),
    state('56789', 3, '567'),
  ],
  '1-of-3-threshold-increase-to-2-of-3': [state('123', 1, '1'), state('123', 2, '12')],
  '2-of-3-threshold-decrease-to-1-of-3': [
    state('123', 2, '12'),
    state('123', 1, '12'),
    state('123', 1, '1'),
  ],
  '1-of-2-threshold-increase-to-2-of-2': [state('1', 1, '1'), state('12', 2, '12')],
  '1-of-1-key-rotation-fail-not-signed-with-old-key': [
    state('1', 1, '1'),
    state('2', 1, '234', 'fails'),
  ],
  '1-of-1-key-rotation-fail-not-signed-with-new-key': [
    state('1', 1, '1'),
    state('2', 1, '134', 'fails'),
  ],
  '3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys': [
    state('01234', 3, '024'),
    state('01345', 3, '024', 'fails'),
  ],
  '3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys': [
    state('01234', 3, '024'),
    state('01345', 3, '045', 'fails'),
  ],
  '1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached': [
    state('123', 1, '1'),
    state('123', 2, '2', 'fails'),
  ],
  '2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-eached': [
    state('123', 2, '12'),
    state('123', 1, '1', 'fails'),
  ],
};

const otherRotations: Readonly<Record<string, State>> = {
  '1-of-1-key-rotation': state('2', 1, '2'),
  '1-of-1-key-rotation-unused-signatures': state('1', 1, '314'),
  '1-of-1-key-rotation-fail-not-signed-with-new-key': state('2', 1, '134', 'fails'),
  '3-of-5-one-key-signature-wrong-not-signed-with-3-expected-keys': state(
    '01345',
    3,
    '024',
    'fails',
  ),
  '2-of-5-one-key-signature-mising-threshold-not-reached': state('01345', 3, '04', 'fails'),
  '3-of-5-sign-first-combo': state('01234', 3, '024'),
  '3-of-5-sign-second-combo': state('01234', 3, '041'),
  '3-of-5-sign-third-combo': state('01234', 3, '013'),
  '3-of-5-sign-fourth-combo': state('01234', 3, '123'),
  '3-of-5-sign-fifth-combo': state('01234', 3, '234'),
};

const signers = Array.from({ length: 10 }, (_, n) => signerFor(`rotation ${n}`));

function give(repo: SimulatedRepository, role: string, { keys, threshold, sigs }: State): void {
  repo.clearKeys(role);
  repo.role(role).threshold = threshold;
  for (const n of keys) repo.addKey(role, signers[n]);
  repo.signers.get(role)!.clear();
  for (const n of sigs) repo.addSigner(role, signers[n]!);
}

describe('tuf-conformance: key rotations', () => {
  test.each(Object.keys(rootRotations))('test_root_rotation [%s]', (name) => {
    const states = rootRotations[name]!;
    const repo = new SimulatedRepository();
    repo.published.delete('root');
    for (const each of states) {
      give(repo, 'root', each);
      repo.publish('root');
    }
    repo.publish('targets', 'snapshot', 'timestamp');
    const client = new SimulatedClient(repo);
    const fails = states.at(-1)!.fails === true;
    expect(client.refresh() === undefined).toBe(fails);
    const published = repo.published.get('root')!;
    expect(client.files.get('root.json')).toEqual(published.at(fails ? -2 : -1));
  });

  test.each(Object.keys(otherRotations))('test_non_root_rotations [%s]', (name) => {
    const rotation = otherRotations[name]!;
    const { repo, client } = set();
    for (const role of ['timestamp', 'snapshot', 'targets']) {
      give(repo, role, rotation);
      repo.publish(...all);
      expect(client.refresh() === undefined).toBe(rotation.fails === true);
      if (rotation.fails) expect(client.refusal?.code).toBe('unmet_threshold');
      else expect(client.files.get(`${role}.json`)).toEqual(repo.published.get(role)!.at(-1));
    }
  });
});
