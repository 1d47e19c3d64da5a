/** A JSON value; objects are plain and own all their properties. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A value without a canonical form: a fraction, too deep, or text that is not Unicode. */
export class CanonicalError extends Error {
  override readonly name = 'CanonicalError';
}

/** Deeper than any metadata; a stack has its end. */
const depthMax = 32;

/**
 * The canonical bytes of a value, over which TUF signs and hashes (OLPC canonical JSON): keys in
 * order, no white space, integers only, nothing escaped but `"` and `\`.
 *
 * What two implementations could take for different bytes is refused: numbers beyond 2^53, lone
 * surrogates, and keys outside the basic plane, which some sort by code point and some by unit.
 *
 * @throws CanonicalError
 */
export function canonicalBytes(value: Json): Uint8Array {
  return Buffer.from(write(value, 0), 'utf8');
}

function write(value: Json, depth: number): string {
  if (depth > depthMax) throw new CanonicalError(`nested more than ${depthMax} deep`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new CanonicalError(`${value} is not a safe integer`);
    return String(value === 0 ? 0 : value);
  }
  if (isList(value)) return `[${value.map((each) => write(each, depth + 1)).join(',')}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const members = entries.map(([key, each]) => `${quoteKey(key)}:${write(each, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function quoteKey(text: string): string {
  if (/[\ud800-\udfff]/.test(text)) throw new CanonicalError('a key outside the basic plane');
  return quote(text);
}

function quote(text: string): string {
  if (!text.isWellFormed()) throw new CanonicalError('text with a lone surrogate');
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** True for a JSON list. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads UTF-8 JSON. @throws CanonicalError when it is not */
export function parseJson(bytes: Uint8Array): Json {
  try {
    const json: Json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return json;
  } catch (error) {
    throw new CanonicalError('not JSON in UTF-8', { cause: error });
  }
}
