import { ProtocolError } from '../errors.ts';
import { desiredLimits } from './model.ts';

// Texts of an order end up in arguments of installers and in file names; what could be read there as
// something else is no text of an order.

/** One of the words that this program knows. @throws ProtocolError unknown_version */
export function oneOf<T extends string>(
  words: readonly T[],
  word: string | null | undefined,
  what: string,
): T {
  const known = words.find((each) => each === word);
  if (known !== undefined) return known;
  const saw = `${what} "${(word ?? '').slice(0, 40)}" is unknown to this program: update it`;
  throw new ProtocolError('unknown_version', saw);
}

/** A number within bounds. @throws ProtocolError malformed */
export function checkRange(
  value: number | null | undefined,
  least: number,
  most: number,
  what: string,
): number {
  const number = value ?? 0;
  if (!Number.isSafeInteger(number) || number < least || number > most) {
    throw new ProtocolError('malformed', `${what} is not within ${least} and ${most}: ${number}`);
  }
  return number;
}

/** @throws ProtocolError oversized */
export function checkBytes(count: number, most: number, what: string): void {
  if (count > most) throw new ProtocolError('oversized', `${count} of ${what}, at most ${most}`);
}

function checkText(text: string | null | undefined, most: number, what: string): string {
  const value = text ?? '';
  checkBytes(Buffer.byteLength(value), most, `bytes of ${what}`);
  if (value === '' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) {
    throw new ProtocolError('malformed', `${what} is empty or holds control characters`);
  }
  return value;
}

/** Text that may be an argument of its own: never an option. @throws ProtocolError */
export function checkName(text: string | null | undefined, what: string): string {
  const name = checkText(text, desiredLimits.nameBytesMax, what);
  if (/^[-.\s]|[/\\]|\s$/.test(name)) {
    const saw = `${what} can't be "${name.slice(0, 40)}": no slashes, no leading - or .`;
    throw new ProtocolError('malformed', saw);
  }
  return name;
}

/** One argument of a program, any text without control characters; may be empty. */
export function checkArgument(text: string): string {
  return text === '' ? '' : checkText(text, desiredLimits.pathBytesMax, 'an argument');
}

/** A whole path of a device: from the root or a drive. @throws ProtocolError */
export function checkPath(text: string | null | undefined): string {
  const path = checkText(text, desiredLimits.pathBytesMax, 'a path');
  if (!/^(?:\/|[A-Za-z]:\\)/.test(path) || path.split(/[/\\]/).includes('..')) {
    throw new ProtocolError('malformed', `not a whole path: "${path.slice(0, 80)}"`);
  }
  return path;
}

/** The path of an artifact at the image side. @throws ProtocolError */
export function checkTargetPath(text: string | null | undefined): string {
  const path = checkText(text, desiredLimits.pathBytesMax, 'a target path');
  const parts = path.split('/');
  if (path.includes('\\') || parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new ProtocolError('malformed', `no path of an artifact: "${path.slice(0, 80)}"`);
  }
  return path;
}
