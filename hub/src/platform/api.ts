import type { FastifyRequest } from 'fastify';
import { Type, type Static, type TSchema } from 'typebox';
import { InvalidError } from './errors.ts';
import type { Place, Scope, ScopeKey, Visible } from './scope.ts';

/** One role of an actor, what it holds and how far. */
export interface Granted {
  readonly role: string;
  readonly permissions: readonly string[];
  readonly scope: Scope;
  /** When it ends by itself; null: not before it is taken back. */
  readonly expiresAt: Date | null;
}

/** Who makes a request, as the authentication hook found out. */
export interface Actor {
  /** As audit entries name it. */
  readonly id: string;
  /** As grants name it: `user:<uuid>`, `token:<id>`, `hub`. */
  readonly subject: string;
  readonly kind: 'person' | 'service' | 'hub';
  /** The person who made a service token; separation of duties counts both as one. */
  readonly answersTo: string | null;
  /** The foremost of the roles. */
  readonly role: string;
  readonly roles: readonly string[];
  /** Of all roles together. What may be done where is decided grant by grant (`holds`). */
  readonly permissions: readonly string[];
  /** Of all roles together, for showing. */
  readonly scope: Scope;
  readonly grants: readonly Granted[];
}

/**
 * What of the fleet a route touches. `own`: nothing beside the caller's own things and what is no
 * one's. `fleet`: all of it, so that a grant without limits is asked for. `filtered`: what lies in
 * `request.visible`, which the handler applies in SQL. A function: the one object of that key.
 */
export type ScopeRule = 'own' | 'fleet' | 'filtered' | ((request: FastifyRequest) => ScopeKey);

/** The object of a kind that the path names, by `id` unless said otherwise. */
export function inPath(kind: ScopeKey['kind'], parameter = 'id') {
  return ({ params }: Pick<FastifyRequest, 'params'>): ScopeKey => {
    const entries = typeof params === 'object' && params !== null ? Object.entries(params) : [];
    const id: unknown = entries.find(([name]) => name === parameter)?.[1];
    return { kind, id: typeof id === 'string' || typeof id === 'number' ? String(id) : '' };
  };
}

/** Which bucket of its caller a request is counted in; `free` counts nothing. */
export type RateClass = 'read' | 'write' | 'sign_in' | 'stream' | 'free';

/** What a request's session is, beside whom it speaks for. */
export interface OpenSession {
  readonly id: string;
  /** The account; null for tokens and the bootstrap administrator. */
  readonly userId: string | null;
  readonly displayName: string | null;
  readonly openedAt: Date;
  /** How they signed in: RFC 8176, or `token`, `link`. */
  readonly amr: readonly string[];
  /** Roles that count for nothing here, since they ask for a second factor that was not shown. */
  readonly withheld: readonly string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route whose permission is not `anonymous`. */
    actor: Actor;
    /** The console’s session; null for a bearer token. */
    session: OpenSession | null;
    /** What the caller may see by the route's permission; set where its scope is `filtered`. */
    visible: Visible;
    /** Where the object of the request lies; set where the route's scope names one. */
    place: Place;
    /** The object is there and lies outside what the caller may reach; they are told that it is not. */
    isOutOfScope: boolean;
    /** When what the caller showed stops being valid; null: it does not by itself. */
    sessionExpiresAt: Date | null;
  }
  interface FastifyContextConfig {
    /**
     * What the actor's role must hold. `signed_in` asks for any actor, `anonymous` for none. Every
     * route declares one.
     */
    permission?: string;
    /** Where the actor must hold it. Without one: `fleet`, the strictest. */
    scope?: ScopeRule;
    /** `read` for GET and HEAD, else `write`, unless said otherwise. */
    limit?: RateClass;
    /** Open to callers on this machine without signing in. */
    loopbackOpen?: boolean;
  }
}

export const Timestamp = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' });
export const NullableTimestamp = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  format: 'date-time',
});
export const NullableString = Type.Unsafe<string | null>({ type: ['string', 'null'] });
export const NullableInteger = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
export const NullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] });
export const HexId = Type.String({ pattern: '^[0-9a-f]{32}$' });
export const Count = Type.Integer({ minimum: 0 });

/** One of a few words. */
export function Words<const T extends readonly string[]>(words: T) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...words] });
}

/** How much of the fleet an answer speaks for. */
export const Coverage = Type.Object({
  sites_total: Count,
  sites_fresh: Count,
  devices_total: Count,
  devices_fresh: Count,
  ratio: NullableNumber,
});
/** What every aggregate carries: since when it may be out of date, and for how much it speaks. */
export const Horizon = Type.Object({ as_of: NullableTimestamp, coverage: Coverage });
export type Horizon = Static<typeof Horizon>;

/** Finds the horizon of one site, or of all that may be seen. */
export type HorizonOf = (of?: string | Visible) => Promise<Horizon>;

/** RFC 9457. `code` is stable; `detail` says what to do. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    instance: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
);

/** A page of a list. */
export function Page<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    next_cursor: NullableString,
    as_of: NullableTimestamp,
    coverage: Coverage,
  });
}

export const pageLimits = { default: 50, max: 500 } as const;
export const searchCharactersMax = 200;

export const PageQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: pageLimits.max, default: pageLimits.default }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 512 })),
};
export const Search = Type.Optional(Type.String({ maxLength: searchCharactersMax }));

/** A place in a list as opaque text. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

type CursorShape = readonly ('string' | 'number')[];
type CursorParts<T extends CursorShape> = {
  [K in keyof T]: T[K] extends 'string' ? string : number;
};

/**
 * The place that a cursor names; null without one. `shape` says what each part must be.
 * @throws InvalidError when it is not a cursor of this list
 */
export function decodeCursor<const T extends CursorShape>(
  cursor: string | undefined,
  shape: T,
): CursorParts<T> | null {
  if (cursor === undefined) return null;
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (fitsShape(parts, shape)) return parts;
  throw badCursor();
}

function badCursor(cause?: unknown): InvalidError {
  const message = 'The cursor is not of this list; begin again without it.';
  return new InvalidError(message, { code: 'invalid_cursor', cause });
}

function fitsShape<T extends CursorShape>(parts: unknown, shape: T): parts is CursorParts<T> {
  if (!Array.isArray(parts) || parts.length !== shape.length) return false;
  return shape.every((kind, i) => typeof parts[i] === kind);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badCursor(cause);
  }
}

/** One page out of `limit + 1` rows: the extra one only says that there is more. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number | null)[],
): { readonly rows: readonly T[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}

/** RFC 3339 or null. */
export function iso(date: Date): string;
export function iso(date: Date | null): string | null;
export function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** A LIKE pattern that finds `text` anywhere, taken literally. */
export function containsPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
