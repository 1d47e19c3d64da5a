import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { ConfigError } from './errors.ts';

test('an empty environment is an air-gapped relay on loopback', () => {
  expect(readConfig({})).toMatchObject({
    hubNatsUrl: undefined,
    natsHost: '127.0.0.1',
    natsPort: 0,
    statusPort: 0,
    logLevel: 'info',
    retentionMs: 14 * 86_400_000,
    uplinkBytesPerSecond: 0,
  });
});

test.each([
  ['EUCORA_RELAY_NATS_PORT', '70000'],
  ['EUCORA_RELAY_STATUS_PORT', 'http'],
  ['EUCORA_RELAY_RETENTION_DAYS', '-1'],
  ['EUCORA_RELAY_UPLINK_BYTES_PER_SECOND', '1.5'],
  ['EUCORA_LOG_LEVEL', 'loud'],
])('refuses %s=%s by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
  expect(() => readConfig({ [name]: value })).toThrow(name);
});
