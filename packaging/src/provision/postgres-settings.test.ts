import { expect, test } from 'vitest';
import { connectionUrl, parsePostmasterPid, serverSettings } from './postgres-settings.ts';

const GiB = 1024 ** 3;

test('a commit is durable and only loopback is served, whatever the size of the machine', () => {
  for (const memory of [GiB / 2, 4 * GiB, 512 * GiB]) {
    expect(serverSettings(5555, memory)).toMatchObject({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      port: '5555',
    });
  }
});

test('memory settings grow with the machine between fixed bounds', () => {
  expect(serverSettings(1, GiB / 2)['shared_buffers']).toBe('64MB');
  expect(serverSettings(1, 4 * GiB)['shared_buffers']).toBe('128MB');
  expect(serverSettings(1, 512 * GiB)['shared_buffers']).toBe('512MB');
});

test('postmaster.pid says who serves and whether it is ready', () => {
  const lines = ['4711', '/data', '1', '5432', '', '127.0.0.1', ' 12 34', 'ready   ', ''];
  expect(parsePostmasterPid(lines.join('\n'))).toEqual({ pid: 4711, ready: true });
  expect(parsePostmasterPid(lines.with(7, 'starting').join('\n'))?.ready).toBe(false);
  expect(parsePostmasterPid('4711\n/data\n')).toEqual({ pid: 4711, ready: false });
  expect(parsePostmasterPid('')).toBeUndefined();
  expect(parsePostmasterPid('1\n')).toBeUndefined();
});

test('a password may hold any character', () => {
  const url = new URL(connectionUrl(5432, 'eucora', 'a/b@c:d', 'eucora'));
  expect(decodeURIComponent(url.password)).toBe('a/b@c:d');
});
