import { sha256, toHex } from '../ids.ts';
import type { Delegation } from './metadata.ts';

/** True when a delegation gives its role this target path (TUF 4.5). */
export function isDelegated({ paths, pathHashPrefixes }: Delegation, path: string): boolean {
  if (paths.length > 0) return paths.some((pattern) => matchesPath(pattern, path));
  const hash = toHex(sha256(Buffer.from(path, 'utf8')));
  return pathHashPrefixes.some((prefix) => hash.startsWith(prefix));
}

/**
 * Shell patterns of TUF 4.5: `*` any characters, `?` exactly one, neither of them a `/`; everything
 * else is itself. The time is bounded by the product of both lengths, whatever a publisher writes.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const patterns = pattern.split('/');
  const parts = path.split('/');
  return (
    patterns.length === parts.length &&
    patterns.every((each, index) => matchesPart(Array.from(each), Array.from(parts[index] ?? '')))
  );
}

function matchesPart(pattern: readonly string[], text: readonly string[]): boolean {
  let [at, read, star, resume] = [0, 0, -1, 0];
  while (read < text.length) {
    if (pattern[at] === '*') {
      [star, resume] = [at, read];
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[read])) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      resume += 1;
      [at, read] = [star + 1, resume];
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((each) => each === '*');
}
