import { createHash } from 'node:crypto';

/** JSON data. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * Key of a write: `connector:operation:sha256-of-parameters`, the same for the same parameters in any
 * key order. The whole hash is kept: 12 hex digits, as once planned, collide at about 16 % within
 * ten million keys.
 */
export function idempotencyKey(connector: string, operation: string, parameters: Json): string {
  const hash = createHash('sha256').update(canonical(parameters)).digest('hex');
  return `${connector}:${operation}:${hash}`;
}

/** The key as people see it in tickets and logs: its hash cut to 12 digits. */
export function shortKey(key: string): string {
  return key.slice(0, key.lastIndexOf(':') + 13);
}

function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
