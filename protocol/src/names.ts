import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import nacl from 'tweetnacl';
import { ProtocolError } from './errors.ts';
import type { PersonalNameBody, WrappedKey } from './events.ts';
import { idToBytes, keepBytes, sameBytes, sha256, type SubjectId } from './ids.ts';
import type { BoxKeyPair } from './keys.ts';

// Names of persons and of their machines travel encrypted under a key of their subject (PROTOCOL:
// names of persons). Destroying that key erases the name while every signed byte stays as it is.

/** A fresh 32-byte key for one subject. */
export function generateSubjectKey(): Uint8Array {
  return randomBytes(32);
}

/** How a wrapped key names the recipient it is for: 8 bytes of SHA-256 of the X25519 key. */
export function recipientId(boxPublic: Uint8Array): Uint8Array {
  return sha256(boxPublic).subarray(0, 8);
}

function boxNonce(ephemeral: Uint8Array, recipient: Uint8Array): Uint8Array {
  return createHash('sha512').update(ephemeral).update(recipient).digest().subarray(0, 24);
}

/** Wraps a subject's key so that only the holder of an X25519 secret can read it. */
export function wrapSubjectKey(subjectKey: Uint8Array, boxPublic: Uint8Array): WrappedKey {
  const ephemeral = nacl.box.keyPair();
  const nonce = keepBytes(boxNonce(ephemeral.publicKey, boxPublic));
  const box = nacl.box(keepBytes(subjectKey), nonce, keepBytes(boxPublic), ephemeral.secretKey);
  return { recipient: recipientId(boxPublic), ephemeral: ephemeral.publicKey, box };
}

/** A subject's key from the wrapped ones, for this recipient; null when none is for it. */
export function unwrapSubjectKey(
  keys: readonly WrappedKey[],
  recipient: BoxKeyPair,
): Uint8Array | null {
  const id = recipientId(recipient.publicKey);
  const wrapped = keys.find((key) => sameBytes(key.recipient, id));
  if (!wrapped || wrapped.ephemeral.length !== 32) return null;
  const nonce = keepBytes(boxNonce(wrapped.ephemeral, recipient.publicKey));
  const { secretKey } = recipient;
  return nacl.box.open(keepBytes(wrapped.box), nonce, keepBytes(wrapped.ephemeral), secretKey);
}

/** Encrypts a name under its subject's key, wrapped for each recipient. */
export function sealName(
  name: string,
  subject: SubjectId,
  role: PersonalNameBody['role'],
  subjectKey: Uint8Array,
  recipients: readonly Uint8Array[],
): PersonalNameBody {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', subjectKey, nonce);
  cipher.setAAD(idToBytes(subject));
  const text = Buffer.concat([cipher.update(name, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const keys = recipients.map((boxPublic) => wrapSubjectKey(subjectKey, boxPublic));
  return { kind: 'personal_name', subject, role, nonce, ciphertext: text, keys };
}

/** Decrypts a name. @throws ProtocolError wrong_signature when the key or the bytes are not right */
export function openName(
  body: Pick<PersonalNameBody, 'subject' | 'nonce' | 'ciphertext'>,
  subjectKey: Uint8Array,
): string {
  const { nonce, ciphertext } = body;
  if (nonce.length !== 12 || ciphertext.length < 16) {
    throw new ProtocolError('malformed', 'an encrypted name is too short');
  }
  const end = ciphertext.length - 16;
  try {
    const decipher = createDecipheriv('aes-256-gcm', subjectKey, nonce);
    decipher.setAAD(idToBytes(body.subject));
    decipher.setAuthTag(ciphertext.subarray(end));
    const parts = [decipher.update(ciphertext.subarray(0, end)), decipher.final()];
    return Buffer.concat(parts).toString('utf8');
  } catch (cause) {
    throw new ProtocolError('wrong_signature', 'an encrypted name does not open', { cause });
  }
}
