import { once } from 'node:events';
import { createServer } from 'node:net';
import { makeAuthority, makeRelayServer } from '@eucora/protocol/x509';
import { generateKeyPair, readCertificate, toPem } from '@eucora/protocol';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { PortBusyError } from '../errors.ts';
import { Door } from './door.ts';
import type { SitePki } from './site-pki.ts';

test('a door whose port is taken says which variable changes it', async () => {
  const [hub, serverKey] = [generateKeyPair(), generateKeyPair()];
  const authority = await makeAuthority(hub);
  const parts = { site: 'hq', relayId: 'ab'.repeat(16), issuedMs: 1 };
  const issuer = { key: hub, certificate: authority };
  const publicKey = serverKey.publicKey.raw;
  const server = await makeRelayServer(issuer, { ...parts, publicKey });
  const pki: SitePki = {
    certificates: { authority, issuer: authority, server },
    authority: readCertificate(authority),
    issuer,
    serverKey,
    serverChain: toPem(server) + toPem(authority),
    fingerprint: '',
  };
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const echo = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(bytes);
  const log = pino({ level: 'silent' });
  const answers = { enrol: echo, renew: echo };
  const opening = Door.open({ host: '127.0.0.1', port, pki: () => pki, answers, log });
  await expect(opening).rejects.toThrow(PortBusyError);
  await expect(opening).rejects.toThrow(/EUCORA_RELAY_DOOR_PORT/);
  taken.close();
});
