import { describe, expect, it } from 'vitest';
import { acctRecordBytes, parseAcct } from './acct.ts';
import { closeWindow, countShort, otherName } from './short-programs.ts';

interface Draft {
  readonly command: string;
  readonly pid?: number;
  readonly ticks?: number;
  readonly flags?: number;
  readonly version?: number;
}
/** A record as the kernel writes it on a little-endian machine (struct acct_v3). */
function record({ command, pid = 4321, ticks = 250, flags = 0, version = 3 }: Draft): Buffer {
  const bytes = Buffer.alloc(acctRecordBytes);
  bytes.writeUInt8(flags, 0);
  bytes.writeUInt8(version, 1);
  bytes.writeUInt32LE(1000, 8);
  bytes.writeUInt32LE(pid, 16);
  bytes.writeUInt32LE(1_795_545_000, 24);
  bytes.writeFloatLE(ticks, 28);
  bytes.write(command, 48, 15);
  return bytes;
}

describe('process accounting, version 3', () => {
  it('reads what the kernel wrote', () => {
    // `accton FILE`, then `ls` on this kernel: flags, version, …, pid 8417, …, 0 ticks, `ls`.
    const dumped =
      '0003000000000000000000000000000' +
      '0e1200000dd200000c0db056b00000000f40e4c04000087000000000000000000' +
      '6c730000000000000000000000000000';
    const bytes = Buffer.from(dumped.padStart(128, '0'), 'hex');
    expect(parseAcct(bytes)).toEqual([
      {
        command: 'ls',
        pid: 8417,
        uid: 0,
        beganWallMs: 1_795_546_048_000,
        elapsedMs: 0,
        elapsedUncertaintyMs: 20,
        executed: true,
      },
    ]);
  });

  it('leaves a torn record and other versions alone', () => {
    const bytes = Buffer.concat([
      record({ command: 'one' }),
      record({ command: 'old', version: 2 }),
      record({ command: 'torn' }).subarray(0, 40),
    ]);
    expect(parseAcct(bytes).map(({ command }) => command)).toEqual(['one']);
  });

  it('states how coarse the elapsed time of a very old process is', () => {
    const year = 365 * 86_400 * 100;
    const [old] = parseAcct(record({ command: 'daemon', ticks: year }));
    expect(Math.abs((old?.elapsedMs ?? 0) - year * 10)).toBeLessThanOrEqual(
      old?.elapsedUncertaintyMs ?? 0,
    );
    expect(old?.elapsedUncertaintyMs).toBeGreaterThan(1_000);
  });
});

describe('short programs', () => {
  const records = parseAcct(
    Buffer.concat([
      record({ command: 'ls', ticks: 3 }),
      record({ command: 'ls', ticks: 999 }),
      record({ command: 'tar', ticks: 1_000 }),
      record({ command: 'bash', ticks: 2, flags: 1 }),
      record({ command: 'git', ticks: 5, pid: 77 }),
    ]),
  );
  const empty = { fromMs: 1_000, counts: [] };

  it('counts what ended before ten seconds, no forks and nothing reported as an interval', () => {
    const window = countShort(empty, records, new Set([77]));
    expect(closeWindow(window, 301_000)).toEqual([
      { kind: 'short_programs', program: 'ls', count: 2, fromMs: 1_000, toMs: 301_000 },
    ]);
  });

  it('keeps a bounded number of names, and the count of the rest', () => {
    const many = Array.from({ length: 500 }, (_, i) => record({ command: `p${i}`, ticks: 1 }));
    const { counts } = countShort(empty, parseAcct(Buffer.concat(many)), new Set());
    expect(counts).toHaveLength(201);
    expect(new Map(counts).get(otherName)).toBe(300);
  });
});
