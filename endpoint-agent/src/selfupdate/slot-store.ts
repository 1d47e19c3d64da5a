import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chown, lstat, mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  freshSlots,
  otherSlot,
  readProof,
  readSlotState,
  writeProof,
  writeSlotState,
  type Build,
  type BuildDescription,
  type Proof,
  type Slot,
  type SlotState,
} from '@eucora/protocol/self-update';
import { systemCode } from '../errors.ts';
import { readIfThere, removeFile, syncDirectory, writeWhole, type Owner } from '../files/atomic.ts';

/** A slot does not hold what it should. */
export class SlotError extends Error {
  override readonly name = 'SlotError';
}

const pieceBytes = 1_048_576;
const suffix = process.platform === 'win32' ? '.exe' : '';

/** Whose slots these are. */
export interface SlotsOf {
  readonly program: BuildDescription['program'];
  /** The user who runs it; absent: this one. */
  readonly owner?: Owner | undefined;
}
const ownSlots: SlotsOf = { program: 'eucora-agent' };

/** Where the bytes of a program lie: a file, or a part of it. */
export interface ProgramSource {
  readonly path: string;
  readonly offset: number;
}

/** The folder `program` of a home: two slots and the file that says which one counts. */
export class SlotStore {
  readonly #folder: string;
  readonly of: SlotsOf;
  #state: SlotState;

  private constructor(folder: string, of: SlotsOf, state: SlotState) {
    this.#folder = folder;
    this.of = of;
    this.#state = state;
  }

  /** Nothing is made on disk: a home that never updated itself has no such folder. */
  static async open(home: string, installed: string): Promise<SlotStore> {
    const state = await stateIn(join(home, 'program'));
    return new SlotStore(join(home, 'program'), ownSlots, state ?? freshSlots(installed));
  }

  /** The slots of another program; undefined where its launcher has not begun any. */
  static async openOf(home: string, of: SlotsOf): Promise<SlotStore | undefined> {
    const state = await stateIn(join(home, 'program'));
    return state ? new SlotStore(join(home, 'program'), of, state) : undefined;
  }

  get state(): SlotState {
    return this.#state;
  }

  programOf(slot: Slot): string {
    return join(this.#folder, slot, `${this.of.program}${suffix}`);
  }

  /** What is written holds; before that nothing has changed. @throws the system's error */
  async write(next: SlotState): Promise<void> {
    if (next === this.#state) return;
    const { owner } = this.of;
    await makeDurable(this.#folder, owner);
    const durable = { durable: true, owner };
    await writeWhole(join(this.#folder, 'state'), writeSlotState(next), durable);
    this.#state = next;
  }

  /** Whether a slot holds these bytes. */
  async isWhole(slot: Slot, { sha256, bytes }: Build): Promise<boolean> {
    try {
      const path = this.programOf(slot);
      const { size } = await lstat(path);
      return size === bytes && (await hashOf(path)) === sha256;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /**
   * Copies a program into the slot that is not good, hashes the copy and asks `accept` about it before
   * it gets its name there. The state must name that slot no more. @throws SlotError
   */
  async fill(
    source: ProgramSource,
    build: Build,
    accept: (path: string) => Promise<void>,
  ): Promise<void> {
    if (this.#state.trial) throw new SlotError('the slot is still on trial');
    const path = this.programOf(otherSlot(this.#state));
    const folder = dirname(path);
    await makeDurable(this.#folder, this.of.owner);
    await makeDurable(folder, this.of.owner);
    const draft = `${path}.draft`;
    await removeFile(draft);
    await removeFile(path); // two programs of this size need not lie there at the same time
    await copyHashed(source, draft, build, this.of.owner);
    await accept(draft);
    await rename(draft, path);
    await syncDirectory(folder);
  }

  /** What a program on trial left behind. */
  async proof(): Promise<Proof | null> {
    const text = (await readIfThere(join(this.#folder, 'proof')))?.toString('utf8');
    return text === undefined ? null : readProof(text);
  }

  async prove(proof: Proof): Promise<void> {
    await writeWhole(join(this.#folder, 'proof'), writeProof(proof));
  }
}

/** Copies in one pass, durable when it resolves. @throws SlotError when the bytes are others */
async function copyHashed(
  { path, offset }: ProgramSource,
  to: string,
  { sha256, bytes }: Build,
  owner: Owner | undefined,
): Promise<void> {
  const file = await open(to, 'wx', 0o700);
  try {
    if (owner) await file.chown(owner.uid, owner.gid);
    const hash = createHash('sha256');
    let copied = 0;
    const part = { start: offset, end: offset + bytes - 1, highWaterMark: pieceBytes };
    for await (const piece of createReadStream(path, part)) {
      if (!Buffer.isBuffer(piece)) throw new TypeError('a file is read as bytes');
      hash.update(piece);
      copied += piece.length;
      await file.writeFile(piece);
    }
    await file.sync();
    const found = copied === bytes ? hash.digest('hex') : `${copied} bytes`;
    if (found !== sha256) throw new SlotError(`${found} where ${sha256} was signed`);
  } finally {
    await file.close();
  }
}

/** A folder that is there after a power cut; the one around it is. */
async function makeDurable(folder: string, owner: Owner | undefined): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  if (owner) await chown(folder, owner.uid, owner.gid);
  await syncDirectory(dirname(folder));
}

async function stateIn(folder: string): Promise<SlotState | null> {
  const text = (await readIfThere(join(folder, 'state')))?.toString('utf8');
  return text === undefined ? null : readSlotState(text);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
