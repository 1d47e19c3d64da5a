import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { ConfigError } from './errors.ts';

test('an empty environment is an air-gapped relay on loopback', () => {
  expect(readConfig({})).toMatchObject({
    hubNatsUrl: undefined,
    natsHost: '127.0.0.1',
    natsPort: 0,
    tls: undefined,
    statusPort: 0,
    logLevel: 'info',
    retentionMs: 14 * 86_400_000,
    uplinkBytesPerSecond: 0,
  });
});

test('takes the files of TLS together or not at all', () => {
  const files = {
    EUCORA_RELAY_TLS_CERT_FILE: '/pki/relay.pem',
    EUCORA_RELAY_TLS_KEY_FILE: '/pki/relay.key',
    EUCORA_RELAY_TLS_CA_FILE: '/pki/ca.pem',
  };
  const { tls } = readConfig(files);
  expect(tls).toEqual({
    certificate: '/pki/relay.pem',
    key: '/pki/relay.key',
    authority: '/pki/ca.pem',
  });
  for (const name of Object.keys(files)) {
    expect(() => readConfig({ ...files, [name]: '' })).toThrow(name);
  }
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
