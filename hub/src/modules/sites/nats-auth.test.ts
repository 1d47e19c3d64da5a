import { expect, test } from 'vitest';
import { renderCalloutAuth, renderNatsAuth } from './nats-auth.ts';

test('a relay gets its own subjects and nothing of another site', () => {
  const text = renderNatsAuth('UHUB', [{ siteId: 'hq', natsPublic: 'URELAY' }]);
  expect(text).toMatchInlineSnapshot(`
    "authorization {
      timeout: 30
      users = [
        { nkey: UHUB },
        { nkey: URELAY, permissions: {
          publish: { allow: ["uplink.urgent.hq", "uplink.ledger.hq", "uplink.bulk.hq", "tip.hq", "$JS.API.DIRECT.GET.DOWNLINK.downlink.hq.*", "recertify.hq", "door.hq"] }
          subscribe: { allow: ["downlink.hq.*", "_INBOX.relay.hq.>"] }
        } }
      ]
    }
    "
  `);
});

test('where relays show certificates nobody is let in by the file but the hub', () => {
  const text = renderCalloutAuth({ hub: 'UHUB', system: 'USYSTEM', issuer: 'AISSUER' });
  expect(text).toMatchInlineSnapshot(`
    "accounts {
      HUB { jetstream: enabled, users: [ { nkey: UHUB } ] }
      SYSTEM { users: [ { nkey: USYSTEM } ] }
    }
    system_account: SYSTEM
    authorization {
      timeout: 30
      auth_callout { issuer: AISSUER, account: HUB, auth_users: [ UHUB, USYSTEM ] }
    }
    "
  `);
});
