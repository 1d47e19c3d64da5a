import { createServer, type RequestListener, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { specialPurpose } from './addresses.ts';
import { Outbound, type OutboundFault } from './outbound.ts';

// A server on loopback: where nothing that somebody typed in may lead.
let server: Server;
let port: number;
let asked: string[] = [];

const answers: Readonly<Record<string, RequestListener>> = {
  '/hello': (request, response) => {
    asked.push(request.headers.host ?? '');
    response.setHeader('x-said', 'yes');
    response.end('hello');
  },
  '/elsewhere': (_request, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' });
    response.end();
  },
  '/endless': (_request, response) => {
    response.end(Buffer.alloc(4_096));
  },
  '/silent': () => {},
};

beforeAll(async () => {
  server = createServer((request, response) => answers[request.url ?? '']?.(request, response));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const faultOf = (work: Promise<unknown>): Promise<OutboundFault | undefined> =>
  work.then(
    () => undefined,
    (error: { reason?: OutboundFault }) => error.reason,
  );

test.each([
  '127.0.0.1',
  '127.1.2.3',
  '0.0.0.0',
  '10.0.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  'fe80::1%eth0',
  'fd00::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'not an address',
])('%s is not public', (address) => {
  expect(specialPurpose(address)).toBeTypeOf('string');
});

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s is public',
  (address) => {
    expect(specialPurpose(address)).toBeUndefined();
  },
);

test.each([
  ['https://127.0.0.1/', 'forbidden_address'],
  ['https://2130706433/', 'forbidden_address'], // 127.0.0.1 as a number
  ['https://0x7f.1/', 'forbidden_address'],
  ['https://[::1]/', 'forbidden_address'],
  ['https://[::ffff:169.254.169.254]/', 'forbidden_address'],
  ['https://localhost/', 'forbidden_address'],
  ['https://user:secret@example.com/', 'bad_url'],
  ['file:///etc/passwd', 'bad_url'],
  ['gopher://example.com/', 'bad_url'],
  ['not a url', 'bad_url'],
  ['http://public.example/', 'plain_http'],
  ['https://nowhere.example/', 'unknown_host'],
] as const)('%s is refused: %s', async (url, reason) => {
  const known: Record<string, string[]> = {
    localhost: ['127.0.0.1'],
    'public.example': ['8.8.8.8'],
    'nowhere.example': [],
  };
  const lookup = (host: string) => Promise.resolve(known[host] ?? ['8.8.8.8']);
  const outbound = new Outbound({ allow: [], lookup });
  expect(await faultOf(outbound.check(url))).toBe(reason);
});

test('a name with one public and one private address is refused', async () => {
  const lookup = () => Promise.resolve(['8.8.8.8', '10.0.0.1']);
  const outbound = new Outbound({ allow: [], lookup });
  expect(await faultOf(outbound.request('https://both.example/'))).toBe('forbidden_address');
});

test('a name that changes its address after it was judged leads nowhere else (DNS rebinding)', async () => {
  asked = [];
  let turn = 0;
  const lookup = () => Promise.resolve([['127.0.0.1'], ['10.0.0.1']][turn++]!);
  const outbound = new Outbound({ allow: ['127.0.0.0/8'], lookup });
  const answer = await outbound.request(`http://rebind.example:${port}/hello`);
  expect(answer).toMatchObject({ status: 200, body: Buffer.from('hello') });
  expect(answer.headers.get('x-said')).toBe('yes');
  // The connection went to what was judged, and the name is still the one that was asked for.
  expect({ turn, asked }).toEqual({ turn: 1, asked: [`rebind.example:${port}`] });
});

test('a redirect is not followed', async () => {
  const outbound = new Outbound({ allow: ['127.0.0.1'] });
  const url = `http://127.0.0.1:${port}/elsewhere`;
  expect(await faultOf(outbound.request(url))).toBe('redirect');
  expect(await faultOf(outbound.fetch(url))).toBe('redirect');
});

test('an answer that is too large or never comes is given up', async () => {
  const bounds = { allow: ['127.0.0.1'], answerBytesMax: 1_024, timeoutMs: 300 };
  const outbound = new Outbound(bounds);
  expect(await faultOf(outbound.request(`http://127.0.0.1:${port}/endless`))).toBe('too_large');
  expect(await faultOf(outbound.request(`http://127.0.0.1:${port}/silent`))).toBe('too_slow');
});

test('an operator allows a host by its name and port alone', async () => {
  const outbound = new Outbound({ allow: [`localhost:${port}`] });
  const response = await outbound.fetch(`http://localhost:${port}/hello`);
  expect(await response.text()).toBe('hello');
  expect(await faultOf(outbound.request('https://localhost:1/'))).toBe('forbidden_address');
});
