import { randomBytes } from 'node:crypto';
import { link, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  deviceIdOf,
  exportSeed,
  generateKeyPair,
  importPrivateKey,
  isId,
  lanes,
  randomId,
  type DeviceId,
  type PrivateKey,
} from '@eucora/protocol';
import { KeyStoreError, systemCode } from '../errors.ts';
import { readIfThere, readJson, removeFile, syncDirectory, writeWhole } from '../files/atomic.ts';
import { perLane } from '../per-lane.ts';
import type { Lineage, LineageStore } from '../spool/open-spool.ts';

/**
 * What makes this machine the device that it is. It lies outside the agent's home, so that removing
 * the agent and installing it again gives the same device (PROTOCOL §3).
 */
export interface KeyStore {
  readonly deviceId: DeviceId;
  readonly identity: PrivateKey;
  readonly spoolKey: Uint8Array; // 32 bytes: what the spool is encrypted with
  readonly lineage: LineageStore;
}

const names = { identity: 'identity-key', spool: 'spool-key', lineage: 'lineage' } as const;

/** Opens the key store, making it and its keys where there are none. @throws KeyStoreError */
export async function openKeyStore(directory: string): Promise<KeyStore> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await checkPrivate(directory, 'directory');
    const made = exportSeed(generateKeyPair().object);
    const identity = importPrivateKey(await secret(directory, names.identity, made));
    const spoolKey = await secret(directory, names.spool, randomBytes(32));
    const deviceId = deviceIdOf(identity.publicKey.raw);
    return { deviceId, identity, spoolKey, lineage: lineageStore(join(directory, names.lineage)) };
  } catch (error) {
    if (error instanceof KeyStoreError) throw error;
    const code = systemCode(error);
    if (code === '') throw error;
    const text = `the key store ${directory} can't be used (${code}): give the agent's user access to it`;
    throw new KeyStoreError(text, { cause: error });
  }
}

/** The device id of an existing key store, without making one; null when there is none. */
export async function peekDeviceId(directory: string): Promise<DeviceId | null> {
  const bytes = await readIfThere(join(directory, names.identity));
  return bytes ? deviceIdOf(importPrivateKey(parse(bytes, directory)).publicKey.raw) : null;
}

// A key is written once and never replaced: `link` fails where there is one already, so that of two
// first starts at the same time both end with the same key.
async function secret(directory: string, name: string, fresh: Uint8Array): Promise<Uint8Array> {
  const path = join(directory, name);
  if (!(await readIfThere(path))) {
    const draft = `${path}.${randomId()}.draft`;
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(`${Buffer.from(fresh).toString('hex')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    try {
      await link(draft, path);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    } finally {
      await removeFile(draft);
    }
    await syncDirectory(directory);
  }
  await checkPrivate(path, 'file');
  return parse((await readIfThere(path)) ?? Buffer.alloc(0), path);
}

function parse(bytes: Buffer, path: string): Uint8Array {
  const text = bytes.toString('utf8').trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new KeyStoreError(
    `${path} holds no key: restore it from a backup, or remove it to make this machine a new device`,
  );
}

async function checkPrivate(path: string, what: 'directory' | 'file'): Promise<void> {
  if (process.platform === 'win32') return; // rights are inherited ACLs there
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return;
  const right = what === 'directory' ? '700' : '600';
  throw new KeyStoreError(`others can read ${path}: run "chmod ${right} ${path}" and start again`);
}

function lineageStore(path: string): LineageStore {
  return {
    read: async () => parseLineage(await readJson(path)),
    write: (lineage) => writeWhole(path, `${JSON.stringify(lineage)}\n`),
  };
}

function parseLineage(value: unknown): Lineage | null {
  if (typeof value !== 'object' || value === null) return null;
  const { incarnation, tips }: { incarnation?: unknown; tips?: unknown } = value;
  if (typeof incarnation !== 'string' || !isId(incarnation)) return null;
  if (typeof tips !== 'object' || tips === null) return null;
  const found: Partial<Record<string, { lastSeq?: unknown; lastHash?: unknown }>> = { ...tips };
  const sound = lanes.every((lane) => {
    const { lastSeq, lastHash } = found[lane] ?? {};
    return Number.isSafeInteger(lastSeq) && /^([0-9a-f]{64})?$/.test(String(lastHash));
  });
  if (!sound) return null;
  return {
    incarnation,
    tips: perLane((lane) => {
      const { lastSeq, lastHash } = found[lane] ?? {};
      return { lastSeq: Number(lastSeq), lastHash: String(lastHash) };
    }),
  };
}
