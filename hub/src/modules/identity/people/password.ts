import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { InvalidError, UnavailableError } from '../../../platform/errors.ts';

export const passwordCharacters = { min: 12, max: 256 } as const;

// The second of RFC 9106's recommended settings: 64 MiB, three passes, four lanes.
const cost = { memory: 65_536, passes: 3, parallelism: 4, tagLength: 32 } as const;
const saltBytes = 16;
const derive = promisify(argon2);

/** A password as its letters, however a keyboard composed them. */
const lettersOf = (password: string): string => password.normalize('NFKC');

/**
 * Refuses passwords that are guessed first: short ones, few letters, the account's own name.
 * @throws InvalidError saying what to change
 */
export function checkNewPassword(password: string, about: readonly string[]): void {
  const letters = lettersOf(password);
  const refuse = (message: string): never => {
    throw new InvalidError(message, { code: 'weak_password' });
  };
  if (letters.length < passwordCharacters.min || letters.length > passwordCharacters.max) {
    const { min, max } = passwordCharacters;
    refuse(`Use ${min} to ${max} characters; a few words in a row are good.`);
  }
  if (new Set(letters.toLowerCase()).size < 6) refuse('Use more different characters.');
  const lower = letters.toLowerCase();
  const given = [...about, 'eucora', 'password', '123456', 'qwert'].map((w) => w.toLowerCase());
  const rest = given
    .filter((word) => word.length >= 3)
    .reduce((text, word) => text.replaceAll(word, ''), lower);
  if (rest.length < passwordCharacters.min / 2) {
    refuse('Leave out your name and the words that everybody tries first.');
  }
}

/** Lets few work at a time: each derivation takes 64 MiB, and guessers must not take them all. */
export class PasswordWork {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #atOnce: number;
  readonly #waitingMax: number;

  constructor(atOnce = 2, waitingMax = 64) {
    this.#atOnce = atOnce;
    this.#waitingMax = waitingMax;
  }

  /** The text to store: the algorithm, its cost, salt and hash, as PHC writes them. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const tag = await this.#derive(password, salt, cost);
    const { memory: m, passes: t, parallelism: p } = cost;
    const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
    return `$argon2id$v=19$m=${m},t=${t},p=${p}$${base64(salt)}$${base64(tag)}`;
  }

  /**
   * Is it the password? Without a stored text the same work is done for nothing, so that time does
   * not tell which accounts exist.
   */
  async verify(password: string, stored: string | null): Promise<boolean> {
    const read = stored === null ? undefined : readStored(stored);
    if (read === undefined) {
      await this.#derive(password, Buffer.alloc(saltBytes), cost);
      return false;
    }
    const tag = await this.#derive(password, read.salt, read.cost);
    return timingSafeEqual(tag, read.tag);
  }

  async #derive(
    password: string,
    salt: Buffer,
    { memory, passes, parallelism, tagLength }: Cost,
  ): Promise<Buffer> {
    await this.#enter();
    try {
      const message = lettersOf(password.slice(0, passwordCharacters.max));
      const parameters = { message, nonce: salt, memory, passes, parallelism, tagLength };
      return await derive('argon2id', parameters);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running >= this.#atOnce) {
      if (this.#waiting.length >= this.#waitingMax) {
        throw new UnavailableError('Too many people sign in at this moment; try again shortly.');
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      await promise;
    }
    this.#running += 1;
  }
}

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly tagLength: number;
}

function readStored(text: string): { cost: Cost; salt: Buffer; tag: Buffer } | undefined {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(text);
  if (!parts) return undefined;
  const [, memory, passes, parallelism, salt = '', tag = ''] = parts;
  const bytes = Buffer.from(tag, 'base64');
  return {
    cost: {
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: bytes.length,
    },
    salt: Buffer.from(salt, 'base64'),
    tag: bytes,
  };
}
