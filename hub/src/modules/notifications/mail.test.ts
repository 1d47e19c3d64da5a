import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Counter, Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Outbound } from '../../platform/outbound.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import type { SecretStore } from '../secrets/index.ts';
import { Deliverer } from './deliver.ts';
import {
  changeMailTarget,
  createMailTarget,
  passwordName,
  removeMailServer,
  setMailServer,
} from './mail-service.ts';
import { mailServer, type MailServer } from './mail-store.ts';
import { isMailAddress, mailOf, oneLine } from './mail-text.ts';
import { deliverAgain, sendTest } from './service.ts';
import { insertDeliveries, listDeliveries, subscription } from './store.ts';
import { SmtpProcess, type SmtpWish } from './testing/smtp-process.ts';

const host = 'mail.example.test';
const user = 'eucora';
const spoken = 'spoken to the server alone';
const sender = 'eucora@example.test';

let postgres: TestDatabase;
let folder: string;
let files: { cert: string; key: string };
let deliverer: Deliverer;
let nowMs = Date.parse('2026-11-25T12:00:00Z');
let resolvesTo = '127.0.0.1';
const now = (): Date => new Date(nowMs);
const kept = new Map<string, Uint8Array>();
const secrets: Pick<SecretStore, 'put' | 'remove' | 'accepted'> = {
  put: (_tx, { name, value }) => Promise.resolve(kept.set(name, value).size),
  remove: (_tx, name) => Promise.resolve(kept.delete(name)),
  accepted: (_db, name) => {
    const value = kept.get(name);
    const version = { name, version: 1, createdAt: now(), acceptedUntil: null };
    return Promise.resolve(value === undefined ? [] : [{ ...version, value }]);
  },
};
const lookup = (): Promise<string[]> => Promise.resolve([resolvesTo]);
const outbound = new Outbound({ allow: ['127.0.0.1'], lookup, timeoutMs: 2_000 });
const deps = () => ({ db: postgres.db, now, secrets, outbound });

beforeAll(async () => {
  postgres = await startTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'eucora-mail-'));
  files = { cert: join(folder, 'cert'), key: join(folder, 'key') };
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const out = ['-days', '2', '-keyout', files.key, '-out', files.cert];
  execFileSync('openssl', [...kind, ...out, ...subject], { stdio: 'ignore' });
  const deliveries = new Counter({
    name: 'tries',
    help: 'tries',
    labelNames: ['result'],
    registers: [new Registry()],
  });
  const rest = { random: () => 0, logger: silent, deliveries };
  const mailCa = readFileSync(files.cert, 'utf8');
  deliverer = new Deliverer({ ...deps(), ...rest, mailCa }, () => {});
});
afterAll(async () => {
  await deliverer[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  resolvesTo = '127.0.0.1';
  kept.clear();
  await postgres.db.query('DELETE FROM notifications.subscriptions');
  await postgres.db.query('DELETE FROM notifications.mail_server');
});

const start = (wish: Partial<SmtpWish> = {}) =>
  SmtpProcess.start({ ...files, user, password: spoken, ...wish });
const set = (port: number, fields: Partial<MailServer & { password: string }> = {}) => {
  const server = { host, port, security: 'starttls', sender, username: user } as const;
  return setMailServer(deps(), { ...server, password: spoken, ...fields }, 'anna');
};
async function target(...recipients: string[]): Promise<string> {
  return (await createMailTarget(deps(), { name: 'On call', recipients }, 'anna')).id;
}
async function deliverAll(): Promise<void> {
  while ((await deliverer.turn()) > 0) await deliverer.idle();
}
const sent = (id: string) => listDeliveries(postgres.db, id, null, 50);

test('a mail arrives once, encrypted, by name and password', async () => {
  for (const secure of [false, true]) {
    await using smtp = await start({ secure });
    await set(smtp.port, { security: secure ? 'tls' : 'starttls' });
    const id = await target('anna@example.org', 'otto@example.org');
    await sendTest(deps(), id, 'anna', 'mail');
    await deliverAll();
    const [first] = await sent(id);
    expect(first).toMatchObject({ state: 'delivered', attempts: 1, lastError: null });
    await deliverAll();
    expect(smtp.mails).toMatchObject([
      { to: ['anna@example.org', 'otto@example.org'], secure: true, user },
    ]);
    const { raw } = smtp.mails[0]!;
    expect(raw).toContain(`From: ${sender}\r\n`);
    expect(raw).toContain('Subject: EUCORA edge: a test\r\n');
    expect(raw).toContain(`Message-ID: <delivery-${first!.id}@example.test>\r\n`);
    expect(raw).toContain('Auto-Submitted: auto-generated\r\n');
    await deliverAgain(deps(), id, first!.id, 'anna', 'mail');
    await deliverAll();
    expect(smtp.mails.length).toBe(2);
  }
});

test('a server that is away for weeks loses nothing', async () => {
  const smtp = await start();
  const { port } = smtp;
  await set(port);
  const id = await target('anna@example.org');
  await smtp[Symbol.asyncDispose]();
  await sendTest(deps(), id, 'anna', 'mail');
  await deliverAll();
  const nextMs: number[] = [];
  for (let i = 0; i < 9; i += 1) {
    const { nextAt } = (await sent(id)).at(-1)!;
    nextMs.push(nextAt.getTime() - nowMs);
    nowMs = nextAt.getTime();
    await deliverAll();
  }
  expect(nextMs).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900].map((s) => s * 1_000));
  // However many wait, a server that is away for an hour is asked a few times an hour.
  const tries = async () => (await sent(id)).reduce((sum, { attempts }) => sum + attempts, 0);
  const triesBefore = await tries();
  const event = { type: 'mail_target.test' };
  const twenty = Array.from({ length: 20 }, () => ({ subscriptionId: id, position: null, event }));
  await postgres.db.transaction((tx) => insertDeliveries(tx, twenty, now()));
  for (let seconds = 0; seconds < 3_600; seconds += 30) {
    nowMs += 30_000;
    await deliverAll();
  }
  expect((await tries()) - triesBefore).toBeLessThanOrEqual(5);
  nowMs += 8 * 86_400_000;
  await sendTest(deps(), id, 'anna', 'mail');
  await deliverAll();
  const waiting = await sent(id);
  expect(waiting.every(({ state }) => state === 'pending')).toBe(true);
  expect(waiting.at(-1)!.lastError).toContain("can't be reached");
  expect(await subscription(postgres.db, id, 'mail')).toMatchObject({ enabled: true });
  await using back = await start({ port });
  // Setting it again tries at once what waits.
  await set(port);
  await deliverAll();
  expect(back.mails.length).toBe(waiting.length);
  expect(waiting.length).toBe(22);
  expect(await subscription(postgres.db, id, 'mail')).toMatchObject({ failingSince: null });
});

test('without encryption, or with a certificate of another, nothing is said', async () => {
  await using bare = await start({ startTls: false });
  await set(bare.port);
  const id = await target('anna@example.org');
  await sendTest(deps(), id, 'anna', 'mail');
  await deliverAll();
  const [refused] = await sent(id);
  expect(refused).toMatchObject({ state: 'pending', attempts: 1 });
  expect(bare.asked).toEqual([]);
  await using other = await start();
  await set(other.port, { host: 'other.example.test' });
  await deliverAll();
  expect((await sent(id))[0]).toMatchObject({ state: 'pending', attempts: 2 });
  expect(other.asked).toEqual([]);
  // Told to do without, it does: without a password, and to an allowed host alone.
  await expect(set(bare.port, { security: 'none' })).rejects.toMatchObject({
    code: 'password_in_the_clear',
  });
  await using open = await start({ startTls: false, user: '' });
  await set(open.port, { security: 'none', username: '' });
  await deliverAll();
  expect(open.mails).toMatchObject([{ secure: false, user: null }]);
  const strict = {
    ...deps(),
    outbound: new Outbound({ allow: [], lookup: async () => ['1.1.1.1'] }),
  };
  const plain = { host, port: 25, security: 'none', sender, username: '' } as const;
  await expect(setMailServer(strict, plain, 'anna')).rejects.toMatchObject({
    code: 'outbound_refused',
  });
});

test('the hub’s own network is no mail server, neither now nor when its name moves there', async () => {
  await using smtp = await start();
  resolvesTo = '10.0.0.7';
  await expect(set(25)).rejects.toMatchObject({ code: 'outbound_refused' });
  resolvesTo = '127.0.0.1';
  await set(smtp.port);
  const id = await target('anna@example.org');
  await sendTest(deps(), id, 'anna', 'mail');
  resolvesTo = '10.0.0.7';
  await deliverAll();
  expect((await sent(id))[0]).toMatchObject({
    state: 'pending',
    lastError: expect.stringContaining('10.0.0.7, a private address'),
  });
});

test('the password is in no answer, record or error, and follows no other server', async () => {
  await using smtp = await start({ password: 'another' });
  const answer = await set(smtp.port);
  const id = await target('anna@example.org');
  await sendTest(deps(), id, 'anna', 'mail');
  await deliverAll();
  expect(smtp.asked).toEqual(['auth']);
  const [failed] = await sent(id);
  expect(failed).toMatchObject({
    state: 'pending',
    lastError: expect.stringContaining('password'),
  });
  const { rows } = await postgres.db.query(`SELECT detail::text FROM audit.entries`);
  const told = JSON.stringify([answer, failed, rows, await mailServer(postgres.db)]);
  expect(told).toContain('mail.example.test');
  expect(told).not.toContain(spoken);
  expect(told).toContain('a…@example.org');
  expect(told).not.toContain('anna@example.org');
  // Without a password the one so far stays for this server, and goes with it.
  const fields = { security: 'starttls', sender, username: user } as const;
  await setMailServer(deps(), { ...fields, host, port: 26 }, 'anna');
  expect(kept.has(passwordName)).toBe(true);
  await setMailServer(deps(), { ...fields, host: 'elsewhere.test', port: 26 }, 'anna');
  expect(kept.has(passwordName)).toBe(false);
  await set(smtp.port);
  await removeMailServer(deps(), 'anna');
  expect(kept.has(passwordName)).toBe(false);
});

test('a mailbox that there is not ends its mail; one that is full is tried again', async () => {
  await using smtp = await start();
  await set(smtp.port);
  const [never, later, some] = await Promise.all([
    target('nobody@example.org'),
    target('later@example.org'),
    target('anna@example.org', 'nobody@example.org'),
  ]);
  for (const id of [never, later, some]) await sendTest(deps(), id, 'anna', 'mail');
  await deliverAll();
  expect((await sent(never))[0]).toMatchObject({
    state: 'dead',
    lastError: expect.stringContaining('550'),
  });
  expect((await sent(later))[0]).toMatchObject({ state: 'pending', attempts: 1 });
  // Whoever could be told was, and is not told twice for the sake of the other.
  expect((await sent(some))[0]).toMatchObject({
    state: 'delivered',
    lastError: 'refused: nobody@example.org',
  });
});

test('attack: header injection by addresses, names and what alerts say', async () => {
  const bad = 'a@b.org\r\nBcc: eve@evil.test';
  for (const address of [
    bad,
    'a@b.org, c@d.org',
    'Anna <a@b.org>',
    'a@b.org\n',
    'a b@c.org',
    '@b',
  ]) {
    expect(isMailAddress(address)).toBe(false);
    await expect(target(address)).rejects.toMatchObject({ code: 'bad_address' });
  }
  const id = await target('anna@example.org');
  await expect(changeMailTarget(deps(), id, { recipients: [bad] }, 'eve')).rejects.toThrow('plain');
  await expect(set(25, { sender: bad })).rejects.toThrow('sender');
  await expect(set(25, { username: 'x\r\nMAIL FROM' })).rejects.toThrow('one line');
  await using smtp = await start();
  await set(smtp.port);
  const item = {
    severity: 'critical',
    detail: '',
    since: 'now',
    title: 'x\r\nBcc: eve@evil.test\r\n\r\n.',
  };
  const event = { type: 'alert', rule: { name: 'r' }, opened: [item], repeated: [], ended: [] };
  await postgres.db.transaction((tx) =>
    insertDeliveries(tx, [{ subscriptionId: id, position: null, event }], now()),
  );
  await deliverAll();
  expect(smtp.mails.map(({ to }) => to)).toEqual([['anna@example.org']]);
  const [head = ''] = smtp.mails[0]!.raw.split('\r\n\r\n');
  expect(head).not.toMatch(/^bcc/im);
  expect(head).toContain('Subject: EUCORA edge: critical: x Bcc: eve@evil.test .');
});

test('texts are one line each, and a message of many says how many', () => {
  expect(oneLine('a\u0000b\u2028c\u202Ed\te')).toBe('a b c d e');
  expect(oneLine('x'.repeat(300)).length).toBe(200);
  const item = { severity: 'warning', title: 'hq is offline', detail: 'why', since: 't' };
  const event = {
    type: 'alert',
    rule: { name: 'Night' },
    opened: [item, item],
    ended: [item],
    counts: { opened: 9, repeated: 0, ended: 1 },
    omitted: 7,
  };
  const { subject, text } = mailOf(event, 'https://hub.example/');
  expect(subject).toBe('EUCORA edge: 9 new, 1 ended');
  expect(text).toContain('New:\n- warning: hq is offline\n  why\n  since t');
  expect(text.endsWith('Rule: Night\n\nhttps://hub.example/')).toBe(true);
});
