import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { UsageError } from './platform/errors.ts';
import type { LogLevel } from './platform/logger.ts';

/** Variables by name, as `config.ts` hands them in. */
export type Environment = Readonly<Record<string, string | undefined>>;

const logLevels: readonly LogLevel[] = [
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'fatal',
  'silent',
];

/** A whole number from 0 on. @throws UsageError */
export function wholeOf(env: Environment, name: string, otherwise: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0 && value <= max) return value;
  throw new UsageError(`${name} is "${text}"; it must be a whole number from 0 to ${max}.`);
}

/** Words between commas; none for a variable that is not set. */
export const wordsOf = (env: Environment, name: string): string[] =>
  (env[name] ?? '').split(',').flatMap((word) => word.trim() || []);

/** Hosts (with a port or for all), addresses and networks, separated by commas. */
export function targetsOf(env: Environment, name: string): string[] {
  const given = wordsOf(env, name);
  const wrong = given.find((word) => !isNetwork(word) && !/^[\w.-]+(?::\d{1,5})?$/.test(word));
  if (wrong === undefined) return given;
  throw new UsageError(`${name} holds "${wrong}"; it must list hosts, addresses or networks.`);
}

/** Addresses and networks, separated by commas. */
export function networksOf(env: Environment, name: string): string[] {
  const given = wordsOf(env, name);
  const wrong = given.find((word) => !isNetwork(word));
  if (wrong === undefined) return given;
  throw new UsageError(`${name} holds "${wrong}"; it must list addresses or networks: 10.0.0.0/8.`);
}

function isNetwork(word: string): boolean {
  const [address = '', prefix, ...more] = word.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits < 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

/** A path, from this process's folder on. */
export const pathOf = (path: string): string => (isAbsolute(path) ? path : resolve(path));

/** A path; undefined where none is set. */
export function optionalPath(path: string | undefined): string | undefined {
  return path === undefined || path === '' ? undefined : pathOf(path);
}

/** Days. @throws UsageError */
export function daysOf(env: Environment, name: string, fallback: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 2 && days <= 36_500) return days;
  throw new UsageError(`${name} is "${text}"; it must be 2 to 36500 days.`);
}

/** An address with one of these protocols, as it is written. @throws UsageError */
export function urlText(
  env: Environment,
  name: string,
  protocols: readonly string[],
  fallback?: string,
): string {
  const text = env[name] ?? fallback;
  if (text === undefined) {
    throw new UsageError(`Set ${name} to an address that begins with ${protocols[0]}//.`);
  }
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  throw new UsageError(`${name} is no address that begins with ${protocols[0]}//.`);
}

/** An address; undefined where none is set. @throws UsageError */
export function optionalUrl(
  env: Environment,
  name: string,
  protocols: readonly string[] = ['http:', 'https:'],
): URL | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  return new URL(urlText(env, name, protocols));
}

/** A port, 0 for any free one. @throws UsageError */
export function portOf(name: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`${name} is "${text}"; it must be 0 (any free port) to 65535.`);
}

/** How much is logged. @throws UsageError */
export function logLevelOf(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (level) return level;
  throw new UsageError(`EUCORA_LOG_LEVEL is "${text}"; use one of ${logLevels.join(', ')}.`);
}
