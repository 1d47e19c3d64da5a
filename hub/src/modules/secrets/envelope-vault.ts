import { readFile } from 'node:fs/promises';
import { UnavailableError, UsageError } from '../../platform/errors.ts';
import { Outbound } from '../../platform/outbound.ts';
import {
  envelopeText,
  newEnvelopeKey,
  parseEnvelopeKeys,
  type EnvelopeKey,
  type EnvelopeSource,
} from './envelope.ts';

/** How the hub proves itself to Vault or OpenBao. Secrets of it lie in files (0600). */
export type VaultLogin =
  | { readonly method: 'token'; readonly tokenFile: string }
  | {
      readonly method: 'approle';
      readonly roleId: string;
      readonly secretIdFile: string;
      readonly mount: string;
    };
/** A secret of a KV version 2 engine. */
export interface VaultPlace {
  readonly address: URL;
  readonly mount: string;
  readonly path: string;
  readonly namespace?: string;
  readonly login: VaultLogin;
}

const answerMsMax = 10_000;
const answerBytesMax = 65_536;
const triesMax = 3;

/** What the hub needs of the KV engine's answers. */
interface KvState {
  readonly version: number; // 0: there is none
  readonly keys: readonly EnvelopeKey[];
}

/**
 * The envelope key in the KV engine (version 2) of Vault or OpenBao, by its HTTP API: field `key`
 * holds the current key and the one before it, a line each. Writes name the version that they
 * replace (check-and-set), so of two hubs that change it at once one gives way to the other.
 */
export function vaultEnvelope(place: VaultPlace): EnvelopeSource {
  const vault = new VaultClient(place);
  const where = `${place.mount}/${place.path} in ${place.address.host}`;
  const state = async (): Promise<KvState> => readState(await vault.read(), where);
  const read = async (): Promise<readonly EnvelopeKey[]> => {
    const found = await state();
    if (found.keys.length > 0) return found.keys;
    await vault.write({ key: envelopeText([newEnvelopeKey()]) }, found.version);
    return (await state()).keys;
  };
  return {
    kind: 'vault',
    read,
    async replace(current) {
      const { keys, version } = await state();
      const before = keys[0];
      if (before?.id !== current) return await read();
      await vault.write({ key: envelopeText([newEnvelopeKey(), before]) }, version);
      return await read();
    },
  };
}

function readState(answer: unknown, where: string): KvState {
  if (answer === undefined) return { version: 0, keys: [] };
  const data = member(answer, 'data');
  const version = member(member(data, 'metadata'), 'version');
  const text = member(member(data, 'data'), 'key');
  const known = typeof version === 'number' ? version : 0;
  if (typeof text !== 'string') return { version: known, keys: [] }; // deleted
  return { version: known, keys: parseEnvelopeKeys(text, where) };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

/** The few calls of the HTTP API that are needed: log in, read and write one secret. */
class VaultClient {
  readonly #place: VaultPlace;
  readonly #outbound: Outbound;
  #token: string | undefined;

  constructor(place: VaultPlace) {
    this.#place = place;
    // The operator named this host; nothing that it answers leads to another.
    const allow = [place.address.host];
    this.#outbound = new Outbound({
      allow,
      timeoutMs: answerMsMax,
      answerBytesMax,
    });
  }

  /** The secret's answer; undefined: there is none. */
  async read(): Promise<unknown> {
    const { status, body } = await this.#withToken('GET', this.#dataPath());
    // A deleted version answers 404 with its metadata, which names the version to replace.
    if (status === 404) return member(body, 'data') === undefined ? undefined : body;
    if (status === 200) return body;
    throw refusal(`reading ${this.#place.mount}/${this.#place.path}`, status, body);
  }

  /** Writes if `version` is still the newest; that somebody was quicker is no failure. */
  async write(data: Readonly<Record<string, string>>, version: number): Promise<void> {
    const payload = { options: { cas: version }, data };
    const { status, body } = await this.#withToken('POST', this.#dataPath(), payload);
    if (status === 200 || status === 204) return;
    const isOvertaken = status === 400 && /check-and-set/.test(JSON.stringify(body));
    if (!isOvertaken) {
      throw refusal(`writing ${this.#place.mount}/${this.#place.path}`, status, body);
    }
  }

  #dataPath(): string {
    const { mount, path } = this.#place;
    const parts = [mount, 'data', path].flatMap((part) => part.split('/'));
    return parts.map(encodeURIComponent).join('/');
  }

  /** A token that has run out is replaced once. */
  async #withToken(method: string, path: string, payload?: object): Promise<Answer> {
    const token = (this.#token ??= await this.#login());
    const answer = await this.#call(method, path, { payload, token });
    if (answer.status !== 403) return answer;
    this.#token = await this.#login();
    return await this.#call(method, path, { payload, token: this.#token });
  }

  async #login(): Promise<string> {
    const { login } = this.#place;
    if (login.method === 'token') return await readSecretFile(login.tokenFile);
    const payload = {
      role_id: login.roleId,
      secret_id: await readSecretFile(login.secretIdFile),
    };
    const path = `auth/${login.mount.split('/').map(encodeURIComponent).join('/')}/login`;
    const { status, body } = await this.#call('POST', path, { payload });
    const token = member(member(body, 'auth'), 'client_token');
    if (status === 200 && typeof token === 'string') return token;
    throw refusal('the AppRole login', status, body);
  }

  async #call(method: string, path: string, how: Call): Promise<Answer> {
    const { address, namespace } = this.#place;
    const url = new URL(`v1/${path}`, address.href.endsWith('/') ? address : `${address.href}/`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.#outbound.request(url, {
          method,
          headers: {
            'x-vault-request': 'true',
            ...(how.token !== undefined && { 'x-vault-token': how.token }),
            ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
            ...(how.payload !== undefined && { 'content-type': 'application/json' }),
          },
          ...(how.payload !== undefined && { body: JSON.stringify(how.payload) }),
        });
        const body = readJson(answer.body);
        if (answer.status < 500 || attempt >= triesMax) return { status: answer.status, body };
      } catch (cause) {
        // What may have been written is not written again: check-and-set would refuse it.
        if (attempt < triesMax && method === 'GET') continue;
        throw new UnavailableError(
          `${address.host}, which keeps the envelope key, does not answer; try again shortly.`,
          { cause },
        );
      }
    }
  }
}

interface Call {
  readonly payload?: object | undefined;
  readonly token?: string;
}
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function readJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    // A proxy's page: its status says enough, and it may be long.
    return undefined;
  }
}

function refusal(what: string, status: number, body: unknown): UsageError | UnavailableError {
  const errors = member(body, 'errors');
  const said = Array.isArray(errors) ? errors.map(String).join('; ').slice(0, 300) : '';
  const text = `The vault answered ${status} to ${what}${said === '' ? '' : `: ${said}`}`;
  if (status >= 500) return new UnavailableError(`${text}; it may be sealed.`);
  return new UsageError(`${text}; check EUCORA_VAULT_… and the policy of the hub's login.`);
}

async function readSecretFile(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new UsageError(`${path}, which lets the hub into the vault, can't be read.`, { cause });
  }
}
