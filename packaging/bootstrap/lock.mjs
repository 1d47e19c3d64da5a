// A lock file that names its holder. It is taken over when the holder is gone, so a killed process
// never blocks the next one. Plain JavaScript without dependencies: used before packages exist.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const attemptsMax = 20;

/** Start time of a process in clock ticks since boot: tells it from a later one with its number. */
function startTicks(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    // No such process, or a system without /proc: the caller decides by the signal alone.
    return undefined;
  }
}

function isHolding(holder) {
  if (!Number.isSafeInteger(holder?.pid) || holder.pid <= 1) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const ticks = startTicks(holder.pid);
  return holder.ticks === undefined || ticks === undefined || ticks === holder.ticks;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseHolder(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Lock files appear complete (linked into place); what cannot be read was never a holder's.
    return undefined;
  }
}

/** Links our file to the lock's name; false when the name is taken. */
function claim(own, file) {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes the lock or says who holds it. Never waits.
 * A stale file is moved aside and looked at again before it is thrown away: if another process took
 * the lock between our look and our move, its file is put back.
 */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const mine = `${JSON.stringify({ pid: process.pid, ticks: startTicks(process.pid) })}\n`;
  writeFileSync(own, mine, { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      if (claim(own, file)) {
        return {
          release: () => {
            if (readText(file) === mine) rmSync(file, { force: true });
          },
        };
      }
      const text = readText(file);
      if (text === undefined) continue;
      const holder = parseHolder(text);
      if (isHolding(holder)) return { holder: holder.pid };
      const aside = `${own}.stale`;
      try {
        renameSync(file, aside);
      } catch (error) {
        if (error.code === 'ENOENT') continue;
        throw error;
      }
      if (readText(aside) !== text) claim(aside, file);
      rmSync(aside, { force: true });
    }
    return { holder: parseHolder(readText(file) ?? '{}')?.pid ?? 0 };
  } finally {
    rmSync(own, { force: true });
  }
}

/** Waits for the lock; `onWait(pid)` is told once. Throws after `waitMs`. */
export async function waitForLock(file, { waitMs, onWait }) {
  const until = Date.now() + waitMs;
  for (let told = false; ; told = true) {
    const result = tryLock(file);
    if (result.release) return result;
    if (!told) onWait(result.holder);
    if (Date.now() > until) {
      throw new Error(
        `process ${result.holder} has held ${file} for too long; end it and try again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
