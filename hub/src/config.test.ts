import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const bucket = {
  EUCORA_ARCHIVE_S3_ENDPOINT: 'https://s3.test:9000',
  EUCORA_ARCHIVE_S3_BUCKET: 'packs',
  EUCORA_ARCHIVE_S3_CREDENTIALS_FILE: '/keys',
};
const least = { EUCORA_DATABASE_URL: 'postgres://eucora@127.0.0.1:5432/eucora' };

test('only the database has to be named', () => {
  expect(readConfig(least)).toMatchObject({
    natsUrl: 'nats://127.0.0.1:4222',
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    uiDir: undefined,
    publicUrl: undefined,
    trustedProxies: [],
    outboundAllow: [],
    hotDays: { sensitive: 90, operational: 90, metrics: 30, audit: 730 },
    rollupDays: 730,
  });
  expect(readConfig({ ...least, EUCORA_HOT_DAYS_METRICS: '7' }).hotDays.metrics).toBe(7);
});

test('relative paths are from where the program was started', () => {
  const config = readConfig({ ...least, EUCORA_HUB_HOME: 'somewhere' });
  expect(config.home).toBe(`${process.cwd()}/somewhere`);
  expect(config.adminTokenFile).toBe(`${process.cwd()}/somewhere/admin-token`);
});

test('the archive is a folder of the home unless a bucket is named', () => {
  const home = { ...least, EUCORA_HUB_HOME: '/h' };
  expect(readConfig(home).archive).toEqual({ kind: 'folder', dir: '/h/archive' });
  const other = { ...home, EUCORA_ARCHIVE_DIR: '/disk' };
  expect(readConfig(other).archive).toEqual({ kind: 'folder', dir: '/disk' });
  expect(readConfig({ ...home, ...bucket, EUCORA_ARCHIVE_S3_PREFIX: '/hub/a/' }).archive).toEqual({
    kind: 's3',
    endpoint: new URL('https://s3.test:9000'),
    bucket: 'packs',
    prefix: 'hub/a/',
    region: 'us-east-1',
    credentialsFile: '/keys',
    spoolDir: '/h/archive-spool',
  });
});

test.each([
  [{}, /Set EUCORA_DATABASE_URL/],
  [{ EUCORA_DATABASE_URL: 'mysql://x' }, /EUCORA_DATABASE_URL is no address/],
  [{ ...least, EUCORA_PORT: '80a' }, /EUCORA_PORT is "80a"/],
  [{ ...least, EUCORA_PORT: '65536' }, /0 \(any free port\) to 65535/],
  [{ ...least, EUCORA_LOG_LEVEL: 'loud' }, /EUCORA_LOG_LEVEL is "loud"/],
  [{ ...least, ...bucket, EUCORA_ARCHIVE_DIR: '/a' }, /EUCORA_ARCHIVE_DIR or .* not both/],
  [{ ...least, ...bucket, EUCORA_ARCHIVE_S3_BUCKET: '' }, /Set EUCORA_ARCHIVE_S3_BUCKET/],
  [{ ...least, EUCORA_HOT_DAYS_AUDIT: '1' }, /EUCORA_HOT_DAYS_AUDIT is "1"; .* 2 to 36500/],
  [{ ...least, EUCORA_PUBLIC_URL: 'ftp://x' }, /EUCORA_PUBLIC_URL is no address/],
])('%o is refused by name', (env, message) => {
  expect(() => readConfig(env)).toThrow(message);
});

test('the envelope key comes from one place', () => {
  const base = { EUCORA_DATABASE_URL: 'postgres://h/d', EUCORA_HUB_HOME: '/h' };
  expect(readConfig(base).envelope).toEqual({ kind: 'file', path: '/h/keys/envelope.key' });
  const given = { ...base, EUCORA_ENVELOPE_KEY: 'k' };
  expect(readConfig(given).envelope).toEqual({ kind: 'environment', current: 'k' });
  const both = { ...given, EUCORA_ENVELOPE_KEY_FILE: '/k' };
  expect(() => readConfig(both)).toThrow(/EUCORA_ENVELOPE_KEY_FILE and EUCORA_ENVELOPE_KEY, not/);
  const vault = { ...base, EUCORA_VAULT_ADDR: 'https://vault:8200' };
  expect(() => readConfig(vault)).toThrow(/EUCORA_VAULT_TOKEN_FILE, or EUCORA_VAULT_ROLE_ID/);
  expect(readConfig({ ...vault, EUCORA_VAULT_TOKEN_FILE: '/t' }).envelope).toMatchObject({
    kind: 'vault',
    mount: 'secret',
    path: 'eucora/envelope',
    login: { method: 'token', tokenFile: '/t' },
  });
});
