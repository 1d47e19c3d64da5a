import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  principalPermissions,
  relayPermissions,
  subjects,
  type SubjectPermissions,
} from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBroker, type TestBroker } from '../../ingest/testing/nats-server.ts';

// Every kind of subject, tried by every kind of principal on a real nats-server: what comes out is
// subject-matrix.txt. A line that changes there changes who may say or hear what.

const [first, second] = ['a'.repeat(32), 'b'.repeat(32)];
const principals: Readonly<Record<string, SubjectPermissions>> = {
  'relay hq': relayPermissions('hq'),
  'relay vault': relayPermissions('vault'),
  'device a hq': principalPermissions('hq', first),
  'device b hq': principalPermissions('hq', second),
};
const sites = ['hq', 'vault'] as const;
const wildcards = ['>', 'uplink.>', 'downlink.>', 'site.>', '_INBOX.>', '$JS.>', '$SYS.>'];
const tried: readonly string[] = [
  ...sites.flatMap((site) => [
    subjects.uplink('urgent', site),
    subjects.uplink('ledger', site),
    subjects.uplink('bulk', site),
    subjects.tip(site),
    subjects.recertify(site),
    subjects.downlink(site, 'receipt'),
    subjects.downlink(site, 'revocations'),
    subjects.downlinkOfSite(site),
    subjects.downlinkGet(site, 'receipt'),
    `${subjects.relayInbox(site)}.reply`,
    `${subjects.relayInbox(site)}.>`,
    subjects.deskAll(site),
  ]),
  ...[first, second].flatMap((device) => [
    subjects.deskOf('hq', 'enrol', device),
    subjects.deskOf('hq', 'offer', device),
    subjects.deskOf('hq', 'batch', device),
    subjects.deskOf('vault', 'batch', device),
    `${subjects.inboxOf(device)}.reply`,
    `${subjects.inboxOf(device)}.>`,
  ]),
  subjects.deskOfAnyone('hq', 'batch'),
  subjects.uplinkAll,
  subjects.tipAll,
  subjects.downlinkAll,
  subjects.authCallout,
  `${subjects.deviceInbox}.>`,
  '$JS.API.STREAM.DELETE.UPLINK',
  '$JS.API.STREAM.PURGE.DOWNLINK',
  '$JS.API.CONSUMER.CREATE.UPLINK',
  '$JS.API.STREAM.MSG.GET.UPLINK',
  ...wildcards,
];

let folder: string;
let broker: TestBroker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-subjects-'));
  const users = Object.entries(principals).map(([name, { publish, subscribe }]) => {
    const permissions = { publish: { allow: publish }, subscribe: { allow: subscribe } };
    return JSON.stringify({ user: name, password: 'of-this-test', permissions });
  });
  const authFile = join(folder, 'auth.conf');
  await writeFile(authFile, `authorization { users = [\n${users.join(',\n')}\n] }\n`);
  broker = await startBroker(authFile);
});
afterAll(async () => {
  await broker[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Speaks NATS' text protocol, so that no client's manners stand between. */
function converse(user: string | undefined, lines: readonly string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { hostname, port } = new URL(broker.url);
  const login = user === undefined ? {} : { user, pass: 'of-this-test' };
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.setEncoding('utf8');
  socket.once('error', reject);
  socket.on('data', (chunk) => {
    const greeted = text !== '';
    text += String(chunk);
    if (!greeted) {
      const hello = { verbose: false, pedantic: true, ...login };
      socket.write([`CONNECT ${JSON.stringify(hello)}`, ...lines, 'PING', ''].join('\r\n'));
    }
    if (text.includes('PONG\r\n')) socket.end();
  });
  socket.once('close', () => resolve(text));
  return promise;
}

async function isAllowed(user: string, line: string): Promise<boolean> {
  const answer = await converse(user, line.startsWith('PUB') ? [line, ''] : [line]);
  if (/^-ERR 'Permissions Violation/m.test(answer)) return false;
  if (answer.includes('PONG') && !answer.includes('-ERR')) return true;
  throw new Error(`An answer that says neither yes nor no: ${answer}`);
}

const isPattern = (subject: string): boolean => /[*>]/.test(subject);

test('who may say and hear what is what the committed matrix says', async () => {
  const names = Object.keys(principals);
  const width = Math.max(...tried.map((subject) => subject.length));
  const rows = [`${' '.repeat(width)} ${names.join('  ')}`];
  for (const subject of tried) {
    const cells: string[] = [];
    for (const name of names) {
      const says = !isPattern(subject) && (await isAllowed(name, `PUB ${subject} 0`));
      const hears = await isAllowed(name, `SUB ${subject} 1`);
      const words = [...(says ? ['say'] : []), ...(hears ? ['hear'] : [])].join('+');
      cells.push((words || '-').padEnd(name.length + 1));
    }
    rows.push(`${subject.padEnd(width)} ${cells.join(' ')}`.trimEnd());
  }
  await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('subject-matrix.txt');
}, 60_000);

test('nobody who shows no name is let in', async () => {
  expect(await converse(undefined, ['SUB > 1'])).toMatch(/-ERR 'Authorization Violation'/);
  expect(await converse('relay mine', ['SUB > 1'])).toMatch(/-ERR 'Authorization Violation'/);
});
