import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { BootId, Moment } from '@eucora/protocol';
import { systemCode } from '../errors.ts';

/** Reads boot id and counters of this machine. */
export interface MachineClock {
  readonly bootId: BootId;
  /** Counts suspend, as PROTOCOL §9 asks: on Linux `os.uptime` is /proc/uptime, CLOCK_BOOTTIME. */
  now(): Moment;
}

/** The clock of the machine that this process runs on. */
export function createMachineClock(): MachineClock {
  const bootId = readBootId();
  return {
    bootId,
    now: () => ({ bootId, boottimeMs: Math.round(uptime() * 1000), wallMs: Date.now() }),
  };
}

function readBootId(): BootId {
  try {
    const text = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    return text.trim().replaceAll('-', '').toLowerCase();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    // Elsewhere the start of the boot names it, to the minute: counters there drift by seconds.
    const startedMinute = Math.round((Date.now() - uptime() * 1000) / 60_000);
    return createHash('sha256').update(`boot ${startedMinute}`).digest('hex').slice(0, 32);
  }
}
