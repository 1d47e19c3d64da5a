import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { generateKeyPair } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLiveBus } from '../../../platform/live.ts';
import { createMetrics } from '../../../platform/metrics.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../../platform/testing.ts';
import { audit, sealAll, sealTurn } from '../index.ts';
import { startForwarding } from './forwarding.ts';
import { forwardPosition } from './store.ts';
import { HttpSender } from './http-sender.ts';
import { syslogFrame, syslogMessage } from './syslog-format.ts';
import { SyslogSender } from './syslog-sender.ts';

const signKey = generateKeyPair();
let postgres: TestDatabase;
let folder: string;
let pem: { key: string; cert: string };
beforeAll(async () => {
  postgres = await startTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'eucora-syslog-'));
  const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  execFileSync('openssl', [...kind, '-nodes', '-days', '2', ...subject, ...files], {
    stdio: 'ignore',
  });
  pem = {
    key: readFileSync(join(folder, 'key'), 'utf8'),
    cert: readFileSync(join(folder, 'cert'), 'utf8'),
  };
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A receiver of RFC 5425 that reads frames by their length. */
class Receiver {
  readonly messages: string[] = [];
  readonly sockets = new Set<TLSSocket>();
  #server: Server | undefined;
  port = 0;

  async listen(port = 0): Promise<void> {
    const server = createServer(pem, (socket) => {
      this.sockets.add(socket);
      let rest = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (part: Buffer) => {
        rest = Buffer.concat([rest, part]);
        for (;;) {
          const space = rest.indexOf(0x20);
          const length = Number(rest.subarray(0, Math.max(space, 0)).toString());
          if (space < 1 || rest.length < space + 1 + length) return;
          this.messages.push(rest.subarray(space + 1, space + 1 + length).toString('utf8'));
          rest = rest.subarray(space + 1 + length);
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
  }

  /** Subjects in the order in which they came first. */
  get subjects(): string[] {
    const all = this.messages.map((text) => JSON.parse(text.slice(text.indexOf('\u{feff}') + 1)));
    return [...new Set(all.map((record: { subject: string }) => record.subject))];
  }
}

const write = async (...subjects: string[]): Promise<void> => {
  for (const subject of subjects) {
    await audit(postgres.db, { actor: 'anna', action: 'site.create', subject });
  }
  const now = (): Date => new Date();
  await sealTurn({ db: postgres.db, signKey, live: createLiveBus(), logger: silent, now });
  await sealAll({ db: postgres.db, signKey, now });
};
const deps = () => ({ db: postgres.db, metrics: createMetrics(), logger: silent });

test('syslog over TLS gets every entry in order, also those of the time it was away', async () => {
  const receiver = new Receiver();
  await receiver.listen();
  const options = { host: 'localhost', port: receiver.port, ca: pem.cert, hostName: 'hub-1' };
  await write('one', 'two');
  const running = startForwarding(deps(), [new SyslogSender(options)]);
  await vi.waitFor(() => expect(receiver.subjects).toEqual(['one', 'two']), 10_000);
  await receiver.close();
  await write('three', 'four');
  await receiver.listen(options.port);
  await vi.waitFor(
    () => expect(receiver.subjects).toEqual(['one', 'two', 'three', 'four']),
    20_000,
  );
  await vi.waitFor(async () => expect(await forwardPosition(postgres.db, 'syslog')).toBe(4), 5_000);
  await running[Symbol.asyncDispose]();

  // Another process goes on where the cursor is.
  const before = receiver.messages.length;
  await write('five');
  const again = startForwarding(deps(), [new SyslogSender(options)]);
  await vi.waitFor(() => expect(receiver.subjects.at(-1)).toBe('five'), 10_000);
  expect(receiver.messages.length).toBe(before + 1);
  await again[Symbol.asyncDispose]();
  await receiver.close();
});

test('a receiver with a certificate of somebody else is told nothing', async () => {
  const receiver = new Receiver();
  await receiver.listen();
  const sender = new SyslogSender({ host: 'localhost', port: receiver.port, hostName: 'hub-1' });
  const sent = sender.send([], AbortSignal.timeout(5_000));
  await expect(sent).rejects.toThrow(/can't be reached/);
  expect(receiver.messages).toEqual([]);
  sender[Symbol.dispose]();
  await receiver.close();
});

test('over HTTP what is not answered with 2xx goes again', async () => {
  const got: { token: string | undefined; lines: number }[] = [];
  let status = 503;
  const server: HttpServer = createHttp((request, answer) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => {
      const lines = body.trim().split('\n').length;
      got.push({ token: request.headers.authorization, lines });
      answer.writeHead(status).end();
      status = 204;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await write('six');
  const url = new URL(`http://127.0.0.1:${port}/audit`);
  const running = startForwarding(deps(), [new HttpSender({ url, token: 'secret' })]);
  await vi.waitFor(() => expect(got.length).toBe(2), 10_000);
  expect(got).toEqual([
    { token: 'Bearer secret', lines: 6 },
    { token: 'Bearer secret', lines: 6 },
  ]);
  await running[Symbol.asyncDispose]();
  server.closeAllConnections();
  server.close();
});

const row = {
  id: 1,
  position: 7,
  at: new Date('2026-11-25T01:02:03.004Z'),
  actor: 'eve"] \n<13>1 - forged - - -',
  action: 'request.refused',
  subject: 'a\\b',
  detail: { code: 'forbidden' },
  hash: Buffer.alloc(32),
};

test('a message is RFC 5424, and a name in it can neither end a field nor begin a message', () => {
  const text = syslogMessage(row, 'hub 1');
  expect(
    text.startsWith('<108>1 2026-11-25T01:02:03.004Z hub_1 eucora-hub - request.refused ['),
  ).toBe(true);
  expect(text).toContain('actor="eve\\"\\]  <13>1 - forged - - -"');
  expect(text).toContain('subject="a\\\\b"');
  expect(text).not.toContain('\n');
  const frame = syslogFrame(text);
  const space = frame.indexOf(0x20);
  expect(Number(frame.subarray(0, space).toString())).toBe(frame.length - space - 1);
});
