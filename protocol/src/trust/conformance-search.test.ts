import { describe, expect, test } from 'vitest';
import { SimulatedClient } from '../testing/trust-client.ts';
import { SimulatedRepository, type DelegationDocument } from '../testing/trust-repository.ts';

// As conformance-refresh.test.ts: the suite's cases about artifacts and delegations.

function set(): { repo: SimulatedRepository; client: SimulatedClient } {
  const repo = new SimulatedRepository();
  return { repo, client: new SimulatedClient(repo) };
}
const text = (client: SimulatedClient, path: string): string | undefined =>
  client.artifacts.has(path) ? Buffer.from(client.artifacts.get(path)!).toString() : undefined;

describe('tuf-conformance: file download', () => {
  test('test_client_downloads_expected_file', () => {
    const { repo, client } = set();
    repo.addArtifact('targets', 'target_file.txt', 'target file contents');
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.refresh()).toBeDefined();
    expect(client.artifacts.size).toBe(0);
    expect(client.download('target_file.txt')).toBe(true);
    expect(text(client, 'target_file.txt')).toBe('target file contents');
  });

  test('test_client_downloads_expected_file_in_sub_dir', () => {
    const { repo, client } = set();
    const path = 'path/to/a/target_file.txt';
    repo.addArtifact('targets', path, 'target file contents');
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.download(path)).toBe(true);
    expect(text(client, path)).toBe('target file contents');
    expect(repo.downloads[0]).toMatch(/^path\/to\/a\/[0-9a-f]{64}\.target_file\.txt$/);
  });

  test('test_repository_substitutes_target_file', () => {
    const { repo, client } = set();
    repo.addArtifact('targets', 'one.txt', 'contents');
    repo.addArtifact('targets', 'other.txt', 'content');
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.download('one.txt')).toBe(true);
    const malicious = Buffer.from('malicious data');
    repo.artifacts.set('one.txt', malicious).set('other.txt', malicious);
    client.download('one.txt');
    expect(text(client, 'one.txt')).toBe('contents');
    expect(client.download('other.txt')).toBe(false);
    expect([...client.artifacts.keys()]).toEqual(['one.txt']);
  });

  test('test_multiple_changes_to_target', () => {
    const { repo, client } = set();
    const path = 'target_file.txt';
    repo.addArtifact('targets', path, 'target file contents');
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.download(path)).toBe(true);
    for (let n = 0; n < 11; n += 1) {
      repo.addArtifact('targets', path, `modified file contents ${n}`);
      repo.addArtifact('targets', `new-target-${n}`, `new file contents ${n}`);
      repo.publish('targets', 'snapshot', 'timestamp');
      if (n % 5 !== 0) continue;
      expect(client.download(path, `new-target-${n}`)).toBe(true);
      repo.artifacts.set(path, Buffer.from(`malicious contents ${n}`));
      repo.publish('targets', 'snapshot', 'timestamp');
      client.download(path);
      expect(text(client, path)).toBe(`modified file contents ${n}`);
      expect(text(client, `new-target-${n}`)).toBe(`new file contents ${n}`);
    }
  });

  test.each([[['sha256']], [['sha512']], [['sha256', 'sha512']]])(
    'test_download_with_hash_algorithms %j',
    (algorithms) => {
      const { repo, client } = set();
      repo.addArtifact('targets', 'target_file.txt', 'target file contents', algorithms);
      repo.publish('targets', 'snapshot', 'timestamp');
      expect(client.download('target_file.txt')).toBe(true);
      const hashes = Object.values(repo.targets.targets['target_file.txt']!.hashes);
      expect(hashes.map((hash) => `${hash}.target_file.txt`)).toContain(repo.downloads[0]);
      expect(repo.downloads).toHaveLength(1);
    },
  );

  test('test_download_with_unknown_hash_algorithm', () => {
    const { repo, client } = set();
    repo.addArtifact('targets', 'target_file.txt', 'target file contents', ['sha512']);
    const target = repo.targets.targets['target_file.txt']!;
    target.hashes = { 'unknown-hash': target.hashes['sha512']! };
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.download('target_file.txt')).toBe(false);
    expect(client.artifacts.size).toBe(0);
  });

  test('test_artifact_cache', () => {
    const { repo, client } = set();
    repo.addArtifact('targets', 'target_file.txt', 'target file contents');
    repo.publish('targets', 'snapshot', 'timestamp');
    expect(client.download('target_file.txt')).toBe(true);
    expect(client.download('target_file.txt')).toBe(true);
    expect(repo.downloads).toHaveLength(1);
  });
});

describe('tuf-conformance: quoting', () => {
  test.each(['?', '#', '/delegatedrole', '../delegatedrole'])(
    'test_unusual_role_name [%s]',
    (role) => {
      const { repo, client } = set();
      repo.delegate('targets', role);
      repo.publish(role, 'targets', 'snapshot', 'timestamp');
      expect(client.download('nonexistent')).toBe(false);
      expect(repo.requests).toContainEqual([role, 1]);
      expect(client.files.size).toBe(5);
      // Names of files never leave their folder.
      expect([...client.files.keys()].every((name) => /^[\w%.-]+$/.test(name))).toBe(true);
      expect([...client.files.keys()].some((name) => name.includes('/'))).toBe(false);
    },
  );
});

type Edge = readonly [from: string, to: string, more?: Partial<DelegationDocument>];

const graphs: Readonly<Record<string, { edges: readonly Edge[]; visited: string }>> = {
  'basic-delegation': { edges: [['targets', 'A']], visited: 'A' },
  'single-level-delegations': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
    ],
    visited: 'A B',
  },
  'two-level-delegations': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['B', 'C'],
    ],
    visited: 'A B C',
  },
  'two-level-test-DFS-order-of-traversal': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['A', 'C'],
      ['A', 'D'],
    ],
    visited: 'A C D B',
  },
  'three-level-delegation-test-DFS-order-of-traversal': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['A', 'C'],
      ['C', 'D'],
    ],
    visited: 'A C D B',
  },
  'two-level-terminating-ignores-all-but-roles-descendants': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['A', 'C', { terminating: true }],
      ['A', 'D'],
    ],
    visited: 'A C',
  },
  'three-level-terminating-ignores-all-but-roles-descendants': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['A', 'C', { terminating: true }],
      ['C', 'D'],
    ],
    visited: 'A C D',
  },
  'two-level-ignores-all-branches-not-matching-paths': {
    edges: [
      ['targets', 'A', { paths: ['*.py'] }],
      ['targets', 'B'],
      ['A', 'C'],
    ],
    visited: 'B',
  },
  'three-level-ignores-all-branches-not-matching-paths': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['A', 'C', { paths: ['*.py'] }],
      ['C', 'D'],
    ],
    visited: 'A B',
  },
  'cyclic-graph': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['B', 'C'],
      ['C', 'D'],
      ['D', 'B'],
    ],
    visited: 'A B C D',
  },
  'two-roles-delegating-to-a-third': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['B', 'C'],
      ['A', 'C'],
    ],
    visited: 'A C B',
  },
  'two-roles-delegating-to-a-third-different-paths': {
    edges: [
      ['targets', 'A'],
      ['targets', 'B'],
      ['B', 'C'],
      ['A', 'C', { paths: ['*.py'] }],
    ],
    visited: 'A B C',
  },
};

function publishGraph(repo: SimulatedRepository, edges: readonly Edge[]): void {
  for (const [from, to, more] of edges) repo.delegate(from, to, more);
  const roles = new Set(edges.flatMap(([from, to]) => [from, to]));
  repo.publish(...roles, 'snapshot', 'timestamp');
}

describe('tuf-conformance: delegation graphs', () => {
  test.each(Object.keys(graphs))('test_graph_traversal [%s]', (name) => {
    const { edges, visited } = graphs[name]!;
    const { repo, client } = set();
    publishGraph(repo, edges);
    expect(client.download('missingpath')).toBe(false);
    expect(client.refusal?.code).toBe('no_such_target');
    expect(repo.requests.slice(4)).toEqual(visited.split(' ').map((role) => [role, 1]));
  });

  test.each([
    ['no delegations', 'targetfile', true, ''],
    ['targetpath matches wildcard', 'README.md', true, 'A'],
    ['targetpath with separators x', 'releases/x/x_v1', true, 'B C'],
    ['targetpath with separators y', 'releases/y/y_v1.zip', true, 'B D'],
    ['targetpath is not delegated by all roles in the chain', 'releases/z/z_v1.zip', false, 'B'],
    ['wildcard does not match path separator', 'releases/README.md', false, ''],
    ['targetpath matches question mark wildcard', 'foo-1.tgz', true, 'A'],
    ['targetpath does not match question mark wildcard', 'foo-alpha.tgz', false, ''],
    ['targetpath matching is case sensitive', 'README.MD', false, ''],
  ])('test_targetfile_search [%s]', (_name, path, isFound, visited) => {
    const { repo, client } = set();
    repo.delegate('targets', 'A', { paths: ['*.doc', '*.md', 'foo-?.tgz'] });
    repo.delegate('targets', 'B', { paths: ['releases/*/*'] });
    repo.delegate('B', 'C', { paths: ['releases/x/*'] });
    repo.delegate('B', 'D', { paths: ['releases/y/*.zip'] });
    for (const [role, file] of [
      ['targets', 'targetfile'],
      ['A', 'README.md'],
      ['A', 'releases/README.md'],
      ['A', 'foo-1.tgz'],
      ['A', 'foo-alpha.tgz'],
      ['C', 'releases/x/x_v1'],
      ['D', 'releases/y/y_v1.zip'],
      ['D', 'releases/z/z_v1.zip'],
    ] as const) {
      repo.addArtifact(role, file, `${file} by ${role}`);
    }
    repo.publish('A', 'B', 'C', 'D', 'targets', 'snapshot', 'timestamp');
    expect(client.download(path)).toBe(isFound);
    expect(client.artifacts.has(path)).toBe(isFound);
    const roles = visited === '' ? [] : visited.split(' ');
    expect(repo.requests.slice(4)).toEqual(roles.map((role) => [role, 1]));
  });

  test('test_cached_role_is_verified_against_current_delegator', () => {
    const { repo, client } = set();
    repo.delegate('targets', 'parent-a', { paths: ['team-a/*'] });
    repo.delegate('targets', 'parent-b', { paths: ['team-b/*'] });
    repo.delegate('parent-a', 'release', { paths: ['team-a/*'] });
    const lost = repo.delegate('parent-b', 'release', { paths: ['team-b/*'] });
    repo.signers.get('release')!.delete(lost.keyId);
    repo.addArtifact('release', 'team-a/root.json', 'trusted A');
    repo.addArtifact('release', 'team-b/root.json', 'malicious B');
    repo.publish('release', 'parent-a', 'parent-b', 'targets', 'snapshot', 'timestamp');
    expect(client.download('team-a/root.json', 'team-b/root.json')).toBe(false);
    expect(client.refusal).toMatchObject({ clause: 'TUF 5.6.3', role: 'release' });
    expect([...client.artifacts.keys()]).toEqual(['team-a/root.json']);
  });

  test('test_delegation_not_in_snapshot', () => {
    const { repo, client } = set();
    repo.delegate('targets', 'delegated', { paths: ['delegatedpath/*'] });
    repo.publish('delegated', 'targets');
    Reflect.deleteProperty(repo.snapshot.meta, 'delegated.json');
    repo.publish('snapshot', 'timestamp');
    expect(client.refresh()).toBeDefined();
    repo.requests.length = 0;
    expect(client.download('delegatedpath/foo')).toBe(false);
    expect(client.refusal).toMatchObject({ code: 'not_listed', role: 'delegated' });
    expect(client.version('delegated')).toBeUndefined();
    expect(repo.requests).toEqual([
      ['root', 2],
      ['timestamp', undefined],
    ]);
  });
});
