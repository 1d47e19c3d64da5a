/** Where a record of utmp(5) has what we need; the layout depends on how wide its times are. */
interface Layout {
  readonly recordBytes: number;
  readonly wide: boolean; // 64-bit seconds
  readonly secondsAt: number;
}
const narrow: Layout = { recordBytes: 384, wide: false, secondsAt: 340 };
const wide: Layout = { recordBytes: 400, wide: true, secondsAt: 344 };
/** Architectures whose C library has no 32-bit programs to stay compatible with. */
const wideArchitectures = new Set(['arm64', 'loong64', 'riscv64']);
const runLevelChange = 1; // ut_type RUN_LVL
const userAt = 44;
const userBytes = 32;

/**
 * When the machine was shut down in an orderly way, by its wall clock: the first such record in wtmp
 * after `sinceMs`. Undefined when there is none, as after a power cut.
 */
export function shutdownAfter(wtmp: Buffer, sinceMs: number, arch: string): number | undefined {
  const { recordBytes, secondsAt, ...layout } = wideArchitectures.has(arch) ? wide : narrow;
  for (let at = 0; at + recordBytes <= wtmp.length; at += recordBytes) {
    const user = wtmp
      .toString('latin1', at + userAt, at + userAt + userBytes)
      .replace(/\0.*$/s, '');
    if (wtmp.readInt16LE(at) !== runLevelChange || user !== 'shutdown') continue;
    const seconds = layout.wide
      ? Number(wtmp.readBigInt64LE(at + secondsAt))
      : wtmp.readUInt32LE(at + secondsAt);
    // Seconds are rounded down, so the machine went down up to one later.
    if (seconds * 1000 + 1_000 >= sinceMs) return seconds * 1000 + 1_000;
  }
  return undefined;
}
