import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const least = { EUCORA_DATABASE_URL: 'postgres://eucora@127.0.0.1:5432/eucora' };

test('only the database has to be named', () => {
  expect(readConfig(least)).toMatchObject({
    natsUrl: 'nats://127.0.0.1:4222',
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    uiDir: undefined,
    publicUrl: undefined,
  });
});

test('relative paths are from where the program was started', () => {
  const config = readConfig({ ...least, EUCORA_HUB_HOME: 'somewhere' });
  expect(config.home).toBe(`${process.cwd()}/somewhere`);
  expect(config.adminTokenFile).toBe(`${process.cwd()}/somewhere/admin-token`);
});

test.each([
  [{}, /Set EUCORA_DATABASE_URL/],
  [{ EUCORA_DATABASE_URL: 'mysql://x' }, /EUCORA_DATABASE_URL is no address/],
  [{ ...least, EUCORA_PORT: '80a' }, /EUCORA_PORT is "80a"/],
  [{ ...least, EUCORA_PORT: '65536' }, /0 \(any free port\) to 65535/],
  [{ ...least, EUCORA_LOG_LEVEL: 'loud' }, /EUCORA_LOG_LEVEL is "loud"/],
  [{ ...least, EUCORA_PUBLIC_URL: 'ftp://x' }, /EUCORA_PUBLIC_URL is no address/],
])('%o is refused by name', (env, message) => {
  expect(() => readConfig(env)).toThrow(message);
});
