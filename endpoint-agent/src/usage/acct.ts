/** A record of process accounting, version 3 (acct(5)); written when the process has ended. */
export interface AcctRecord {
  readonly command: string; // at most 15 characters
  readonly pid: number;
  readonly uid: number;
  readonly beganWallMs: number; // whole seconds
  readonly elapsedMs: number; // without time in which the machine slept
  readonly elapsedUncertaintyMs: number; // it can be this much longer, counted from a start in ticks
  readonly executed: boolean; // false for a fork that stayed the program of its parent
}
export const acctRecordBytes = 64;
const version = 3;
const bigEndianFlag = 0x80;
const forkedOnly = 0x01; // AFORK
const commandAt = 48;
const ticksPerSecond = 100; // AHZ
const tick = 1000 / ticksPerSecond;

/** A 32-bit float holds 24 bits: beyond 2^24 ticks (46 h) neighbours are more than a tick apart. */
function spacing(ticks: number): number {
  return ticks < 2 ** 24 ? 1 : 2 ** (Math.floor(Math.log2(ticks)) - 23);
}

function parseRecord(bytes: Buffer): AcctRecord | undefined {
  const flags = bytes.readUInt8(0);
  const kind = bytes.readUInt8(1);
  if ((kind & ~bigEndianFlag) !== version) return undefined;
  const big = (kind & bigEndianFlag) !== 0;
  const u32 = (at: number): number => (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  const ticks = big ? bytes.readFloatBE(28) : bytes.readFloatLE(28);
  if (!Number.isFinite(ticks) || ticks < 0) return undefined;
  const end = bytes.indexOf(0, commandAt);
  return {
    command: bytes.toString('utf8', commandAt, end === -1 ? acctRecordBytes : end),
    pid: u32(16),
    uid: u32(8),
    beganWallMs: u32(24) * 1000,
    elapsedMs: ticks * tick,
    // Both the start (from /proc) and the elapsed time are rounded down to a tick.
    elapsedUncertaintyMs: (1 + spacing(ticks)) * tick,
    executed: (flags & forkedOnly) === 0,
  };
}

/** Whole records from the start of `bytes`; others than version 3 are passed over. */
export function parseAcct(bytes: Buffer): AcctRecord[] {
  const count = Math.floor(bytes.length / acctRecordBytes);
  return Array.from({ length: count }, (_, i) =>
    parseRecord(bytes.subarray(i * acctRecordBytes, (i + 1) * acctRecordBytes)),
  ).filter((record) => record !== undefined);
}
