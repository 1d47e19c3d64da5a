import {
  canonicalBytes,
  CanonicalError,
  isList,
  isObject,
  parseJson,
  type Json,
  type JsonObject,
} from './canonical-json.ts';
import type { Signature, Signed } from './metadata.ts';
import { TrustError, type TrustCode } from './refusal.ts';

/** Fields of one JSON object, each taken with its type; a wrong one is refused by its path. */
export interface Fields {
  readonly json: JsonObject;
  object(name: string): Fields;
  optionalObject(name: string): Fields | undefined;
  objects(name: string): readonly Fields[];
  /** Each member with its key, in the file's order. */
  members(): readonly (readonly [key: string, value: Fields])[];
  text(name: string): string;
  optionalText(name: string): string | undefined;
  texts(name: string): readonly string[];
  optionalTexts(name: string): readonly string[];
  integer(name: string, least: number): number;
  optionalInteger(name: string, least: number): number | undefined;
  optionalFlag(name: string): boolean;
  refuse(saw: string, code?: TrustCode, clause?: string): TrustError;
}

/** The object's fields. `where` is its path in the file, `clause` the paragraph of its format. */
export function fieldsOf(json: JsonObject, role: string, clause: string, where: string): Fields {
  const refuse = (saw: string, code: TrustCode = 'malformed', other = clause): TrustError =>
    new TrustError(code, { clause: other, role }, saw);
  const at = (name: string): string => (where === '' ? name : `${where}.${name}`);
  const own = (name: string): Json | undefined =>
    Object.hasOwn(json, name) ? json[name] : undefined;
  const nested = (value: Json | undefined, path: string): Fields => {
    if (!isObject(value)) throw refuse(`${path} is not an object`);
    return fieldsOf(value, role, clause, path);
  };
  const list = (name: string): readonly Json[] => {
    const value = own(name);
    if (value === undefined || !isList(value)) throw refuse(`${at(name)} is not a list`);
    return value;
  };
  const text = (name: string): string => {
    const value = own(name);
    if (typeof value !== 'string') throw refuse(`${at(name)} is not text`);
    return value;
  };
  const texts = (name: string): readonly string[] =>
    list(name).map((each) => {
      if (typeof each !== 'string') throw refuse(`${at(name)} holds something that is not text`);
      return each;
    });
  const integer = (name: string, least: number): number => {
    const value = own(name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
      throw refuse(`${at(name)} is not an integer of at least ${least}`);
    }
    return value;
  };
  return {
    json,
    object: (name) => nested(own(name), at(name)),
    optionalObject: (name) => (own(name) === undefined ? undefined : nested(own(name), at(name))),
    objects: (name) => list(name).map((each, index) => nested(each, `${at(name)}[${index}]`)),
    members: () => Object.entries(json).map(([key, value]) => [key, nested(value, at(key))]),
    text,
    optionalText: (name) => (own(name) === undefined ? undefined : text(name)),
    texts,
    optionalTexts: (name) => (own(name) === undefined ? [] : texts(name)),
    integer,
    optionalInteger: (name, least) => (own(name) === undefined ? undefined : integer(name, least)),
    optionalFlag: (name) => {
      const value = own(name) ?? false;
      if (typeof value !== 'boolean') throw refuse(`${at(name)} is neither true nor false`);
      return value;
    },
    refuse,
  };
}

/** What the `signed` parts of all roles begin with (TUF 4.3). */
export interface Head {
  readonly version: number;
  readonly expiresMs: number;
}

/** Reads a file's frame and gives its `signed` part to `open`. @throws TrustError */
export function readSigned<T>(
  bytes: Uint8Array,
  role: string,
  clause: string,
  type: string,
  open: (signed: Fields, head: Head) => T,
): Signed<T> {
  try {
    const json = parseJson(bytes);
    if (!isObject(json)) throw new CanonicalError('not an object');
    const file = fieldsOf(json, role, clause, '');
    const signatures = readSignatures(file);
    const signed = file.object('signed');
    const found = signed.text('_type');
    if (found !== type) {
      throw signed.refuse(`a file of type "${found.slice(0, 40)}", not "${type}"`, 'wrong_type');
    }
    const spec = signed.text('spec_version');
    if (!/^1\.\d+(?:\.\d+)?$/.test(spec)) {
      const saw = `metadata by version "${spec.slice(0, 20)}" of the specification, not 1`;
      throw signed.refuse(saw, 'unsupported', 'TUF 4.3');
    }
    const head = { version: signed.integer('version', 1), expiresMs: readTime(signed) };
    const signedBytes = canonicalBytes(signed.json);
    return { bytes, signedBytes, signatures, signed: open(signed, head) };
  } catch (error) {
    if (!(error instanceof CanonicalError)) throw error;
    const saw = `a file that can't be read: ${error.message}`;
    throw new TrustError('malformed', { clause, role }, saw, { cause: error });
  }
}

function readSignatures(file: Fields): readonly Signature[] {
  const signatures = file
    .objects('signatures')
    .map((each) => ({ keyId: each.text('keyid'), sig: each.text('sig') }));
  const seen = new Set<string>();
  for (const { keyId } of signatures) {
    if (seen.has(keyId)) {
      const saw = `two signatures by key ${keyId.slice(0, 16)}`;
      throw file.refuse(saw, 'duplicate_signature', 'TUF 4.2.1');
    }
    seen.add(keyId);
  }
  return signatures;
}

function readTime(signed: Fields): number {
  const text = signed.text('expires');
  const isShaped = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
  const ms = isShaped ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw signed.refuse(`expires is not a time as 2027-01-31T00:00:00Z`, 'malformed', 'TUF 4.2.3');
  }
  return ms;
}
