import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { maskSecrets } from './mask.ts';

const long = 'Zx9-planted_0123456789abcdefgh';

test.each([
  ['an address with a password', `postgres://hub:${long}@db:5432/eucora failed`],
  ['a token of ours', `refused eucora_token_${long}`],
  ['a sign-in link', `#link=eucora_link_${long}`],
  ['a bearer header', `Bearer ${long}`],
  ['a token of a vault', `x hvs.${long} y`],
  ['a member deep in an object', `{"a":{"b":[{"client_secret":"${long} \\" more${long}"}]}}`],
  ['a header', `{"headers":{"set-cookie":"s=${long}","X-Api-Key":"${long}"}}`],
  ['a private key', `-----BEGIN PRIVATE KEY-----\\n${long}\\n-----END PRIVATE KEY-----`],
  ['a verifier', 'SCRAM-SHA-256$4096:planted0==$planted1=:planted2='],
])('%s is blanked', (_, line) => {
  const masked = maskSecrets(line);
  expect(masked).toContain('[redacted]');
  expect(masked).not.toContain('planted');
});

test.each([
  '{"level":30,"msg":"hub is up","url":"http://127.0.0.1:8080/"}',
  '{"rotation":"database-password","because":"calendar","msg":"rotated"}',
  '{"err":{"message":"connect ECONNREFUSED 127.0.0.1:5432","stack":"at x (file:///a/b.ts:3:14)"}}',
  'postgres://eucora@127.0.0.1:1/eucora',
])('%s stays as it is', (line) => {
  expect(maskSecrets(line)).toBe(line);
});

test('what the logger writes is masked, and still one line of JSON', () => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const logger = createLogger('info', stream);
  const cause = new Error(`postgres://hub:${long}@db/eucora`);
  logger.error({ err: new Error('away', { cause }), deep: { er: { password: long } } }, 'failed');
  logger.info({ token: long }, `asked with eucora_session_${long}`);
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('planted');
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'failed',
    'asked with [redacted]',
  ]);
});
