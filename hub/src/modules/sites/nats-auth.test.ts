import { expect, test } from 'vitest';
import { renderNatsAuth } from './nats-auth.ts';

test('a relay gets its own subjects and nothing of another site', () => {
  const text = renderNatsAuth('UHUB', [{ siteId: 'hq', natsPublic: 'URELAY' }]);
  expect(text).toMatchInlineSnapshot(`
    "authorization {
      timeout: 30
      users = [
        { nkey: UHUB },
        { nkey: URELAY, permissions: {
          publish: { allow: ["uplink.urgent.hq", "uplink.ledger.hq", "uplink.bulk.hq", "tip.hq", "$JS.API.DIRECT.GET.DOWNLINK.downlink.hq.*", "recertify.hq"] }
          subscribe: { allow: ["downlink.hq.*", "_INBOX.relay.hq.>"] }
        } }
      ]
    }
    "
  `);
});
