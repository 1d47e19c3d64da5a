import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importPublicKey, verifyBytes } from '@eucora/protocol';
import { ed25519KeyObject, tufKeyId, verifyTufSignature } from '@eucora/protocol/trust';
import { expect, test } from 'vitest';

type Case = readonly [id: number, message: string, signature: string, result: string, why: string];
interface Group {
  readonly publicKey: string;
  readonly cases: readonly Case[];
}
const file = join(import.meta.dirname, 'wycheproof-ed25519.json');
const { groups } = JSON.parse(readFileSync(file, 'utf8')) as { groups: readonly Group[] };

test('Wycheproof Ed25519: each of the 151 signatures is judged as it must be', () => {
  const wrong: string[] = [];
  let judged = 0;
  for (const { publicKey, cases } of groups) {
    const object = ed25519KeyObject(Buffer.from(publicKey, 'hex'));
    const keyId = tufKeyId(object);
    const plain = { keyType: 'ed25519', scheme: 'ed25519', public: publicKey, holder: undefined };
    const key = { ...plain, keyId, object };
    for (const [id, message, signature, result, why] of cases) {
      const isValid = verifyTufSignature(key, Buffer.from(message, 'hex'), signature);
      judged += 1;
      if (isValid !== (result === 'valid')) wrong.push(`${id} ${result}: ${why}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(judged).toBe(151);
});

test('a signature with something behind it is none, in our envelopes too', () => {
  const key = importPublicKey(Buffer.from(groups[0]!.publicKey, 'hex'));
  expect(verifyBytes('tip', Buffer.alloc(0), Buffer.alloc(65), key)).toBe(false);
});
