import { sign } from 'node:crypto';
import { exportSeed, generateKeyPair, importPrivateKey } from '@eucora/protocol';
import {
  CanonicalError,
  ed25519KeyObject,
  isObject,
  parseJson,
  tufKeyId,
  type JsonObject,
} from '@eucora/protocol/trust';
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { writeNew } from './ceremony-folder.ts';
import { readText, secretIn, type Signer } from './signer.ts';
import { CeremonyError, type Table } from './table.ts';
import { isTokenFile, tokenSigner } from './token.ts';

/** How the secret part of a key file is opened, or closed. */
export interface Secrecy {
  readonly passphraseFile: string | undefined;
  readonly identityFile: string | undefined;
  readonly recipients: readonly string[];
  readonly pinFile: string | undefined;
}

/**
 * Makes an Ed25519 key: `file` holds it encrypted in age's format (0600), `file.pub` is what others
 * get. Neither file is ever written over.
 */
export async function makeKeyFile(
  table: Table,
  file: string,
  holder: string,
  secrecy: Secrecy,
): Promise<JsonObject> {
  const key = generateKeyPair();
  const object = ed25519KeyObject(key.publicKey.raw, holder);
  const secret = Buffer.from(exportSeed(key.object)).toString('hex');
  const content = JSON.stringify({ ...object, keyval: { ...asObject(object), private: secret } });
  const encrypter = new Encrypter();
  if (table.scryptLogN !== undefined) encrypter.setScryptWorkFactor(table.scryptLogN);
  if (secrecy.recipients.length > 0) {
    for (const recipient of secrecy.recipients) addRecipient(encrypter, recipient);
  } else {
    encrypter.setPassphrase(await newPassphrase(table, secrecy.passphraseFile));
  }
  await writeNew(file, armor.encode(await encrypter.encrypt(content)), 0o600);
  await writeNew(`${file}.pub`, `${JSON.stringify(object, undefined, 1)}\n`, 0o644);
  return object;
}

const asObject = (object: JsonObject): JsonObject => {
  const value = object['keyval'];
  return isObject(value) ? value : {};
};

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch (error) {
    const saw = `"${recipient.slice(0, 30)}" is no recipient of age`;
    throw new CeremonyError(`${saw}; age-keygen prints one that begins with age1.`, {
      cause: error,
    });
  }
}

async function newPassphrase(table: Table, file: string | undefined): Promise<string> {
  if (file !== undefined) return secretIn(file);
  const passphrase = await table.askHidden('Passphrase for the new key');
  if (passphrase.length < 12) {
    throw new CeremonyError('A passphrase has at least 12 characters; five random words are good.');
  }
  if ((await table.askHidden('The same again')) === passphrase) return passphrase;
  throw new CeremonyError('The two passphrases differ; begin again.');
}

/** Opens a holder's key: an age file or a token file. @throws CeremonyError */
export async function openSigner(table: Table, file: string, secrecy: Secrecy): Promise<Signer> {
  const text = await readText(file);
  if (isTokenFile(text)) return tokenSigner(table, text, secrecy.pinFile);
  if (!text.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')) {
    throw new CeremonyError(`${file} is no key file; make-key writes one.`);
  }
  const { object, key } = await openKeyFile(table, file, text, secrecy);
  return {
    object,
    keyId: tufKeyId(object),
    sign: async (bytes) => sign(null, bytes, key.object).toString('hex'),
  };
}

/** The secret half of a key file, 32 bytes. @throws CeremonyError */
export async function seedIn(table: Table, file: string, secrecy: Opening): Promise<Uint8Array> {
  const { key } = await openKeyFile(table, file, await readText(file), secrecy);
  return exportSeed(key.object);
}

async function openKeyFile(table: Table, file: string, text: string, secrecy: Opening) {
  const found = parsed(await decrypt(table, file, text, secrecy), file);
  const { private: secret, public: raw } = asObject(found);
  if (typeof secret !== 'string' || typeof raw !== 'string' || !/^[0-9a-f]{64}$/.test(secret)) {
    throw new CeremonyError(`${file} holds no Ed25519 key; make-key writes one.`);
  }
  const key = importPrivateKey(Buffer.from(secret, 'hex'));
  const object: JsonObject = { ...found, keyval: { public: raw } };
  if (Buffer.from(key.publicKey.raw).toString('hex') !== raw) {
    throw new CeremonyError(`${file} holds two halves that do not belong together; restore it.`);
  }
  return { object, key };
}

/** What a key file is opened with. */
type Opening = Pick<Secrecy, 'passphraseFile'> & Partial<Pick<Secrecy, 'identityFile'>>;

async function decrypt(
  table: Table,
  file: string,
  text: string,
  { passphraseFile, identityFile }: Opening,
): Promise<string> {
  const decrypter = new Decrypter();
  try {
    if (identityFile === undefined) {
      const asked = passphraseFile === undefined ? table.askHidden(`Passphrase of ${file}`) : '';
      decrypter.addPassphrase(
        passphraseFile === undefined ? await asked : await secretIn(passphraseFile),
      );
    } else {
      for (const line of (await readText(identityFile)).split('\n')) {
        if (line.startsWith('AGE-SECRET-KEY-')) decrypter.addIdentity(line.trim());
      }
    }
    return await decrypter.decrypt(armor.decode(text), 'text');
  } catch (error) {
    if (error instanceof CeremonyError) throw error;
    const remedy =
      identityFile === undefined
        ? 'Type its passphrase again; a file made for a recipient wants --identity.'
        : 'Give the identity that it was made for; a file with a passphrase wants none.';
    throw new CeremonyError(`${file} can't be opened with that. ${remedy}`, { cause: error });
  }
}

/** A public key as a holder sent it. @throws CeremonyError */
export async function readPublicKey(file: string): Promise<JsonObject> {
  const object = parsed(await readText(file), file);
  const { public: raw, private: secret } = asObject(object);
  if (typeof raw !== 'string' || typeof object['keytype'] !== 'string') {
    throw new CeremonyError(`${file} is no public key; give the .pub file that make-key wrote.`);
  }
  if (secret !== undefined) {
    throw new CeremonyError(`${file} holds a secret key. Destroy it and have a new one made.`);
  }
  return object;
}

function parsed(text: string, file: string): JsonObject {
  try {
    const json = parseJson(Buffer.from(text));
    if (isObject(json)) return json;
  } catch (error) {
    if (!(error instanceof CanonicalError)) throw error;
  }
  throw new CeremonyError(`${file} is not what make-key writes.`);
}
