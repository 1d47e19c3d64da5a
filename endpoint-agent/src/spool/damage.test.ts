import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeEvents, lanes, readBatch, type DeviceEvent, type Lane } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { drain, heartbeat, metric, openTestSpool, security } from '../testing/builders.ts';

/** What each lane accepted, by number. */
const accepted: Readonly<Record<Lane, readonly string[]>> = {
  urgent: ['login'],
  ledger: ['9'],
  bulk: ['0', '1', '2', '3', '4'],
};

function tell({ body }: DeviceEvent): string {
  if (body.kind === 'metric') return String(body.value);
  if (body.kind === 'heartbeat') return String(body.spoolEvents);
  return body.kind === 'security' ? body.code : body.kind;
}

type Files = ReadonlyMap<string, Buffer>;

/** A directory for thousands of small spools: in memory where there is such a place. */
async function scratch(): Promise<AsyncDisposable & { readonly path: string }> {
  const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const path = await mkdtemp(join(base, 'eucora-damage-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A small spool with batches and open events in all lanes, as a killed process leaves it. */
async function sample(path: string): Promise<{ files: Files; incarnation: string }> {
  await using spool = await openTestSpool(path);
  await spool.append([metric(0), metric(1)]);
  await spool.flush();
  await spool.append([metric(2)]);
  await spool.append([heartbeat(9), security('login')]);
  await spool.append([metric(3)]);
  await spool.append([metric(4)]);
  const files = new Map<string, Buffer>();
  for (const name of await readdir(path)) {
    if (name !== 'reserve') files.set(name, await readFile(join(path, name)));
  }
  return { files, incarnation: spool.incarnation };
}

/** Opens a spool of these files and says what became of every number that was accepted. */
async function fates(path: string, files: Files, incarnation: string) {
  await mkdir(path);
  for (const [name, bytes] of files) await writeFile(join(path, name), bytes);
  const told: string[] = [];
  const voided: string[] = [];
  {
    await using spool = await openTestSpool(path);
    await spool.flush();
    for (const lane of lanes) {
      for (const { bytes } of await drain(spool, lane)) {
        const batch = readBatch(bytes);
        if (!batch.void) told.push(...decodeEvents(batch).map((one) => `${lane} ${tell(one)}`));
        for (let n = batch.first; batch.void && n <= batch.last; n += 1) {
          const known = batch.incarnation === incarnation ? accepted[lane][n - 1] : undefined;
          voided.push(`${lane} ${known ?? `never accepted: ${n}`}`);
        }
      }
    }
  }
  await rm(path, { recursive: true });
  return { told, voided };
}

const everything = lanes.flatMap((lane) => accepted[lane].map((name) => `${lane} ${name}`));

/** Checks that each accepted event was told or named as void, once, and nothing else was voided. */
async function expectHonest(
  root: string,
  files: Files,
  incarnation: string,
  what: string,
): Promise<number> {
  const { told, voided } = await fates(join(root, 'case'), files, incarnation);
  const ended = [...told, ...voided].toSorted();
  expect({ what, ended }).toEqual({ what, ended: everything.toSorted() });
  return voided.length;
}

/** Every seventh position, from another one in each file. All of them hold too, and take two minutes. */
function positions(length: number, from: number): number[] {
  return Array.from({ length }, (_, i) => i).filter((at) => at % 7 === from % 7);
}

test('a bit that flips anywhere costs what lay there, and that is named', async () => {
  await using home = await scratch();
  const { files, incarnation } = await sample(join(home.path, 'sample'));
  let voids = 0;
  for (const [at, [name, bytes]] of [...files].entries()) {
    for (const position of positions(bytes.length, at)) {
      const damaged = Buffer.from(bytes);
      damaged[position] = (damaged[position] ?? 0) ^ 0x10;
      const some = new Map(files).set(name, damaged);
      const lost = await expectHonest(home.path, some, incarnation, `${name} at ${position}`);
      // One frame at most, and none for a header, a checkpoint or the mark.
      expect(lost).toBeLessThanOrEqual(2);
      if (position < 32 || name === 'stated') expect(lost).toBe(0);
      voids += lost;
    }
  }
  expect(voids).toBeGreaterThan(0);
}, 120_000);

test('a file that ends anywhere, or is gone, costs what is missing, and that is named', async () => {
  await using home = await scratch();
  const { files, incarnation } = await sample(join(home.path, 'sample'));
  for (const [at, [name, bytes]] of [...files].entries()) {
    for (const length of positions(bytes.length, at)) {
      const some = new Map(files).set(name, bytes.subarray(0, length));
      const lost = await expectHonest(home.path, some, incarnation, `${name} cut at ${length}`);
      expect(lost).toBeLessThan(everything.length);
    }
    const without = new Map(files);
    without.delete(name);
    const lost = await expectHonest(home.path, without, incarnation, `without ${name}`);
    expect(lost).toBeLessThan(everything.length);
  }
}, 120_000);

test('a write that was interrupted before anybody heard of it is no loss', async () => {
  await using home = await scratch();
  const { files, incarnation } = await sample(join(home.path, 'sample'));
  const log = [...files.keys()].find((name) => name.startsWith('open-')) ?? '';
  const whole = files.get(log) ?? Buffer.alloc(0);
  // The beginning of a frame, as a process that is killed in its write leaves it.
  for (const length of [1, 12, 60]) {
    const torn = Buffer.concat([whole, whole.subarray(32, 32 + length)]);
    const lost = await expectHonest(home.path, new Map(files).set(log, torn), incarnation, 'torn');
    expect(lost).toBe(0);
  }
});
