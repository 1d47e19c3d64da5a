import { nkeyAuthenticator, nkeys } from '@nats-io/transport-node';
import { expect, it } from 'vitest';
import { createAuthenticator } from './authenticator.ts';

it("answers a nonce exactly as the library's own authenticator does", () => {
  for (let round = 0; round < 5; round += 1) {
    const seed = nkeys.createUser().getSeed();
    const nonce = `nonce ${round}`;
    const ours = createAuthenticator(new TextDecoder().decode(seed))(nonce);
    expect(ours).toEqual(nkeyAuthenticator(seed)(nonce));
  }
});
