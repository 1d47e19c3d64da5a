import { describe, expect, it } from 'vitest';
import { createRandom } from '../../kit/random.ts';
import { sample } from './call-case.ts';
import { planDamages } from './damage.ts';
import { DiskModel, type Image, type Leftover } from './images.ts';
import { mergeTraces, readTrace, type FileCall } from './trace.ts';

const hex = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const fd = (number: number, path: string): string => `${number}<${hex(path)}>`;

describe('the trace of a thread', () => {
  const lines = [
    `7.000001 openat(AT_FDCWD<${hex('/')}>, "${hex('/d/a')}", O_WRONLY|O_CREAT|O_TRUNC, 0600) = ${fd(9, '/d/a')}`,
    `7.000002 write(${fd(9, '/d/a')}, "${hex('ab')}", 2) = 2`,
    `7.000003 write(${fd(9, '/d/a')}, "${hex('c(')}", 2) = 2`,
    `7.000004 write(${fd(5, 'anon_inode:[eventfd]')}, "\\x01", 8) = 8`,
    `7.000005 pwrite64(${fd(9, '/d/a')}, "${hex('zz')}", 2, 40) = 2`,
    `7.000006 fdatasync(${fd(9, '/d/a')}) = -1 EIO (Input/output error) (INJECTED)`,
    `7.000007 fdatasync(${fd(9, '/d/a')}) = 0`,
    `7.000008 rename("${hex('/d/a')}", "${hex('/d/b')}") = 0`,
    `7.000009 write(1<pipe:[7]>, "${hex('hi\n')}", 3) = 3`,
    `7.000010 unlink("${hex('/d/b')}") = ?`,
    '7.000011 +++ killed by SIGKILL +++',
  ];
  const calls = readTrace(lines.join('\n'));

  it('tells what was done to which file, where, and with which bytes', () => {
    expect(calls.flatMap(({ did }) => did ?? [])).toEqual([
      { call: 'create', path: '/d/a', cut: true },
      { call: 'write', path: '/d/a', at: 0, bytes: Buffer.from('ab') },
      { call: 'write', path: '/d/a', at: 2, bytes: Buffer.from('c(') },
      { call: 'write', path: '/d/a', at: 40, bytes: Buffer.from('zz') },
      { call: 'sync', path: '/d/a' },
      { call: 'rename', from: '/d/a', to: '/d/b' },
      { call: 'say', text: 'hi\n' },
    ]);
  });

  it('counts calls by name and knows which failed', () => {
    const failed = calls.filter((call) => call.failed).map((call) => `${call.syscall} ${call.nth}`);
    expect(failed).toEqual(['fdatasync 1', 'unlink 1']);
  });

  it('merges threads by when their calls began', () => {
    const other = readTrace(`7.000004 fsync(${fd(3, '/d')}) = 0`);
    const merged = mergeTraces([other, calls]).map(({ atUs }) => atUs % 1_000_000);
    expect(merged).toEqual([1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('what a power cut leaves', () => {
  const start: Image = new Map([
    ['/d', null],
    ['/d/old', Buffer.from('old')],
  ]);
  const text = (calls: readonly FileCall[], leftover: Leftover, seed = 'x') => {
    const model = new DiskModel(start);
    for (const call of calls) model.apply(call);
    const image = model.image(leftover, createRandom(seed));
    return Object.fromEntries([...image].map(([path, bytes]) => [path, bytes?.toString()]));
  };
  const write = (path: string, bytes: string, at = 0): FileCall => {
    return { call: 'write', path, at, bytes: Buffer.from(bytes) };
  };
  const whole = { '/d': undefined, '/d/old': 'old' };

  it('drops bytes without a sync of the file, and names without a sync of the directory', () => {
    const calls: FileCall[] = [{ call: 'create', path: '/d/new', cut: true }, write('/d/new', 'n')];
    expect(text(calls, 'nothing')).toEqual(whole);
    expect(text(calls, 'all')).toEqual({ ...whole, '/d/new': 'n' });
    calls.push({ call: 'sync', path: '/d' });
    expect(text(calls, 'nothing')).toEqual({ ...whole, '/d/new': '' });
    calls.push({ call: 'sync', path: '/d/new' });
    expect(text(calls, 'nothing')).toEqual({ ...whole, '/d/new': 'n' });
  });

  it('takes back a rename and a removal that nobody synced', () => {
    const renamed: FileCall = { call: 'rename', from: '/d/old', to: '/d/other' };
    expect(text([renamed], 'nothing')).toEqual(whole);
    expect(text([renamed, { call: 'sync', path: '/d' }], 'nothing')).toEqual({
      '/d': undefined,
      '/d/other': 'old',
    });
    expect(text([{ call: 'unlink', path: '/d/old' }], 'nothing')).toEqual(whole);
    expect(text([{ call: 'unlink', path: '/d/old' }], 'all')).toEqual({ '/d': undefined });
  });

  it('gives every mixture of the rest, among them halves and zeros', () => {
    const calls = [write('/d/old', 'NEW'), write('/d/old', '+more', 3)];
    const seen = new Set(
      Array.from({ length: 300 }, (_, i) => text(calls, 'some', `${i}`)['/d/old']),
    );
    for (const one of ['old', 'NEW', 'NEW+more', 'old+more', 'Nld', 'old\0\0\0\0\0']) {
      expect(seen).toContain(one);
    }
  });
});

it('draws the same damages for a seed, on every file, and inside of it', () => {
  const files = [
    { file: 'a', size: 10 },
    { file: 'none', size: 0 },
    { file: 'b', size: 5_000 },
  ];
  const draw = () => planDamages(createRandom('1'), files, 'flip', 60);
  expect(draw()).toEqual(draw());
  expect(draw().filter(({ file }) => file === 'a')).toHaveLength(30);
  for (const damage of draw()) {
    if (damage.kind !== 'flip') continue;
    expect(damage.offset).toBeLessThan(damage.file === 'a' ? 10 : 5_000);
    expect(damage.offset).toBeGreaterThanOrEqual(0);
  }
  expect(planDamages(createRandom('1'), files, 'missing', 9)).toHaveLength(2);
});

it('samples each once, in order, and all when there are few', () => {
  const all = [1, 2, 3, 4, 5, 6, 7, 8];
  const some = sample(createRandom('s'), all, 4);
  expect(some).toHaveLength(4);
  expect(some.toSorted((a, b) => a - b)).toEqual(some);
  expect(sample(createRandom('s'), all, 100)).toEqual(all);
});
