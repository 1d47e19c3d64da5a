import { readdir, readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearer, startAttackedHub, type AttackedHub } from './testing/attacked-hub.ts';

// Each test is an attack by name on how requests are read.

let hub: AttackedHub;

beforeAll(async () => {
  hub = await startAttackedHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

describe('texts that are more than text', () => {
  const texts = [
    `' OR '1'='1`,
    `'; DROP TABLE identity.tokens; --`,
    `hq') UNION SELECT secret_hash::text FROM identity.tokens --`,
    `1; SELECT pg_sleep(10)`,
    `%' AND 1=(SELECT count(*) FROM identity.tokens) AND '%'='`,
    String.raw`\'; COMMIT; --`,
    '$1',
    '\u0000',
    '\uD800',
  ];

  test('SQL injection: every parameter is data', async () => {
    const before = await hub.countOf('identity.tokens');
    const places = (text: string): string[] => [
      ...[
        'search',
        'cursor',
        'site',
        'actor',
        'action',
        'state',
        'device',
        'run',
        'subject',
        'from',
      ].flatMap((name) =>
        ['devices', 'applications', 'audit', 'devices/conflicts', 'grants', 'telemetry/ledger'].map(
          (path) => `/api/${path}/?${name}=${text}`,
        ),
      ),
      `/api/sites/${text}/`,
      `/api/devices/${text}/`,
      `/api/devices/conflicts/${text}/`,
      `/api/applications/${text}/`,
      `/api/users/${text}/grants/`,
      `/api/device-groups/${text}/devices/`,
    ];
    const seen = new Set<number>();
    for (const text of texts) {
      for (const url of places(encode(text))) {
        const { statusCode, body } = await hub.ask(hub.admin, { url });
        seen.add(statusCode);
        expect({
          url,
          inside: /syntax|pg_|relation|SELECT|identity\./.exec(own(body, text)),
        }).toEqual({ url, inside: null });
      }
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual([200, 400, 404]);
    expect(await hub.countOf('identity.tokens')).toBe(before);
  }, 60_000);

  /** A lone surrogate has no UTF-8; its bytes are sent as they would be. */
  const encode = (text: string): string =>
    text === '\uD800' ? '%ED%A0%80' : encodeURIComponent(text);
  /** What the hub says, without what it repeats of the question. */
  const own = (body: string, text: string): string =>
    body.replaceAll(JSON.stringify(text).slice(1, -1), '');

  test('SQL injection by a cursor: its parts are of the shape that the list has', async () => {
    const cursors = [[`1; DROP TABLE x`], [{ no: 1 }], [[1]], [null], ['a', 1, 2]];
    for (const parts of cursors) {
      const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
      const answer = await hub.ask(hub.admin, { url: `/api/audit/?cursor=${cursor}` });
      expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_cursor' });
    }
  });

  test('log injection: what a caller sends is never a line of its own', async () => {
    const forged = '{"level":60,"msg":"forged line"}';
    for (const text of [`a\n${forged}`, `a\r\n${forged}`, `a\u2028${forged}`]) {
      const url = `/api/sites/${encodeURIComponent(text)}/`;
      await hub.ask(hub.admin, { url, headers: { 'user-agent': 'x\t{"level":60}' } });
      await hub.ask(hub.admin, { url: `/api/audit/?actor=${encodeURIComponent(text)}` });
    }
    expect(hub.lines.length).toBeGreaterThan(0);
    const parsed = hub.lines.map((line) => JSON.parse(line) as { msg: string });
    expect(parsed.filter(({ msg }) => msg === 'forged line')).toEqual([]);
    // Terminals that show the log are not steered by it either.
    expect(hub.lines.filter((line) => line.split('').some((letter) => letter < ' '))).toEqual([]);
  });
});

/** Sends a path as it is: clients of good manners would tidy it up. */
function rawGet(path: string): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const { hostname: host, port } = hub.origin;
  const request = httpRequest({ host, port, path, headers: bearer(hub.admin) }, async (answer) => {
    let body = '';
    for await (const chunk of answer.setEncoding('utf8')) body += String(chunk);
    resolve({ status: answer.statusCode ?? 0, body });
  });
  request.once('error', reject);
  request.end();
  return promise;
}

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/app-0123abcd.js/../../../secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets/app-0123abcd.js%00.txt',
  '//secret.txt',
  '/api/docs/static/../../../../secret.txt',
  '/api/docs/static/..%2f..%2f..%2fpackage.json',
])('path traversal: %s leads to nothing outside the console', async (path) => {
  const { status, body } = await rawGet(path);
  expect(body).not.toContain('the hub home');
  expect(body).not.toContain('"dependencies"');
  expect([200, 302, 400, 401, 403, 404]).toContain(status);
});

test('path traversal in uploads: no route for people takes a file, and no name in a body becomes a path', async () => {
  const contract = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  const { paths } = JSON.parse(contract) as { paths: Record<string, Record<string, unknown>> };
  const boundary = 'x';
  const part =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; ` +
    `filename="../../../evil.txt"\r\n\r\nevil\r\n--${boundary}--\r\n`;
  const kinds = [`multipart/form-data; boundary=${boundary}`, 'application/octet-stream'];
  const asked = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => ['post', 'put', 'patch'].includes(method))
      .map((method) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '1')] as const),
  );
  expect(asked.length).toBeGreaterThan(40);
  const taken: string[] = [];
  for (const [index, [method, url]] of asked.entries()) {
    const headers = { 'content-type': kinds[index % kinds.length] ?? '' };
    const asks = { method: method as 'POST', url, headers, payload: part };
    hub.pass(60_000);
    const { statusCode } = await hub.ask(hub.admin, asks);
    if (![401, 403, 404, 415].includes(statusCode)) taken.push(`${method} ${url}: ${statusCode}`);
  }
  expect(taken).toEqual([]);
  const folder = await readdir(hub.folder, { recursive: true });
  const name = '../../../evil.txt';
  const named = { id: name, name };
  const made = await hub.ask(hub.admin, {
    method: 'POST',
    url: '/api/device-groups/',
    payload: named,
  });
  expect(made.statusCode).toBe(400);
  expect(await readdir(hub.folder, { recursive: true })).toEqual(folder);
});

/** Opens a connection, writes, and gives what came until the server closed it. */
function converse(first: string, every?: { readonly ms: number; readonly text: string }) {
  const { promise, resolve } = Promise.withResolvers<{ text: string; ms: number }>();
  const began = performance.now();
  let text = '';
  const socket = connect(Number(hub.origin.port), hub.origin.hostname, () => socket.write(first));
  const drip = every && setInterval(() => socket.write(every.text), every.ms);
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.on('error', (error) => (text += error.message));
  socket.on('close', () => {
    clearInterval(drip);
    resolve({ text, ms: performance.now() - began });
  });
  return promise;
}
const post = (length: number): string =>
  `POST /api/device-groups/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
  `Authorization: Bearer ${hub.admin}\r\nContent-Length: ${length}\r\n\r\n`;

describe('too much, and too slowly', () => {
  test('a body beyond 64 KiB is refused by its announced length, before it comes', async () => {
    const { text } = await converse(post(65_537));
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a body beyond 64 KiB that announces no length is refused when it is too long', async () => {
    const head = post(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked');
    const chunk = `4000\r\n${' '.repeat(16_384)}\r\n`;
    const { text } = await converse(head + chunk.repeat(6));
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('headers beyond 16 KiB are refused', async () => {
    const { text } = await converse(
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('a body that drips in is cut off', async () => {
    const { text } = await converse(post(1_000), { ms: 50, text: ' ' });
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('headers that drip in are cut off', async () => {
    const { text } = await converse('GET / HTTP/1.1\r\n', { ms: 50, text: 'X-A: b\r\n' });
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('request smuggling: two lengths, or a length beside chunks, end the connection', async () => {
    const two = post(5).replace('\r\n\r\n', '\r\nContent-Length: 6\r\n\r\n');
    const both = post(5).replace('\r\n\r\n', '\r\nTransfer-Encoding: chunked\r\n\r\n');
    for (const head of [two, both]) {
      const { text } = await converse(`${head}0\r\n\r\n`);
      expect(text).toMatch(/^HTTP\/1\.1 400 /);
    }
  });
});

test('scripts and styles that are not the console’s own do not run on any page', async () => {
  for (const url of ['/', '/devices', '/healthz', '/api/docs', '/api/docs/static/index.html']) {
    const { headers } = await hub.ask(hub.admin, { url });
    const policy = String(headers['content-security-policy']);
    expect({ url, policy }).toEqual({ url, policy: expect.stringMatching(/script-src 'self'/) });
    expect(policy).not.toMatch(/unsafe|https:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
  }
});
