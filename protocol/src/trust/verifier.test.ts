import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SimulatedClient } from '../testing/trust-client.ts';
import { SimulatedRepository } from '../testing/trust-repository.ts';
import { signerFor } from '../testing/trust-signers.ts';
import { canonicalBytes, CanonicalError, parseJson, type Json } from './canonical-json.ts';
import { openRoot, openTargets } from './open.ts';
import { matchesPath } from './paths.ts';
import { TrustError } from './refusal.ts';
import { verifyTufSignature } from './tuf-key.ts';
import { compareVersions, isBelowFloor } from './versions.ts';

// What the conformance suite leaves open, and our own rules (docs/TRUST.md).

function set(): { repo: SimulatedRepository; client: SimulatedClient } {
  const repo = new SimulatedRepository();
  return { repo, client: new SimulatedClient(repo) };
}
const all = ['root', 'targets', 'snapshot', 'timestamp'];
const text = (value: Json): string => Buffer.from(canonicalBytes(value)).toString();

describe('canonical JSON', () => {
  test('orders keys, escapes two characters and writes integers', () => {
    const value = { b: [1, -2, true, null], a: 'x"\\\n\u007f', '': {} };
    expect(text(value)).toBe('{"":{},"a":"x\\"\\\\\n\u007f","b":[1,-2,true,null]}');
    expect(text(-0)).toBe('0');
  });

  test('refuses what two implementations could write differently', () => {
    for (const odd of [1.5, 2 ** 53, '\ud800', { '😀': 1 }]) {
      expect(() => canonicalBytes(odd)).toThrow(CanonicalError);
    }
    let deep: Json = 1;
    for (let n = 0; n < 100; n += 1) deep = [deep];
    expect(() => canonicalBytes(deep)).toThrow(/deep/);
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(CanonicalError);
  });
});

describe('endless data', () => {
  test.each([
    ['root', 'rootBytesMax', 'TUF 5.3.3'],
    ['timestamp', 'timestampBytesMax', 'TUF 5.4.1'],
    ['snapshot', 'snapshotBytesMax', 'TUF 5.5.1'],
    ['targets', 'targetsBytesMax', 'TUF 5.6.1'],
  ])('%s: more bytes than %s are refused', (role, name, clause) => {
    const repo = new SimulatedRepository();
    repo.publish(...all);
    const bytes = repo.published.get(role)!.at(-1)!.length;
    const client = new SimulatedClient(repo, { [name]: bytes - 1 });
    expect(client.outcome()).toEqual(['oversized', clause]);
    expect(new SimulatedClient(repo, { [name]: bytes }).refresh()).toBeDefined();
  });

  test('a listed size binds, and never to more than the limit', () => {
    const { repo } = set();
    repo.listsHashes = true;
    repo.publish('targets', 'snapshot', 'timestamp');
    const long = Buffer.concat([repo.published.get('snapshot')!.at(-1)!, Buffer.alloc(1, ' ')]);
    repo.published.get('snapshot')![1] = long;
    expect(new SimulatedClient(repo).outcome()).toEqual(['oversized', 'TUF 5.5.1']);
    const client = new SimulatedClient(repo, { snapshotBytesMax: 10 });
    expect(client.outcome()).toEqual(['oversized', 'TUF 5.5.1']);
  });

  test('a delegated role too', () => {
    const { repo } = set();
    repo.delegate('targets', 'A');
    repo.publish('A', 'targets', 'snapshot', 'timestamp');
    const bytes = repo.published.get('targets')!.at(-1)!.length;
    repo.published.set('A', [Buffer.alloc(bytes + 1, ' ')]);
    const client = new SimulatedClient(repo, { targetsBytesMax: bytes });
    expect(client.download('x')).toBe(false);
    expect(client.refusal).toMatchObject({ code: 'oversized', role: 'A' });
  });

  test('a listed length that is not the file’s is refused before its hash is asked', () => {
    const { repo, client } = set();
    repo.snapshot.meta['targets.json'] = { version: 1, length: 100_000 };
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['wrong_length', 'TUF 5.6.2']);
  });

  test('new roots without end: a refresh takes so many and goes on with the rest next time', () => {
    const repo = new SimulatedRepository();
    for (let n = 0; n < 6; n += 1) repo.publish('root');
    const client = new SimulatedClient(repo, { rootRotationsMax: 4 });
    expect(client.refresh()).toBeDefined();
    expect(client.version('root')).toBe(5);
    expect(client.refresh()).toBeDefined();
    expect(client.version('root')).toBe(7);
  });

  test('roles without end: a search visits so many', () => {
    const { repo, client } = set();
    for (let n = 0; n < 40; n += 1) repo.delegate(n === 0 ? 'targets' : `r${n - 1}`, `r${n}`);
    const roles = Array.from({ length: 40 }, (_, n) => `r${n}`);
    repo.publish(...roles, 'targets', 'snapshot', 'timestamp');
    expect(client.download('x')).toBe(false);
    expect(client.refusal?.saw).toMatch(/more than 32 roles/);
    expect(repo.requests.length).toBe(4 + 32);
  });

  test('an artifact is exactly as long as its publisher said, before its hash is asked', () => {
    const { repo, client } = set();
    repo.addArtifact('targets', 'x', 'bytes');
    repo.targets.targets['x']!.length = 4;
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.download('x')).toBe(false);
  });
});

describe('keys and signatures', () => {
  test('one key under two ids counts once', () => {
    const { repo, client } = set();
    const [one, same] = [signerFor('twin'), signerFor('twin', 'ed25519', { note: 'again' })];
    expect(one.keyId).not.toBe(same.keyId);
    repo.addKey('snapshot', one);
    repo.addKey('snapshot', same);
    repo.role('snapshot').keyids.shift();
    repo.role('snapshot').threshold = 2;
    repo.publish('root', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['unmet_threshold', 'TUF 5.5.3']);
  });

  test('a key under an id that is not its own is refused, in root and in a delegation', () => {
    const { repo, client } = set();
    const signer = signerFor('misnamed');
    repo.delegate('targets', 'A');
    repo.targets.delegations!.keys['0'.repeat(64)] = signer.object;
    repo.publish('A', 'targets', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['wrong_key_id', 'TUF 4.3']);
    repo.root.keys['0'.repeat(64)] = signer.object;
    repo.publish('root');
    expect(client.outcome()).toEqual(['wrong_key_id', 'TUF 4.3']);
    expect(client.version('root')).toBe(1);
  });

  test('only a role’s own keys speak for it', () => {
    const { repo, client } = set();
    const [root] = [...repo.signers.get('root')!.values()];
    repo.signers.set('targets', new Map([[root!.keyId, root!]]));
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['unmet_threshold', 'TUF 5.6.3']);
  });

  test('a key of a kind nobody knows, or that is no key, signs nothing', () => {
    const signer = signerFor('any');
    const { keyId, object } = signer;
    const sign = (over: Uint8Array) => signer.sign(over);
    const bytes = Buffer.from('bytes');
    const key = { keyId, object, keyType: 'ed25519', scheme: 'ed25519', holder: undefined };
    const raw = (object['keyval'] as { public: string }).public;
    expect(verifyTufSignature({ ...key, public: raw }, bytes, sign(bytes))).toBe(true);
    const odd = [
      { ...key, public: raw, scheme: 'ed448' },
      { ...key, public: raw.slice(2) },
      { ...key, public: 'x'.repeat(64) },
      { ...key, keyType: 'rsa', scheme: 'rsassa-pss-sha256', public: raw },
    ];
    for (const each of odd) expect(verifyTufSignature(each, bytes, sign(bytes))).toBe(false);
    expect(verifyTufSignature({ ...key, public: raw }, bytes, `${sign(bytes)}00`)).toBe(false);
  });

  test('a threshold of nothing is malformed', () => {
    const { repo, client } = set();
    repo.role('targets').threshold = 0;
    repo.publish('root');
    expect(client.outcome()).toEqual(['malformed', 'TUF 4.3']);
  });
});

describe('what is kept', () => {
  test('a rotation makes counters void even where the remaining keys still sign them', () => {
    const { repo, client } = set();
    // Both signed what the thief of the first counted up.
    const [stolen] = [...repo.signers.get('timestamp')!.values()];
    repo.addKey('timestamp');
    repo.publish('root', 'timestamp');
    for (let n = 0; n < 50; n += 1) repo.publish('timestamp');
    expect(client.refresh()).toBeDefined();
    const { keyids } = repo.role('timestamp');
    repo.role('timestamp').keyids = keyids.filter((each) => each !== stolen!.keyId);
    repo.published.delete('timestamp');
    repo.timestamp.version = 1;
    repo.publish('root', 'timestamp');
    expect(client.refresh()).toBeDefined();
    expect(client.version('timestamp')).toBe(1);
  });

  test('a new key beside the old ones makes nothing void', () => {
    const { repo, client } = set();
    repo.publish('timestamp');
    expect(client.refresh()).toBeDefined();
    repo.addKey('timestamp');
    repo.publish('root');
    repo.published.delete('timestamp');
    repo.timestamp.version = 1;
    repo.publish('timestamp');
    expect(client.outcome()).toEqual(['rolled_back', 'TUF 5.4.3.1']);
  });

  test('what a rotation makes void is forgotten before the new root is kept', () => {
    const { repo, client } = set();
    expect(client.refresh()).toBeDefined();
    repo.rotate('snapshot');
    repo.publish('root');
    const order: string[] = [];
    client.onChange = ({ kind, name }) => order.push(`${kind} ${name}`);
    client.refresh();
    expect(order.slice(0, 3)).toEqual([
      'forget timestamp.json',
      'forget snapshot.json',
      'keep root.json',
    ]);
  });

  test.each(['timestamp', 'snapshot', 'targets'])(
    'a kept %s that was changed is not believed',
    (role) => {
      const { repo, client } = set();
      expect(client.refresh()).toBeDefined();
      const kept = JSON.parse(Buffer.from(client.files.get(`${role}.json`)!).toString()) as {
        signed: { spec_version: string; version: number };
      };
      kept.signed.version = role === 'timestamp' ? 1_000 : 1;
      kept.signed.spec_version = '1.99';
      client.files.set(`${role}.json`, Buffer.from(JSON.stringify(kept)));
      expect(client.refresh()).toBeDefined();
      expect(client.files.get(`${role}.json`)).toEqual(repo.published.get(role)![0]);
    },
  );

  test('mix-and-match: a genuine snapshot of another time is not taken for the listed one', () => {
    const { repo, client } = set();
    repo.publish('targets', 'snapshot', 'timestamp');
    const [first] = repo.published.get('snapshot')!;
    repo.published.set('snapshot', [first!, first!]);
    expect(client.outcome()).toEqual(['wrong_version', 'TUF 5.5.4']);
  });
});

describe('structure', () => {
  test('any text in place of a file is a refusal and never another error', () => {
    const { repo } = set();
    const good = JSON.parse(Buffer.from(repo.published.get('root')![0]!).toString()) as object;
    const some = fc.oneof(
      fc.json(),
      fc.record({ signatures: fc.constant([]), signed: fc.object() }).map((v) => JSON.stringify(v)),
      fc
        .constant(JSON.stringify(good))
        .chain((whole) =>
          fc.nat(whole.length - 1).map((at) => `${whole.slice(0, at)}9${whole.slice(at + 1)}`),
        ),
    );
    fc.assert(
      fc.property(some, (bytes) => {
        for (const open of [openRoot, (b: Uint8Array) => openTargets(b, 'targets')]) {
          try {
            open(Buffer.from(bytes));
          } catch (error) {
            expect(error).toBeInstanceOf(TrustError);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('another major version of the format is refused by name', () => {
    const { repo, client } = set();
    repo.timestamp.spec_version = '2.0.0';
    repo.publish('timestamp');
    expect(client.outcome()).toEqual(['unsupported', 'TUF 4.3']);
  });

  test('a role delegated twice by one list, or by a name of root, is malformed', () => {
    for (const name of ['A', 'snapshot']) {
      const { repo, client } = set();
      repo.delegate('targets', 'A');
      repo.delegate('targets', name);
      repo.publish('targets', 'snapshot', 'timestamp');
      expect(client.outcome()).toEqual(['malformed', 'TUF 4.5']);
    }
  });

  test('paths: wildcards end at a separator, and a hostile pattern costs no time', () => {
    expect(matchesPath('targets/*.tgz', 'targets/foo.tgz')).toBe(true);
    expect(matchesPath('targets/*.tgz', 'targets/a/foo.tgz')).toBe(false);
    expect(matchesPath('*', '')).toBe(true);
    expect(matchesPath('*', 'a/b')).toBe(false);
    expect(matchesPath('a/*', 'a')).toBe(false);
    expect(matchesPath('?', '😀')).toBe(true);
    expect(matchesPath('a*b*c', 'aXbXbc')).toBe(true);
    expect(matchesPath('[a]', 'a')).toBe(false);
    expect(matchesPath(`${'*a'.repeat(200)}b`, 'a'.repeat(2_000))).toBe(false);
  });

  test('paths by prefixes of their hash', () => {
    const { repo, client } = set();
    repo.delegate('targets', 'low', {
      path_hash_prefixes: ['0', '1', '2', '3', '4', '5', '6', '7'],
    });
    repo.delegate('targets', 'high', {
      path_hash_prefixes: ['8', '9', 'a', 'b', 'c', 'd', 'e', 'f'],
    });
    for (const role of ['low', 'high']) repo.addArtifact(role, 'x', 'by its bin');
    repo.publish('low', 'high', 'targets', 'snapshot', 'timestamp');
    // SHA-256 of "x" begins with 2.
    expect(client.find(client.refresh()!, 'x')?.roles).toEqual(['targets', 'low']);
    expect(client.version('high')).toBeUndefined();
  });
});

describe('EUCORA T1 to T3', () => {
  const own = (keyids: readonly string[], keys: Record<string, Json>) => ({
    keys,
    director: { keyids: [...keyids], threshold: 1 },
  });

  test('T1: root names the director’s keys and threshold, and rotates them with itself', () => {
    const { repo, client } = set();
    const director = signerFor('director');
    repo.root['x-eucora'] = own([director.keyId], { [director.keyId]: director.object });
    repo.publish('root');
    const current = client.refresh();
    expect(current?.root.signed.director).toMatchObject({ threshold: 1, keyIds: [director.keyId] });
    expect(current?.root.signed.approvers).toBeUndefined();
  });

  test('T1: a director’s key that is no Ed25519 key, or not there, is refused', () => {
    for (const keys of [{}, { kind: 'ecdsa' }]) {
      const { repo, client } = set();
      const signer = signerFor('director', 'ecdsa');
      const held = 'kind' in keys ? { [signer.keyId]: signer.object } : {};
      repo.root['x-eucora'] = own([signer.keyId], held);
      repo.publish('root');
      expect(client.outcome()).toEqual(['malformed', 'EUCORA T1']);
    }
  });

  test.each([
    ['platform', { platform: 'windows', business_unit: 'retail' }, 'windows'],
    ['platform that is not named', { business_unit: 'retail' }, 'all'],
    ['business unit', { platform: 'linux', business_unit: 'bank' }, 'bank'],
  ])('T2: a publisher does not speak for another %s', (_name, note, seen) => {
    const { repo, client } = set();
    const scope = { platforms: ['linux'], business_units: ['retail'] };
    repo.delegate('targets', 'retail-linux', { 'x-eucora': scope });
    repo.delegate('retail-linux', 'deeper');
    repo.addArtifact('deeper', 'app.deb', 'bytes');
    repo.delegated.get('deeper')!.targets['app.deb']!.custom = { 'x-eucora': note };
    repo.publish('deeper', 'retail-linux', 'targets', 'snapshot', 'timestamp');
    expect(client.download('app.deb')).toBe(false);
    expect(client.refusal).toMatchObject({ code: 'outside_delegation', clause: 'EUCORA T2' });
    expect(client.refusal?.saw).toContain(`is for ${seen}`);
  });

  test('T2, T3: within its scope an artifact is found, with the floor that its publisher signed', () => {
    const { repo, client } = set();
    const scope = { platforms: ['linux'], business_units: ['retail'] };
    repo.delegate('targets', 'retail-linux', { 'x-eucora': scope });
    for (const [version, floor] of [
      ['1.9', '1.2'],
      ['1.10', '1.9'],
      ['1.8', undefined],
    ] as const) {
      repo.addArtifact('retail-linux', `app_${version}.deb`, version);
      const note = { package: 'app', version, platform: 'linux', business_unit: 'retail' };
      repo.delegated.get('retail-linux')!.targets[`app_${version}.deb`]!.custom = {
        'x-eucora': { ...note, ...(floor && { min_version: floor }) },
      };
    }
    repo.publish('retail-linux', 'targets', 'snapshot', 'timestamp');
    const found = client.find(client.refresh()!, 'app_1.8.deb');
    expect(found).toMatchObject({ roles: ['targets', 'retail-linux'], minVersion: '1.9' });
    expect(isBelowFloor('1.8', found?.minVersion)).toBe(true);
    expect(isBelowFloor('1.10', found?.minVersion)).toBe(false);
    expect(isBelowFloor('1.8', undefined)).toBe(false);
  });

  test('T3: versions are ordered as Debian orders them', () => {
    const rising = '1.0~rc1 1.0 1.0-1 1.0-1+b1 1.0-2 1.0a 1.0+1 1.00000001 1.2 1.10 2 1:0.1'.split(
      ' ',
    );
    for (const [a, at] of rising.map((each, index) => [each, index] as const)) {
      for (const [b, other] of rising.map((each, index) => [each, index] as const)) {
        expect([a, b, Math.sign(compareVersions(a, b))]).toEqual([a, b, Math.sign(at - other)]);
      }
    }
  });
});
