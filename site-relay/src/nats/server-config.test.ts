import { expect, test } from 'vitest';
import { parseServerVersion } from './program.ts';
import { renderServerConfig } from './server-config.ts';

const input = {
  site: 'hq',
  host: '127.0.0.1',
  port: 4333,
  pidFile: '/srv/relay/nats.pid',
  logFile: '/srv/relay/nats.log',
  relayNkey: 'UARELAY',
  deviceNkey: 'UADEVICE',
  tls: undefined,
  callout: undefined,
};

test('lets devices ask and hear answers, and nothing else', () => {
  const [, users = ''] = renderServerConfig(input).split('users: [');
  expect(users).toMatchInlineSnapshot(`
    "
        { nkey: "UARELAY", permissions: {
          publish: { allow: ["_INBOX.device.>"] }
          subscribe: { allow: ["site.hq.>", "_INBOX.relay.hq.>"] }
        } }
        { nkey: "UADEVICE", permissions: {
          publish: { allow: ["site.hq.enrol", "site.hq.offer", "site.hq.batch", "site.hq.collection", "site.hq.erasure", "site.hq.hub-keys", "site.hq.desired", "site.hq.artifact", "site.hq.chunks", "site.hq.trust"] }
          subscribe: { allow: ["_INBOX.device.>"] }
        } }
      ]
    }
    "
  `);
});

test('is the same text for the same input, and quotes what it is given', () => {
  expect(renderServerConfig(input)).toBe(renderServerConfig({ ...input }));
  expect(renderServerConfig(input)).toContain('\ndisable_sublist_cache: true\n');
  const odd = renderServerConfig({ ...input, logFile: 'C:\\relay "one"\\nats.log' });
  expect(odd).toContain('log_file: "C:\\\\relay \\"one\\"\\\\nats.log"');
});

test('with TLS asks everybody for a certificate and has time for thousands at once', () => {
  expect(renderServerConfig(input)).not.toContain('tls');
  const files = { certificate: '/pki/relay.pem', key: '/pki/relay.key', authority: '/pki/ca.pem' };
  const text = renderServerConfig({ ...input, tls: { ...files, fingerprint: 'AB:CD' } });
  const [, rest = ''] = text.split('write_deadline: "10s"');
  expect(rest.slice(0, rest.indexOf('authorization {'))).toMatchInlineSnapshot(`
    "
    # certificate AB:CD
    tls {
      cert_file: "/pki/relay.pem"
      key_file: "/pki/relay.key"
      ca_file: "/pki/ca.pem"
      verify: true
      min_version: "1.3"
      # As for authorization below: 5,000 handshakes at once take several seconds.
      timeout: 30
    }
    "
  `);
});

test('with a callout lets nobody in by itself but its relay', () => {
  const callout = { issuer: 'AISSUER', system: 'USYSTEM' };
  const text = renderServerConfig({ ...input, callout });
  expect(text.slice(text.indexOf('accounts {'))).toMatchInlineSnapshot(`
    "accounts {
      SITE { users: [
        { nkey: "UARELAY", permissions: {
          publish: { allow: ["_INBOX.device.>", "$SYS._INBOX.>"] }
          subscribe: { allow: ["site.hq.>", "_INBOX.relay.hq.>", "$SYS.REQ.USER.AUTH"] }
        } }
      ] }
      SYSTEM { users: [ { nkey: "USYSTEM" } ] }
    }
    system_account: SYSTEM
    authorization {
      # Thousands of devices connect at once after a power cut; two seconds would let none in.
      timeout: 30
      auth_callout { issuer: "AISSUER", account: SITE, auth_users: [
        "UARELAY", "USYSTEM"
      ] }
    }
    "
  `);
  expect(text).not.toContain('UADEVICE');
});

test.each([
  ['nats-server: v2.10.27', { major: 2, minor: 10, text: '2.10.27' }],
  ['nats-server: v2.12.0-RC.1\n', { major: 2, minor: 12, text: '2.12.0-RC.1' }],
  ['v26.10.0', undefined],
])('reads the version in %j', (text, expected) => {
  expect(parseServerVersion(text)).toEqual(expected);
});
