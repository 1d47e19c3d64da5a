import { describe, expect, it } from 'vitest';
import { createApi } from './client.ts';
import { ApiError, describeProblem, isSignedOut, UnreachableError } from './problem.ts';

const baseUrl = 'http://hub.invalid';
const api = (answer: () => Promise<Response>) => createApi({ fetch: answer, baseUrl });
const problem = (status: number, body: unknown) => async () =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
const never = new AbortController().signal;

describe('describeProblem', () => {
  it.each([400, 401, 403, 404, 409, 429, 500, 503])('says what to do after %d', (status) => {
    const text = describeProblem(new ApiError({ status, code: 'x', title: 'x' }));
    expect(text.title).not.toBe('x');
    expect(text.next).not.toBe('');
  });

  it('passes the hub’s detail on', () => {
    const text = describeProblem(
      new ApiError({ status: 403, code: 'forbidden', title: 'Forbidden', detail: 'audit.read' }),
    );
    expect(text).toMatchObject({ title: 'Your role may not see this', detail: 'audit.read' });
  });

  it('has words for a status it was never told about', () => {
    expect(describeProblem(new ApiError({ status: 500, code: 'x', title: 'x' })).retry).toBe(true);
    expect(
      describeProblem(new ApiError({ status: 418, code: 'x', title: 'Teapot' })),
    ).toMatchObject({ title: 'Teapot', retry: false });
  });

  it('owns its own mistakes', () => {
    expect(describeProblem(new TypeError('x is not a function')).detail).toBe(
      'TypeError: x is not a function',
    );
  });
});

describe('createApi', () => {
  it('throws the problem the hub answered', async () => {
    const call = api(problem(401, { code: 'not_signed_in', title: 'Sign in first' })).overview(
      never,
    );
    await expect(call).rejects.toSatisfy(isSignedOut);
  });

  it('makes a problem of an answer that is none', async () => {
    const call = api(async () => new Response('<html>', { status: 502 })).overview(never);
    await expect(call).rejects.toMatchObject({ problem: { status: 502, code: 'http_502' } });
  });

  it('tells silence from refusal', async () => {
    const call = api(async () => {
      throw new TypeError('fetch failed');
    }).overview(never);
    await expect(call).rejects.toBeInstanceOf(UnreachableError);
  });

  it('lets an abort through unchanged', async () => {
    const call = api(async () => {
      throw new DOMException('aborted', 'AbortError');
    }).overview(never);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('escapes what stands in a path', async () => {
    let asked = '';
    const http = createApi({
      baseUrl,
      fetch: async (request) => {
        asked = new URL(request.url).pathname;
        return new Response('{}', { headers: { 'content-type': 'application/json' } });
      },
    });
    await http.application('pkg:deb/debian/libc6', never);
    expect(asked).toBe('/api/applications/pkg%3Adeb%2Fdebian%2Flibc6/');
  });
});
