import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { sqlState } from '../platform/db.ts';
import {
  ConflictError,
  ForbiddenError,
  HubError,
  InvalidError,
  NotFoundError,
  PreconditionError,
  RoomError,
  TooLargeError,
  TooManyAttemptsError,
  TooManyRequestsError,
  UnauthenticatedError,
  UnavailableError,
} from '../platform/errors.ts';

/** An RFC 9457 problem. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance?: string;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
  507: 'Insufficient storage',
};

function statusOf(error: HubError): number {
  if (error instanceof InvalidError) return 400;
  if (error instanceof UnauthenticatedError) return 401;
  if (error instanceof ForbiddenError) return 403;
  if (error instanceof NotFoundError) return 404;
  if (error instanceof ConflictError) return 409;
  if (error instanceof PreconditionError) return 412;
  if (error instanceof TooLargeError) return 413;
  if (error instanceof RoomError) return 507;
  if (error instanceof TooManyRequestsError) return 429;
  if (error instanceof TooManyAttemptsError) return 429;
  return error instanceof UnavailableError ? 503 : 500;
}

/** A problem document of a status. */
export function problem(
  status: number,
  code: string,
  detail: string,
  instance?: string,
): ProblemDocument {
  const title = titles[status] ?? 'Error';
  const document = { type: `urn:eucora:problem:${code}`, title, status, code, detail };
  return instance === undefined ? document : { ...document, instance };
}

// Class 08: connection; 57P0x: the server is going down or starting up; 53: it has no room.
const databaseAway = /^(?:08|57P0|53)/;
const networkAway = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);

// Numbers out of range, zero bytes and the like: what a caller asked for and no table can hold.
const unholdable = new Set(['22003', '22021', '22P02', '22P05']);

function isDatabaseAway(error: Error): boolean {
  if (databaseAway.test(sqlState(error) ?? '')) return true;
  if ('code' in error && typeof error.code === 'string' && networkAway.has(error.code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}

/** The one mapping from faults to HTTP. What nobody foresaw says nothing about our inside. */
export function problemOf(error: Error & Partial<FastifyError>, instance: string): ProblemDocument {
  if (error instanceof HubError) {
    return problem(statusOf(error), error.code, error.message, instance);
  }
  if (error.validation) return problem(400, 'invalid', `${error.message}.`, instance);
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return problem(status, 'bad_request', error.message, instance);
  }
  if (isDatabaseAway(error)) {
    const detail = 'The database does not answer; try again shortly.';
    return problem(503, 'unavailable', detail, instance);
  }
  if (unholdable.has(sqlState(error) ?? '')) {
    const detail = 'A value is out of range, or no text: check the query and the path.';
    return problem(400, 'invalid', detail, instance);
  }
  const detail = 'Something failed that should not; the log names it by this request id.';
  return problem(500, 'internal', detail, instance);
}

/** Answers with a problem document, and logs what is our fault. */
export function sendProblem(
  error: Error & Partial<FastifyError>,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const document = problemOf(error, request.id);
  if (document.status >= 500) request.log.error({ err: error }, 'request failed');
  else request.log.debug({ err: error, code: document.code }, 'request refused');
  // A stream has its headers out already; nothing can be said any more.
  if (reply.raw.headersSent) return;
  if (document.status === 401) reply.header('www-authenticate', 'Bearer');
  if (error instanceof TooManyRequestsError || error instanceof TooManyAttemptsError) {
    reply.header('retry-after', error.waitSeconds);
  }
  reply
    .code(document.status)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(document);
}
