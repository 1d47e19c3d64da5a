import { verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { ProtocolError } from './errors.ts';
import { importPrivateKey, generateKeyPair } from './keys.ts';
import { nkeyText, provesNkey, readAuthQuestion, userKeyOf, writeAuthAnswer } from './nats-auth.ts';

// Made with NATS' own library: createUser/createAccount of the seed of 32 bytes 7.
const seed = Buffer.alloc(32, 7);
const user = 'UDVEU3DD4KOFECV66VIHWEZOYX4ZKR3WV27L464SIIPOU2IUI3JCYSJF';
const account = 'ADVEU3DD4KOFECV66VIHWEZOYX4ZKR3WV27L464SIIPOU2IUI3JCZW22';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const questionOf = (nats: unknown): Uint8Array => Buffer.from(`${part({})}.${part({ nats })}.x`);
const asked = { server_id: { id: 'NSERVER' }, user_nkey: user };

test('nkeys are written and read as NATS does', () => {
  const { raw } = importPrivateKey(seed).publicKey;
  expect(nkeyText('user', raw)).toBe(user);
  expect(nkeyText('account', raw)).toBe(account);
  expect(Buffer.from(userKeyOf(user))).toEqual(Buffer.from(raw));
  for (const wrong of [account, `${user.slice(0, -1)}A`, 'U1', '']) {
    expect(() => userKeyOf(wrong)).toThrow(ProtocolError);
  }
});

test('a question is read as far as it goes, and one without an asker is refused', () => {
  const tls = { verified_chains: [['leaf', 'issuer', 'root'], ['other']] };
  const question = readAuthQuestion(
    questionOf({ ...asked, client_info: { id: 7 }, client_tls: tls }),
  );
  expect(question).toMatchObject({ serverId: 'NSERVER', clientId: 7, nkey: '' });
  expect(question.chain).toEqual(['leaf', 'issuer', 'root']);
  expect(readAuthQuestion(questionOf(asked)).chain).toEqual([]);
  expect(provesNkey(question)).toBe(false);
  expect(() => readAuthQuestion(questionOf({}))).toThrow(ProtocolError);
  expect(() => readAuthQuestion(Buffer.from('no token'))).toThrow(ProtocolError);
  expect(() => readAuthQuestion(Buffer.alloc(70_000))).toThrow(ProtocolError);
});

test('an answer is signed by the account key and names server and user', () => {
  const issuer = generateKeyPair();
  const question = { serverId: 'NSERVER', userKey: user };
  const permissions = { publish: ['a'], subscribe: ['b.>'] };
  const given = { account: 'SITE', name: 'n', permissions };
  const text = writeAuthAnswer(question, given, issuer, 5_000);
  const [head, body = '', signature = ''] = text.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
    nats: { jwt: string };
  };
  expect(claims).toMatchObject({ aud: 'NSERVER', sub: user, iat: 5 });
  const inner = JSON.parse(
    Buffer.from(claims.nats.jwt.split('.')[1] ?? '', 'base64url').toString(),
  ) as unknown;
  expect(inner).toMatchObject({ aud: 'SITE', nats: { pub: { allow: ['a'] }, type: 'user' } });
  const by = issuer.publicKey.object;
  const bytes = Buffer.from(signature, 'base64url');
  expect(verify(null, Buffer.from(`${head}.${body}`), by, bytes)).toBe(true);
  expect(writeAuthAnswer(question, { refused: 'revoked' }, issuer, 0)).not.toBe(text);
});
