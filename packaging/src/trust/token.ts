import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ed25519KeyObject,
  holderField,
  isObject,
  parseJson,
  tufKeyId,
  type Json,
  type JsonObject,
} from '@eucora/protocol/trust';
import { run, RunError } from '../provision/run.ts';
import { isErrno } from '../processes.ts';
import { holderOf, secretIn, type Signer } from './signer.ts';
import { CeremonyError, type Table } from './table.ts';

// Tokens are spoken to by OpenSC's pkcs11-tool, in a process of its own: a vendor's module is native
// code that may crash, a Node add-on would have to be compiled where no network is, and every
// distribution has the tool. The PIN goes by its environment, never its arguments.

export type TokenKeyType = 'p256' | 'ed25519';
/** Where a key lies on a token. */
export interface TokenPlace {
  readonly module: string;
  readonly token: string;
  readonly id: string; // hex
  readonly type: TokenKeyType;
}

const pinName = 'EUCORA_TRUST_PIN';
const tokenMs = 120_000; // a person may have to touch it
/** OpenSC before 0.25 signs no more than this with Ed25519, which takes the bytes themselves. */
const shortBytesMax = 1_024;

/** True for the text of a file that says where a token's key is. */
export function isTokenFile(text: string): boolean {
  return text.startsWith('{') && text.includes('"pkcs11"');
}

/** The text of a token file. */
export function tokenFileText({ module, token, id, type }: TokenPlace, key: JsonObject): string {
  return `${JSON.stringify({ pkcs11: { module, token, id, type }, key }, undefined, 1)}\n`;
}

/** Makes a key on a token, which never leaves it. @throws CeremonyError */
export async function makeTokenKey(
  table: Table,
  place: TokenPlace,
  holder: string,
  pinFile: string | undefined,
): Promise<JsonObject> {
  const pin = await pinOf(table, place, pinFile);
  const curve = place.type === 'p256' ? 'EC:prime256v1' : 'EC:edwards25519';
  if ((await listKeys(table, place, pin)).includes(`ID:         ${place.id.toLowerCase()}`)) {
    throw new CeremonyError(`${place.token} has a key ${place.id} already; give another --id.`);
  }
  const make = ['--keypairgen', '--key-type', curve, '--id', place.id, '--label', 'eucora-trust'];
  await tool(table, place, pin, make);
  return publicObject(await publicKey(table, place, pin), place.type, holder);
}

/** The signer behind a token file. @throws CeremonyError */
export async function tokenSigner(
  table: Table,
  text: string,
  pinFile: string | undefined,
): Promise<Signer> {
  const { place, object } = readTokenFile(text);
  const pin = await pinOf(table, place, pinFile);
  const key = await publicKey(table, place, pin);
  const held = publicObject(key, place.type, holderOf(object));
  if (tufKeyId(held) !== tufKeyId(object)) {
    throw new CeremonyError(
      `${place.token} holds another key ${place.id}; put in the right token.`,
    );
  }
  const signWith = async (bytes: Uint8Array): Promise<string> => {
    const signature = await signOnToken(table, place, pin, bytes);
    const algorithm = place.type === 'p256' ? 'sha256' : null;
    if (!verify(algorithm, bytes, key, signature)) {
      throw new CeremonyError(
        `${place.token} gave a signature that does not verify; have it looked at.`,
      );
    }
    return signature.toString('hex');
  };
  return { object, keyId: tufKeyId(object), sign: signWith };
}

function readTokenFile(text: string): { readonly place: TokenPlace; readonly object: JsonObject } {
  const json = parseJson(Buffer.from(text));
  const field = (from: Json | undefined, name: string): Json | undefined =>
    isObject(from) ? from[name] : undefined;
  const [at, object] = [field(json, 'pkcs11'), field(json, 'key')];
  const [module, token, id, type] = ['module', 'token', 'id', 'type'].map((name) => {
    const value = field(at, name);
    return typeof value === 'string' ? value : undefined;
  });
  const isWhole = module !== undefined && token !== undefined && id !== undefined;
  if (!isWhole || (type !== 'p256' && type !== 'ed25519') || !isObject(object)) {
    throw new CeremonyError('The token file is not what make-key writes; make it again.');
  }
  return { place: { module, token, id, type }, object };
}

async function pinOf(table: Table, place: TokenPlace, file: string | undefined): Promise<string> {
  return file === undefined ? table.askHidden(`PIN of ${place.token}`) : secretIn(file);
}

async function tool(
  table: Table,
  { module, token }: TokenPlace,
  pin: string,
  args: readonly string[],
): Promise<string> {
  const whole = ['--module', module, '--token-label', token, '--login', '--pin', `env:${pinName}`];
  const env = { ...table.environment, [pinName]: pin };
  try {
    return await run('pkcs11-tool', [...whole, ...args], { env, timeoutMs: tokenMs });
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    if (isErrno(error.cause, 'ENOENT')) {
      throw new CeremonyError('pkcs11-tool is missing; install the package opensc.', {
        cause: error,
      });
    }
    throw new CeremonyError(`The token ${token} refuses: ${reasonOf(error.stderr)}`, {
      cause: error,
    });
  }
}

/** What a token's refusal means, with what to do. */
function reasonOf(stderr: string): string {
  const known: readonly (readonly [RegExp, string])[] = [
    [/PIN_INCORRECT/, 'the PIN is wrong; a token locks itself after a few wrong ones.'],
    [/PIN_LOCKED/, 'it is locked after wrong PINs; its officer unlocks it with the SO PIN.'],
    [/No slot with token named|No slots/, 'it is not in the reader, or has another label.'],
    [/Failed to load pkcs11 module|C_GetInfo/, 'its module can’t be loaded; check --pkcs11.'],
    [/MECHANISM_INVALID|not supported/, 'it can’t do this type of key; try --type p256.'],
  ];
  const [, text] = known.find(([pattern]) => pattern.test(stderr)) ?? [];
  return text ?? `${stderr.trim().split('\n').at(-2) ?? stderr.trim()}.`;
}

function listKeys(table: Table, place: TokenPlace, pin: string): Promise<string> {
  return tool(table, place, pin, ['--list-objects', '--type', 'privkey']);
}

/** Gives the tool a folder for its files, which is gone afterwards. */
async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'eucora-trust-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function publicKey(table: Table, place: TokenPlace, pin: string): Promise<KeyObject> {
  return withFolder(async (folder) => {
    const file = join(folder, 'key');
    const read = ['--read-object', '--type', 'pubkey', '--id', place.id, '--output-file', file];
    await tool(table, place, pin, read);
    const bytes = await readFile(file);
    // Some versions write PEM where others write DER.
    return bytes.subarray(0, 5).toString() === '-----'
      ? createPublicKey(bytes)
      : createPublicKey({ key: bytes, format: 'der', type: 'spki' });
  });
}

function publicObject(key: KeyObject, type: TokenKeyType, holder: string): JsonObject {
  if (type === 'ed25519') {
    return ed25519KeyObject(key.export({ format: 'der', type: 'spki' }).subarray(-32), holder);
  }
  const pem = key.export({ format: 'pem', type: 'spki' });
  const scheme = 'ecdsa-sha2-nistp256';
  return { keytype: 'ecdsa', scheme, keyval: { public: pem }, [holderField]: holder };
}

function signOnToken(
  table: Table,
  place: TokenPlace,
  pin: string,
  bytes: Uint8Array,
): Promise<Buffer> {
  return withFolder(async (folder) => {
    const [input, output] = [join(folder, 'input'), join(folder, 'signature')];
    const isP256 = place.type === 'p256';
    // A P-256 token signs the hash that we computed; an Ed25519 token the bytes themselves.
    await writeFile(input, isP256 ? createHash('sha256').update(bytes).digest() : bytes);
    const how = isP256
      ? ['--mechanism', 'ECDSA', '--signature-format', 'openssl']
      : ['--mechanism', 'EDDSA'];
    const files = ['--id', place.id, '--input-file', input, '--output-file', output];
    try {
      await tool(table, place, pin, ['--sign', ...how, ...files]);
    } catch (error) {
      if (isP256 || bytes.length <= shortBytesMax) throw error;
      const saw = `${bytes.length} bytes are more than this pkcs11-tool signs with Ed25519`;
      throw new CeremonyError(`${saw}; use OpenSC 0.25 or later, or a key of --type p256.`, {
        cause: error,
      });
    }
    return readFile(output);
  });
}
