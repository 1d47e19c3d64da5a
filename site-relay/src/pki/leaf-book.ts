import { appendFile, open } from 'node:fs/promises';
import type { DeviceId } from '@eucora/protocol';
import { parseJson, readIfThere, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { NewestLeaf } from './renewal-policy.ts';

/**
 * Which certificate each device was given last, durably: what tells a device from a copy of it. A line
 * for each change; at start the file is written anew with the last line of each device.
 */
export class LeafBook {
  readonly #path: string;
  readonly #room: RoomKeeper;
  readonly #newest: Map<DeviceId, NewestLeaf>;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(path: string, room: RoomKeeper, newest: Map<DeviceId, NewestLeaf>) {
    this.#path = path;
    this.#room = room;
    this.#newest = newest;
  }

  static async load(path: string, room: RoomKeeper): Promise<LeafBook> {
    const text = (await readIfThere(path))?.toString() ?? '';
    const newest = new Map<DeviceId, NewestLeaf>();
    for (const line of text.split('\n')) {
      const entry = parseEntry(line);
      if (entry) newest.set(entry.device, entry.leaf);
    }
    const tidy = [...newest].map(([device, leaf]) => lineOf(device, leaf)).join('');
    if (tidy !== text) await room.use(() => writeFileAtomic(path, tidy));
    return new LeafBook(path, room, newest);
  }

  newest(device: DeviceId): NewestLeaf | undefined {
    return this.#newest.get(device);
  }

  /** A certificate was issued; durable before the device hears of it. */
  issued(device: DeviceId, leaf: Omit<NewestLeaf, 'shown'>): Promise<void> {
    return this.#note(device, { ...leaf, shown: false });
  }

  /** A device showed its newest: those before it have served. */
  async shown(device: DeviceId): Promise<void> {
    const leaf = this.#newest.get(device);
    if (leaf && !leaf.shown) await this.#note(device, { ...leaf, shown: true });
  }

  #note(device: DeviceId, leaf: NewestLeaf): Promise<void> {
    this.#newest.set(device, leaf);
    const turn = this.#gate.then(() =>
      this.#room.use(async () => {
        await appendFile(this.#path, lineOf(device, leaf), { mode: 0o600 });
        const file = await open(this.#path, 'r+');
        await file.datasync().finally(() => file.close());
      }),
    );
    this.#gate = turn.catch(() => undefined);
    return turn;
  }
}

function lineOf(device: DeviceId, { serial, tlsKey, issuedMs, shown }: NewestLeaf): string {
  return `${JSON.stringify([device, serial, tlsKey, issuedMs, shown])}\n`;
}

/** A torn line, the last one before a power cut, says nothing. */
function parseEntry(line: string): { device: DeviceId; leaf: NewestLeaf } | undefined {
  const value = parseJson(line);
  if (!Array.isArray(value)) return undefined;
  const [device, serial, tlsKey, issuedMs, shown]: unknown[] = value;
  if (typeof device !== 'string' || typeof serial !== 'string') return undefined;
  if (typeof tlsKey !== 'string' || typeof issuedMs !== 'number') return undefined;
  return { device, leaf: { serial, tlsKey, issuedMs, shown: shown === true } };
}
