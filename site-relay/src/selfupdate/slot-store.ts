import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  freshSlots,
  readProof,
  readSlotState,
  writeProof,
  writeSlotState,
  type Build,
  type LaunchStore,
  type Proof,
  type Slot,
  type SlotState,
} from '@eucora/protocol/self-update';
import { errorCode } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';

const fileName = process.platform === 'win32' ? 'eucora-relay.exe' : 'eucora-relay';

/**
 * The folder `program` of a relay's home, as a launcher sees it: two slots and the file that says
 * which one counts. What is in the slots the machine's endpoint agent puts there.
 */
export class SlotStore implements LaunchStore {
  readonly #folder: string;
  #state: SlotState;

  private constructor(folder: string, state: SlotState) {
    this.#folder = folder;
    this.#state = state;
  }

  static async open(home: string, installed: string): Promise<SlotStore> {
    const folder = join(home, 'program');
    const text = (await readIfThere(join(folder, 'state')))?.toString('utf8');
    const state = text === undefined ? null : readSlotState(text);
    return new SlotStore(folder, state ?? freshSlots(installed));
  }

  get state(): SlotState {
    return this.#state;
  }

  /** Leaves word that this relay runs below a launcher, and which one is installed. */
  async begin(): Promise<void> {
    if (await readIfThere(join(this.#folder, 'state'))) return;
    await writeFileAtomic(join(this.#folder, 'state'), writeSlotState(this.#state));
  }

  programOf(slot: Slot): string {
    return join(this.#folder, slot, fileName);
  }

  async write(next: SlotState): Promise<void> {
    if (next === this.#state) return;
    await writeFileAtomic(join(this.#folder, 'state'), writeSlotState(next));
    this.#state = next;
  }

  async isWhole(slot: Slot, { sha256, bytes }: Build): Promise<boolean> {
    try {
      const path = this.programOf(slot);
      const { size } = await lstat(path);
      if (size !== bytes) return false;
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      return hash.digest('hex') === sha256;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** What a program on trial left behind. */
  async proof(): Promise<Proof | null> {
    const text = (await readIfThere(join(this.#folder, 'proof')))?.toString('utf8');
    return text === undefined ? null : readProof(text);
  }

  async prove(proof: Proof): Promise<void> {
    await writeFileAtomic(join(this.#folder, 'proof'), writeProof(proof));
  }
}
