import { randomBytes, sign, verify } from 'node:crypto';
import { ProtocolError } from './errors.ts';
import { sha256, toHex } from './ids.ts';
import { importPublicKey, type PrivateKey } from './keys.ts';
import type { SubjectPermissions } from './subjects.ts';

// nats-server (2.10 and later) asks a service of ours who is let in: its auth callout. Question and
// answer are JSON Web Tokens signed with nkeys, as NATS defines them.

/** Who wants in, as the server saw it. */
export interface AuthQuestion {
  /** The server that asks, and the key that it made for this client. */
  readonly serverId: string;
  readonly userKey: string;
  /** Number of the connection at that server. */
  readonly clientId: number;
  /** Verified up to the server's authority, in PEM, leaf first; empty without TLS. */
  readonly chain: readonly string[];
  /** The nkey that the client claims, and its proof; empty when it claims none. */
  readonly nkey: string;
  readonly signature: string;
  readonly nonce: string;
}
/** What the server is told. */
export type AuthAnswer =
  | {
      readonly account: string;
      /** Shown in the server's lists of connections. */
      readonly name: string;
      readonly permissions: SubjectPermissions;
    }
  | { readonly refused: string };

const nkeyPrefix = { account: 0, user: 20 << 3 } as const;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const questionBytesMax = 65_536;

/** An nkey's public text. */
export function nkeyText(kind: keyof typeof nkeyPrefix, raw: Uint8Array): string {
  const body = Buffer.concat([Buffer.from([nkeyPrefix[kind]]), raw]);
  const checksum = Buffer.alloc(2);
  checksum.writeUInt16LE(crc16(body));
  return toBase32(Buffer.concat([body, checksum]));
}

/** The raw Ed25519 key in a user's nkey. @throws ProtocolError malformed */
export function userKeyOf(text: string): Uint8Array {
  const bytes = fromBase32(text);
  const isWhole =
    bytes.length === 35 &&
    bytes[0] === nkeyPrefix.user &&
    bytes.readUInt16LE(33) === crc16(bytes.subarray(0, 33));
  if (!isWhole) throw new ProtocolError('malformed', 'no nkey of a user');
  return bytes.subarray(1, 33);
}

/** True when the client proved that it holds the nkey that it claims. */
export function provesNkey({ nkey, signature, nonce }: AuthQuestion): boolean {
  if (nkey === '' || nonce === '') return false;
  const key = importPublicKey(userKeyOf(nkey));
  const bytes = Buffer.from(signature, 'base64url');
  return bytes.length === 64 && verify(null, Buffer.from(nonce), key.object, bytes);
}

/**
 * Reads a server's question. Its signature is not asked: only the server itself can publish on the
 * subject that it comes by.
 * @throws ProtocolError
 */
export function readAuthQuestion(bytes: Uint8Array): AuthQuestion {
  if (bytes.length > questionBytesMax) throw new ProtocolError('oversized', 'an auth question');
  const [, payload = ''] = Buffer.from(bytes).toString('latin1').split('.');
  const claims = record(parse(Buffer.from(payload, 'base64url').toString()));
  const nats = record(claims['nats']);
  const client = record(nats['client_info']);
  const connect = record(nats['connect_opts']);
  const chains = record(nats['client_tls'])['verified_chains'];
  const [chain] = Array.isArray(chains) ? (chains as readonly unknown[]) : [];
  const certificates: readonly unknown[] = Array.isArray(chain) ? chain : [];
  const serverId = textOf(record(nats['server_id'])['id']);
  const userKey = textOf(nats['user_nkey']);
  if (serverId === '' || userKey === '') {
    throw new ProtocolError('malformed', 'an auth question without server or user');
  }
  return {
    serverId,
    userKey,
    clientId: Number(client['id'] ?? 0),
    chain: certificates.map(textOf),
    nkey: textOf(connect['nkey']),
    signature: textOf(connect['sig']),
    nonce: textOf(client['nonce']),
  };
}

/** Writes the answer, signed with the account key that the server's configuration names. */
export function writeAuthAnswer(
  question: Pick<AuthQuestion, 'serverId' | 'userKey'>,
  answer: AuthAnswer,
  issuer: PrivateKey,
  nowMs: number,
): string {
  const iss = nkeyText('account', issuer.publicKey.raw);
  const common = { iat: Math.floor(nowMs / 1000), iss, sub: question.userKey };
  const unlimited = { subs: -1, data: -1, payload: -1 };
  const said =
    'refused' in answer
      ? { error: answer.refused }
      : {
          jwt: token(
            {
              ...common,
              aud: answer.account,
              name: answer.name,
              nats: {
                pub: { allow: answer.permissions.publish },
                sub: { allow: answer.permissions.subscribe },
                ...unlimited,
                type: 'user',
                version: 2,
              },
            },
            issuer,
          ),
        };
  const nats = { ...said, type: 'authorization_response', version: 2 };
  return token({ ...common, aud: question.serverId, nats }, issuer);
}

/** A connection in a server's list, and as whom it was let in: the `name` of an answer, or an nkey. */
export interface AuthConnection {
  readonly cid: number;
  readonly user: string;
}

/** The connections in a server's answer to CONNZ with `auth`. */
export function authConnections(answer: unknown): AuthConnection[] {
  const connections = record(record(answer)['data'])['connections'];
  if (!Array.isArray(connections)) return [];
  return connections.map((each: unknown) => {
    const connection = record(each);
    return { cid: Number(connection['cid']), user: textOf(connection['authorized_user']) };
  });
}

/**
 * When a server last read its configuration, Unix ms, by its answer to VARZ.
 * @throws ProtocolError when it does not say
 */
export function configLoadedMs(answer: unknown): number {
  const loadedMs = Date.parse(textOf(record(record(answer)['data'])['config_load_time']));
  if (Number.isNaN(loadedMs)) throw new ProtocolError('malformed', 'no time of a configuration');
  return loadedMs;
}

function token(claims: Readonly<Record<string, unknown>>, issuer: PrivateKey): string {
  const jti = toHex(sha256(Buffer.from(JSON.stringify(claims)), randomBytes(8)).subarray(0, 16));
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ typ: 'JWT', alg: 'ed25519-nkey' })}.${part({ jti, ...claims })}`;
  const signature = sign(null, Buffer.from(signed), issuer.object);
  return `${signed}.${signature.toString('base64url')}`;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ProtocolError('malformed', 'an auth question that is no JSON', { cause });
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(letters: string): Buffer {
  if (letters.length > 64) throw new ProtocolError('oversized', 'an nkey is too long');
  const bits = letters.split('').map((letter) => {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new ProtocolError('malformed', 'an nkey in another alphabet');
    return value.toString(2).padStart(5, '0');
  });
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** CRC-16/XMODEM, as nkeys carry it. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
    }
  }
  return crc;
}
