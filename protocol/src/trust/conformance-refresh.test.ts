import { describe, expect, test } from 'vitest';
import type { JsonObject } from './canonical-json.ts';
import { SimulatedClient } from '../testing/trust-client.ts';
import { SimulatedRepository } from '../testing/trust-repository.ts';

// The cases of the TUF community's conformance suite (theupdateframework/tuf-conformance) by name:
// what each demands of a client, in our words, against our verifier. The rest is in
// conformance-*.test.ts beside this file.

function set(): { repo: SimulatedRepository; client: SimulatedClient } {
  const repo = new SimulatedRepository();
  return { repo, client: new SimulatedClient(repo) };
}
const firstRequests = [
  ['root', 2],
  ['timestamp', undefined],
  ['snapshot', 1],
  ['targets', 1],
];
const all = ['root', 'targets', 'snapshot', 'timestamp'];

describe('tuf-conformance: basic', () => {
  test('test_basic_refresh_requests', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    expect(repo.requests).toEqual(firstRequests);
  });

  test('test_basic_refresh_trusted_data', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    for (const role of all) {
      expect(client.files.get(`${role}.json`)).toEqual(repo.published.get(role)?.[0]);
    }
  });

  test('test_implicit_refresh', () => {
    const { repo, client } = set();
    expect(client.download('nonexistent')).toBe(false);
    expect(client.refusal).toMatchObject({ code: 'no_such_target', clause: 'TUF 5.7.2' });
    expect(repo.requests).toEqual(firstRequests);
    expect(client.trusted()).toBe('root 1, snapshot 1, targets 1, timestamp 1');
  });

  test('test_invalid_initial_root', () => {
    const { repo, client } = set();
    repo.spoil('root', (file) => Reflect.deleteProperty(file.signed, 'version'));
    client.files.set('root.json', repo.published.get('root')![0]!);
    expect(client.outcome().at(-1)).toBe('TUF 4.3');
    expect(repo.requests).toEqual([]);
  });

  test('test_unsigned_initial_root', () => {
    const { repo, client } = set();
    repo.spoil('root', (file) => (file.signatures[0]!.sig = '3045022100ee448afe2d25dd1f'));
    client.files.set('root.json', repo.published.get('root')![0]!);
    expect(client.outcome().at(-1)).toBe('TUF 5.2');
    expect(repo.requests).toEqual([]);
  });

  test.each([
    ['root', 'TUF 5.3.4', 'root 1'],
    ['timestamp', 'TUF 5.4.2', 'root 2'],
    ['snapshot', 'TUF 5.5.3', 'root 2, timestamp 2'],
    ['targets', 'TUF 5.6.3', 'root 2, snapshot 2, timestamp 2'],
  ])('test_unsigned_metadata [%s]', (role, clause, trusted) => {
    const { repo, client } = set();
    repo.loseSigner(role);
    repo.publish(...all);
    expect(client.outcome().at(-1)).toBe(clause);
    expect(client.trusted()).toBe(trusted);
  });

  test.each([
    ['root', 'TUF 5.3.5', 'root 1'],
    ['snapshot', 'TUF 5.5.4', 'root 2, timestamp 2'],
    ['targets', 'TUF 5.6.4', 'root 2, snapshot 2, timestamp 2'],
  ])('test_url_and_metadata_version_mismatch [%s]', (role, clause, trusted) => {
    const { repo, client } = set();
    const document = { root: repo.root, snapshot: repo.snapshot, targets: repo.targets }[role]!;
    document.version += 1;
    repo.publish('root');
    repo.publish('targets');
    // The files lie where version 2 is fetched, and are listed as such; inside they say 3.
    if (role === 'targets') repo.snapshot.meta['targets.json'] = { version: 2 };
    repo.publish('snapshot');
    if (role === 'snapshot') repo.timestamp.meta['snapshot.json'] = { version: 2 };
    repo.publish('timestamp');
    expect(client.outcome().at(-1)).toBe(clause);
    expect(client.trusted()).toBe(trusted);
  });

  test('test_timestamp_content_changes', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    const before = client.files.get('timestamp.json');
    repo.timestamp.meta['snapshot.json'] = { version: 100 };
    repo.published.delete('timestamp');
    repo.publish('timestamp');
    expect(client.outcome()).toEqual(['current']);
    expect(repo.requests.at(-1)).toEqual(['timestamp', undefined]);
    expect(client.files.get('timestamp.json')).toBe(before);
  });

  test('test_basic_metadata_hash_support', () => {
    const { repo, client } = set();
    repo.listsHashes = true;
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
  });

  test('test_targets_hash_mismatch', () => {
    const { repo, client } = set();
    repo.listsHashes = true;
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
    repo.publish('targets');
    repo.snapshot.meta['targets.json']!.hashes = { sha256: '0'.repeat(64) };
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.6.2');
    expect(client.refusal?.code).toBe('wrong_hash');
    expect([client.version('snapshot'), client.version('targets')]).toEqual([3, 2]);
  });

  test('test_snapshot_hash_mismatch', () => {
    const { repo, client } = set();
    repo.listsHashes = true;
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
    repo.publish('snapshot');
    repo.timestamp.meta['snapshot.json']!.hashes = { sha256: '0'.repeat(64) };
    repo.publish('timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.5.2');
    expect([client.version('timestamp'), client.version('snapshot')]).toEqual([3, 2]);
  });

  test('test_metadata_bytes_match', () => {
    const { repo, client } = set();
    const odd = Buffer.concat([repo.published.get('timestamp')![0]!, Buffer.from(' ')]);
    repo.published.set('timestamp', [odd]);
    expect(client.outcome()).toEqual(['current']);
    expect(client.files.get('timestamp.json')).toEqual(odd);
  });

  test('test_custom_fields', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    repo.root['custom-field'] = 'value';
    repo.addKey('root', repo.newSigner('ed25519', { 'extra-field': { a: 1, b: 2 } }));
    repo.role('root')['another-field'] = 'value';
    repo.publish('root');
    expect(client.outcome()).toEqual(['current']);
    expect(client.version('root')).toBe(2);
  });

  test('test_deprecated_keyid_hash_algorithms', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    repo.clearKeys('snapshot');
    repo.addKey('snapshot', repo.newSigner('ed25519', { keyid_hash_algorithms: 'md5' }));
    repo.publish('root', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
    expect([client.version('root'), client.version('snapshot')]).toEqual([2, 2]);
  });

  test('test_snapshot_404', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    repo.timestamp.meta['snapshot.json']!.version += 1;
    repo.publish('timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.5.1');
    expect(repo.requests.at(-1)).toEqual(['snapshot', 2]);
    expect(client.trusted()).toBe('root 1, snapshot 1, targets 1, timestamp 2');
  });

  test('test_targets_404', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    repo.snapshot.meta['targets.json']!.version += 1;
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.6.1');
    expect(repo.requests.at(-1)).toEqual(['targets', 2]);
    expect(client.trusted()).toBe('root 1, snapshot 2, targets 1, timestamp 2');
  });

  test('test_timestamp_404', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    repo.published.delete('timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.4.1');
    expect(client.refusal?.code).toBe('unavailable');
    expect(repo.requests.at(-1)).toEqual(['timestamp', undefined]);
  });

  test('test_incorrect_metadata_type', () => {
    const { repo, client } = set();
    const [signer] = [...repo.signers.get('timestamp')!.values()];
    repo.addKey('snapshot', signer);
    repo.snapshot.meta = { 'snapshot.json': { version: 1 } };
    repo.publish('root', 'snapshot');
    repo.published.set('timestamp', repo.published.get('snapshot')!.slice(-1));
    expect(client.outcome().at(-1)).toBe('TUF 4.6');
    expect(client.refusal?.code).toBe('wrong_type');
    expect(client.trusted()).toBe('root 2');
  });

  test('test_faketime', () => {
    const { repo, client } = set();
    repo.root.expires = repo.inDays(7);
    repo.publish('root');
    expect(client.outcome()).toEqual(['current']);
    client.passDays(8);
    expect(client.outcome().at(-1)).toBe('TUF 5.3.10');
  });
});

describe('tuf-conformance: expiration', () => {
  test('test_root_expired', () => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    repo.publish('root');
    expect(client.outcome()).toEqual(['current']);
    repo.root.expires = repo.inDays(-1);
    repo.publish(...all);
    expect(client.outcome().at(-1)).toBe('TUF 5.3.10');
    expect(client.trusted()).toBe('root 3, snapshot 1, targets 1, timestamp 1');
  });

  test.each([
    ['test_timestamp_expired', 'timestamp', 'TUF 5.4.4', 'snapshot 1, targets 1, timestamp 1'],
    ['test_snapshot_expired', 'snapshot', 'TUF 5.5.6', 'snapshot 1, targets 1, timestamp 2'],
    ['test_targets_expired', 'targets', 'TUF 5.6.5', 'snapshot 2, targets 1, timestamp 2'],
  ])('%s', (_name, role, clause, trusted) => {
    const { repo, client } = set();
    expect(client.outcome()).toEqual(['current']);
    const { timestamp, snapshot, targets } = repo;
    ({ timestamp, snapshot, targets })[role]!.expires = repo.inDays(-5);
    const roles = { timestamp: 1, snapshot: 2, targets: 3 }[role]!;
    repo.publish(...['targets', 'snapshot', 'timestamp'].slice(-roles));
    expect(client.outcome().at(-1)).toBe(clause);
    expect(client.refusal?.code).toBe('expired');
    expect(client.trusted()).toBe(`root 1, ${trusted}`);
  });

  test('test_expired_local_root', () => {
    const { repo, client } = set();
    repo.root.expires = repo.inDays(7);
    repo.publish('root');
    expect(client.outcome()).toEqual(['current']);
    repo.root.expires = repo.inDays(21);
    repo.publish('root');
    client.passDays(18);
    expect(client.outcome()).toEqual(['current']);
    expect(client.version('root')).toBe(3);
  });

  test('test_expired_local_timestamp', () => {
    const { repo, client } = set();
    repo.timestamp.expires = repo.inDays(7);
    repo.publish('timestamp');
    expect(client.outcome()).toEqual(['current']);
    repo.timestamp.expires = repo.inDays(21);
    repo.publish('targets', 'snapshot', 'timestamp');
    client.passDays(18);
    expect(client.outcome()).toEqual(['current']);
    expect(client.trusted()).toBe('root 1, snapshot 2, targets 2, timestamp 3');
  });
});

describe('tuf-conformance: rollback', () => {
  test('test_new_timestamp_version_rollback', () => {
    const { repo, client } = set();
    repo.publish('timestamp');
    expect(client.outcome()).toEqual(['current']);
    repo.published.delete('timestamp');
    repo.timestamp.version = 1;
    repo.publish('timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.4.3.1');
    expect(client.version('timestamp')).toBe(2);
    expect(repo.requests.at(-1)).toEqual(['timestamp', undefined]);
  });

  test.each([false, true])('test_snapshot_rollback [hashes: %s]', (hashes) => {
    const { repo, client } = set();
    repo.listsHashes = hashes;
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
    repo.published.delete('snapshot');
    repo.snapshot.version = 1;
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.4.3.2');
    expect([client.version('timestamp'), client.version('snapshot')]).toEqual([2, 2]);
    expect(repo.requests.at(-1)).toEqual(['timestamp', undefined]);
  });

  test('test_targets_role_removal', () => {
    const { repo, client } = set();
    repo.delegate('targets', 'delegated', { paths: ['delegatedpath/*'] });
    repo.publish('delegated', 'targets', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
    Reflect.deleteProperty(repo.snapshot.meta, 'delegated.json');
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.5.5');
    expect(client.refusal?.code).toBe('role_removed');
    expect(client.version('snapshot')).toBe(2);
  });

  test('test_targets_fast_forward_recovery', () => {
    const { repo, client } = set();
    repo.delegate('targets', 'delegated', { paths: ['delegatedpath/*'] });
    repo.publish('delegated');
    for (let n = 0; n < 99; n += 1) repo.publish('targets');
    repo.publish('snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
    expect(client.version('targets')).toBe(100);
    repo.rotate('snapshot');
    repo.published.delete('targets');
    repo.targets.version = 1;
    Reflect.deleteProperty(repo.snapshot.meta, 'delegated.json');
    repo.publish(...all);
    expect(client.outcome()).toEqual(['current']);
    expect(client.version('targets')).toBe(1);
  });

  test('test_new_snapshot_fast_forward_recovery', () => {
    const { repo, client } = set();
    for (let n = 0; n < 99; n += 1) repo.publish('snapshot');
    repo.publish('timestamp');
    expect(client.outcome()).toEqual(['current']);
    expect(client.version('snapshot')).toBe(100);
    repo.rotate('snapshot');
    repo.rotate('timestamp');
    repo.published.delete('snapshot');
    repo.snapshot.version = 1;
    repo.publish(...all);
    expect(client.outcome()).toEqual(['current']);
    expect(client.version('snapshot')).toBe(1);
  });

  test('test_new_timestamp_fast_forward_recovery', () => {
    const { repo, client } = set();
    for (let n = 0; n < 99; n += 1) repo.publish('timestamp');
    expect(client.outcome()).toEqual(['current']);
    expect(client.version('timestamp')).toBe(100);
    repo.rotate('timestamp');
    repo.published.delete('timestamp');
    repo.timestamp.version = 1;
    repo.publish('root', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
    expect(client.version('timestamp')).toBe(1);
  });

  test.each([false, true])('test_targets_rollback [hashes: %s]', (hashes) => {
    const { repo, client } = set();
    repo.listsHashes = hashes;
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.outcome()).toEqual(['current']);
    repo.published.delete('targets');
    repo.targets.version = 1;
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.outcome().at(-1)).toBe('TUF 5.5.5');
    expect(client.refusal?.code).toBe('rolled_back');
    expect([client.version('snapshot'), client.version('targets')]).toEqual([2, 2]);
  });
});

// An independent writer's file: what its fields look like is not ours to choose.
test('test_static_repository', () => {
  const { repo, client } = set();
  repo.addArtifact('targets', 'file.txt', 'of another writer');
  repo.publish('targets', 'snapshot', 'timestamp');
  for (let n = 0; n < 11; n += 1) {
    if (n % 3 === 0) repo.addKey('root');
    repo.publish('root');
  }
  for (const role of ['root', 'targets', 'snapshot', 'timestamp']) {
    const pretty = (bytes: Uint8Array) =>
      Buffer.from(
        `${JSON.stringify(JSON.parse(Buffer.from(bytes).toString()) as JsonObject, null, 4)}\n`,
      );
    repo.published.set(role, repo.published.get(role)!.map(pretty));
  }
  expect(client.download('file.txt')).toBe(true);
  expect(client.version('root')).toBe(12);
});
