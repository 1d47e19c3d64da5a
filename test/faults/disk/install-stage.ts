import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTimeKeeper } from '@eucora/endpoint-agent';
import {
  absent,
  Deployer,
  desired,
  noExecutors,
  order,
  silentLogger,
  TestPublisher,
  type Executor,
  type Installed,
} from '@eucora/endpoint-agent/testing';
import type { DeviceEvent } from '@eucora/protocol';
import type { DesiredItem } from '@eucora/protocol/desired';

/** What is ordered, one after the other; `fails`: a check after it is never satisfied. */
const script = [
  { version: '1.0', fails: false },
  { version: '2.0', fails: true },
  { version: '3.0', fails: false },
  { version: '', fails: false }, // removal
  { version: '4.0', fails: false },
] as const;
const attemptsMax = 3;

export interface Ordered {
  readonly item: DesiredItem;
  readonly fails: boolean;
}
/** A device on a root folder: its publisher, its orders and a package manager made of one file. */
export interface InstallStage {
  readonly orders: readonly Ordered[];
  readonly open: (onInstall: (item: string) => void, onEvents: () => void) => Promise<Life>;
  readonly look: () => Promise<Installed>;
}
export interface Life {
  readonly deployer: Deployer;
  /** Gives the order and waits until it is fulfilled or given up, for as long as it may take. */
  readonly give: (at: number) => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

export async function prepareStage(root: string): Promise<void> {
  await mkdir(join(root, 'relay'));
  await mkdir(join(root, 'machine'));
  for (const { version } of script) {
    if (version !== '')
      await writeFile(join(root, 'relay', `${version}.deb`), `hello ${version}\n`);
  }
  await writeFile(join(root, 'relay', '1.root.json'), new TestPublisher().firstRoot);
}

export async function installStage(root: string): Promise<InstallStage> {
  const publisher = new TestPublisher();
  const orders: Ordered[] = [];
  for (const [at, { version, fails }] of script.entries()) {
    const assignment = at.toString(16).padStart(32, 'a');
    const over = { assignment, attemptsMax: fails ? 1 : attemptsMax };
    const check = { kind: 'file_exists', path: join(root, 'machine', 'nothing') } as const;
    const after = fails ? [check] : [];
    const file = join(root, 'relay', `${version}.deb`);
    const item =
      version === ''
        ? order({ ...over, action: 'remove', version })
        : await publisher.publish(file, { name: 'hello', version }, { ...over, after });
    orders.push({ item, fails });
  }
  const status = join(root, 'machine', 'status.json');
  return {
    orders,
    look: () => lookAt(status),
    open: async (onInstall, onEvents) => {
      const executors = { ...noExecutors, deb: paperInstaller(status, onInstall) };
      const stop = new AbortController();
      const keeper = createTimeKeeper(fastClock());
      const nowMs = publisher.repository.nowMs;
      keeper.anchor({ loMs: nowMs, hiMs: nowMs, ageMsMax: 1_000 });
      const deployer = await Deployer.open({
        folder: join(root, 'deploy'),
        executors: async () => executors,
        first: { file: join(root, 'relay', '1.root.json'), sha256: null },
        artifacts: publisher,
        sink: {
          append: async (events: readonly DeviceEvent[]) => {
            if (events.some(({ body }) => body.kind === 'attestation')) onEvents();
          },
        },
        keeper,
        logger: silentLogger,
        patienceMs: 0,
        troubleMs: 5,
      });
      const running = deployer.run(stop.signal);
      const give = async (at: number): Promise<boolean> => {
        const { item } = orders[at] ?? {};
        if (!item) throw new RangeError(`there is no order ${at}`);
        await deployer.refreshTrust(publisher).catch(() => undefined);
        const { slice, manifest } = desired([item], { generation: at + 1 });
        deployer.onDesired(slice, manifest, true);
        return settled(deployer, item);
      };
      return {
        deployer,
        give,
        stop: async () => {
          stop.abort();
          await running;
        },
      };
    },
  };
}

async function settled(deployer: Deployer, { version }: DesiredItem): Promise<boolean> {
  for (let looks = 0; looks < 2_000; looks += 1) {
    const [note] = deployer.note.packages;
    const isOver = note?.phase === 'done' || note?.phase === 'given_up';
    if (note?.version === version && isOver) return true;
    deployer.wake();
    await delay(2);
  }
  return false;
}

/** A clock on which every look takes ten seconds: what waits does not wait long. */
function fastClock() {
  const bootId = 'b0'.repeat(16);
  let boottimeMs = 100_000_000;
  const now = () => {
    boottimeMs += 10_000;
    return { bootId, boottimeMs, wallMs: 1_700_000_000_000 + boottimeMs };
  };
  return { bootId, now };
}

async function lookAt(status: string): Promise<Installed> {
  try {
    return JSON.parse(await readFile(status, 'utf8')) as Installed;
  } catch (error) {
    // Not there yet, or cut short by a crash in the middle: then the machine has nothing.
    if (error instanceof SyntaxError) return { state: 'broken', version: '0', held: false };
    return absent;
  }
}

/** Unpacks, then configures: who is interrupted in between has left a broken package. */
function paperInstaller(status: string, onInstall: (version: string) => void): Executor {
  const write = (installed: Installed) => writeFile(status, JSON.stringify(installed));
  return {
    suffix: '.deb',
    look: () => lookAt(status),
    install: async ({ path, version }) => {
      onInstall(version);
      const text = await readFile(path, 'utf8');
      if (text !== `hello ${version}\n`) throw new Error(`${path} is not ${version}`);
      await write({ state: 'broken', version, held: false });
      await write({ state: 'installed', version, held: false });
      return { ok: true, said: '' };
    },
    remove: async () => {
      await write(absent);
      return { ok: true, said: '' };
    },
    repair: async () => {
      const found = await lookAt(status);
      const isUnpacked = found.state === 'broken' && found.version !== '0';
      if (isUnpacked) await write({ ...found, state: 'installed' });
      return { ok: true, said: '' };
    },
    restartOf: async () => 'nothing',
    hold: null,
  };
}
