import { expect, test } from 'vitest';
import { createLayout } from './layout.ts';
import { portNames, type Ports } from './ports.ts';
import {
  agentService,
  hubProgram,
  hubService,
  relayService,
  type Surroundings,
} from './programs.ts';

const around: Surroundings = {
  root: '/project',
  node: '/node',
  natsServer: '/nats-server',
  consoleDir: undefined,
  databaseUrl: 'postgres://eucora_hub@127.0.0.1/eucora',
  databaseOwnerUrl: 'postgres://eucora@127.0.0.1/eucora',
  layout: createLayout('/data'),
  ports: Object.fromEntries(portNames.map((name, i) => [name, 4_000 + i])) as Ports,
  inherited: { PATH: '/bin', NODE_COMPILE_CACHE: '/elsewhere' },
  stop: new AbortController().signal,
};

test('agent and relay are launched small, the hub as Node is', () => {
  expect(agentService(around).args).toEqual([
    '--max-semi-space-size=1',
    '/project/endpoint-agent/src/main.ts',
    'run',
  ]);
  expect(relayService(around, 'hq').args).toEqual([
    '--max-semi-space-size=8',
    '--heap-growing-percent=25',
    '/project/site-relay/src/main.ts',
    'run',
  ]);
  expect(relayService(around, 'hq').env).toMatchObject({
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '65536',
  });
  expect(hubService(around).args).toEqual(['/project/hub/src/main.ts', 'run']);
});

test('only commands know who owns the database', () => {
  expect(hubService(around).env).not.toHaveProperty('EUCORA_DATABASE_OWNER_URL');
  expect(hubProgram(around, ['migrate']).env).toMatchObject({
    EUCORA_DATABASE_OWNER_URL: 'postgres://eucora@127.0.0.1/eucora',
  });
});

test('every program keeps what it compiled in the data directory, each in a folder of its own', () => {
  const programs = [hubService(around), relayService(around, 'hq'), agentService(around)];
  const folders = programs.map(({ env }) => env['NODE_COMPILE_CACHE']);
  expect(new Set(folders).size).toBe(3);
  for (const folder of folders) expect(folder).toMatch(/^\/data\/compile-cache\/[a-z-]+$/);
});
