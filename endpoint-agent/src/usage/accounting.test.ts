import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realHost } from '../collectors/real-host.ts';
import { fakeHost } from '../collectors/testing/fake-host.ts';
import { closeAccounting, openAccounting, readAccounting, startPosition } from './accounting.ts';
import { acctRecordBytes } from './acct.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eucora-acct-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function records(...names: readonly string[]): Buffer {
  return Buffer.concat(
    names.map((name) => {
      const bytes = Buffer.alloc(acctRecordBytes);
      bytes.writeUInt8(3, 1);
      bytes.write(name, 48);
      return bytes;
    }),
  );
}
const names = (read: Awaited<ReturnType<typeof readAccounting>>): string[] =>
  read.records.map(({ command }) => command);

describe('reading the records of process accounting', () => {
  it('begins at the end and takes each record once, torn ones when they are whole', async () => {
    const file = join(folder, 'pacct');
    writeFileSync(file, records('earlier'));
    const begin = await startPosition(file);
    const two = records('one', 'two');
    appendFileSync(file, two.subarray(0, 100));
    const first = await readAccounting(begin);
    expect(names(first)).toEqual(['one']);
    appendFileSync(file, two.subarray(100));
    const second = await readAccounting(first.position);
    expect(names(second)).toEqual(['two']);
    expect(names(await readAccounting(second.position))).toEqual([]);
  });

  it('follows a rotation: the rest of the old file, then the new one', async () => {
    const file = join(folder, 'pacct');
    writeFileSync(file, '');
    const begin = await startPosition(file);
    appendFileSync(file, records('one'));
    renameSync(file, `${file}.0`);
    writeFileSync(file, records('two'));
    const read = await readAccounting(begin);
    expect(names(read)).toEqual(['one', 'two']);
    appendFileSync(file, records('three'));
    expect(names(await readAccounting(read.position))).toEqual(['three']);
  });

  it('goes on after the old file was removed or the file emptied in place', async () => {
    const file = join(folder, 'pacct');
    writeFileSync(file, records('earlier'));
    const begin = await startPosition(file);
    writeFileSync(join(folder, 'new'), records('one'));
    renameSync(join(folder, 'new'), file);
    const read = await readAccounting(begin);
    expect(names(read)).toEqual(['one']);
    truncateSync(file, 0);
    expect(names(await readAccounting(read.position))).toEqual([]);
    appendFileSync(file, records('two', 'three', 'four'));
    expect(names(await readAccounting({ ...read.position, offset: 0 }))).toHaveLength(3);
  });
});

describe('whether there is process accounting', () => {
  it('is answered with the reason when there is none', async () => {
    const host = fakeHost({ run: () => Promise.resolve('') });
    const own = join(folder, 'pacct');
    expect(await openAccounting(host, 'off', own)).toMatchObject({ on: false });
    expect(await openAccounting(host, 'use', own)).toEqual({
      on: false,
      reason: 'process accounting is not on',
    });
    expect(await openAccounting(host, 'enable', own)).toEqual({
      on: false,
      reason: 'the kernel accepted process accounting and records nothing',
    });
    expect(await openAccounting(fakeHost({}), 'enable', own)).toMatchObject({
      reason: 'process accounting is not on and accton is not installed',
    });
  });
});

/** One accounting file per machine: a test must not take it from whoever uses it. */
async function freeForTests(): Promise<boolean> {
  const host = realHost(AbortSignal.timeout(30_000));
  const why =
    process.getuid?.() !== 0
      ? 'only root may turn process accounting on'
      : (await openAccounting(host, 'use')).on
        ? 'process accounting is in use on this machine'
        : undefined;
  if (why === undefined) return true;
  process.stderr.write(`skipped: ${why}\n`);
  return false;
}

describe.skipIf(!(await freeForTests()))('process accounting of this kernel', () => {
  it('records a program that ended, until it is turned off', async (context) => {
    const host = realHost(AbortSignal.timeout(10_000));
    const own = join(folder, 'own', 'pacct');
    const status = await openAccounting(host, 'enable', own);
    context.skip(!status.on, status.on ? '' : status.reason);
    try {
      const begin = await startPosition(own);
      await host.run('printf', ['x']);
      expect(names(await readAccounting(begin))).toContain('printf');
    } finally {
      await closeAccounting(host, own);
    }
    expect(await openAccounting(host, 'use', own)).toMatchObject({ on: false });
  });
});
