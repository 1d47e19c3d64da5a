import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginUid, parseProcessStat, parseUptime, realUid } from './proc-stat.ts';

/** A line as the kernel writes it; `comm` may be any 15 bytes. */
function line(comm: string, more: { state?: string; flags?: number; threads?: number } = {}) {
  const { state = 'S', flags = 4_194_560, threads = 1 } = more;
  return (
    `812 (${comm}) ${state} 1 812 812 0 -1 ${flags} 4521 0 12 0 31 14 0 0 20 0 ${threads} 0 ` +
    '34790 18939904 1873 18446744073709551615 94546481594368 94546481614249 140735592418272 0 0\n'
  );
}

describe('/proc/PID/stat', () => {
  it('gives parent, start in boot time and what runs', () => {
    expect(parseProcessStat(line('cron'))).toEqual({
      comm: 'cron',
      ppid: 1,
      startMs: 347_900,
      kernel: false,
      ended: false,
      image: '140735592418272',
    });
  });

  it('reads any name, also one made to look like fields', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 15 }), (comm) => {
        expect(parseProcessStat(line(comm))).toMatchObject({ comm, ppid: 1, startMs: 347_900 });
      }),
    );
  });

  it('tells kernel threads and what has ended, but not a lost first thread', () => {
    expect(parseProcessStat(line('kworker/0:1', { flags: 0x00200040 }))?.kernel).toBe(true);
    expect(parseProcessStat(line('x', { state: 'Z' }))?.ended).toBe(true);
    expect(parseProcessStat(line('x', { state: 'Z', threads: 3 }))?.ended).toBe(false);
  });

  it('answers nothing for what is no such line', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseProcessStat(text.replaceAll(')', ''))).toBeUndefined();
      }),
    );
  });
});

describe('other files of /proc', () => {
  it('gives the boot clock in milliseconds', () => {
    expect(parseUptime('1069.02 1894.22\n')).toBe(1_069_020);
    expect(parseUptime('')).toBe(0);
  });

  it('gives the real user, and the one who signed in if somebody did', () => {
    expect(realUid('Name:\tcron\nUmask:\t0022\nUid:\t1000\t0\t0\t0\n')).toBe(1000);
    expect(realUid('')).toBeUndefined();
    expect(loginUid('1000')).toBe(1000);
    expect(loginUid('4294967295')).toBeUndefined();
    expect(loginUid(undefined)).toBeUndefined();
  });
});
