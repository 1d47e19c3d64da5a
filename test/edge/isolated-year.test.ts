import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createAgent,
  enroll,
  readAgentConfig,
  silentLogger,
  tlsPath,
  TlsStore,
  type Agent,
  type Collector,
} from '@eucora/endpoint-agent/testing';
import { materialOf } from '@eucora/endpoint-agent';
import { subjects, ticketToText } from '@eucora/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SecuredSite } from '../attacks/secured-site.ts';
import { until } from '../kit/until.ts';

// A site whose hub is never there, for a year: a relay with its nats-server and the agent itself,
// from its enrolment to its revocation. Only the days pass by hand.

const notLetIn = /authorization/i;

/** Something to say, which goes at once. */
const talkative: Collector = {
  name: 'talkative',
  everyMs: 200,
  budget: { cpuMs: 1_000, wallMs: 10_000 },
  collect: () =>
    Promise.resolve({
      items: 1,
      events: [{ kind: 'security', code: 'still_here', severity: 'info', detail: null }],
    }),
};

let site: SecuredSite;
let home: string;
let agent: { readonly stop: () => Promise<void> } | undefined;
const refusals: string[] = [];
beforeEach(async () => {
  site = await SecuredSite.start();
  home = await mkdtemp(join(tmpdir(), 'eucora-year-'));
});
afterEach(async () => {
  await agent?.stop();
  await site[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

const config = () =>
  readAgentConfig(
    { home: join(home, 'agent'), keys: join(home, 'keys') },
    { EUCORA_AGENT_RECONNECT_SECONDS: '1' },
  );

async function start(): Promise<void> {
  const logger = {
    ...silentLogger,
    error: (fields: object) => void ('code' in fields && refusals.push(String(fields.code))),
  };
  const overrides = { collectors: [talkative], logger, clock: site.clock };
  const made: Agent = await createAgent(config(), overrides);
  const ending = new AbortController();
  const running = made.run(ending.signal);
  agent = {
    stop: async () => {
      agent = undefined;
      ending.abort();
      await running;
      await made[Symbol.asyncDispose]();
    },
  };
}

const identity = async () => (await TlsStore.open(tlsPath(join(home, 'agent')))).identity;
const leafNow = async (): Promise<string> =>
  Buffer.from((await identity())?.leaf ?? []).toString('hex');
const journalled = (): number =>
  Math.max(0, ...Object.values(site.relay.journals.current.heads).map((head) => head.position));

async function untilHeard(): Promise<void> {
  const before = journalled();
  await until('the relay journals what it says', () => journalled() > before);
}
/** Waits for another certificate than the one before, and for the device to be heard with it. */
async function untilRenewed(before: string): Promise<void> {
  await until('it has its next certificate', async () => (await leafNow()) !== before);
  await untilHeard();
}

test('an agent is enrolled, renews its certificates for a year, and is put out when it is revoked', async () => {
  const ticket = join(home, 'ticket');
  await writeFile(ticket, ticketToText(await site.ticket()));
  const [, id = ''] =
    /^enrolled at site hq as device (\w+)$/.exec(await enroll(config(), ticket)) ?? [];
  await start();
  await untilHeard();

  // Thirty days on, while it is connected: the server does not keep it, nor let it in again as it was.
  const first = await leafNow();
  site.pass(31);
  await site.carry(site.hub.revoke('hq', []));
  await untilRenewed(first);

  // It was off for three weeks, and its certificate is due when it starts.
  const second = await leafNow();
  await agent?.stop();
  site.pass(21);
  await start();
  await untilRenewed(second);

  // It was off for the rest of the year; nothing that it holds is let in any more.
  const third = await leafNow();
  const old = (await identity())!;
  await agent?.stop();
  site.pass(320);
  await expect(site.connectWith(materialOf(old), subjects.inboxOf(id))).rejects.toThrow(notLetIn);
  await start();
  await untilRenewed(third);
  expect(refusals).toEqual([]);

  const last = await leafNow();
  expect(await site.carry(site.hub.revoke('hq', [id]))).toMatch(/1 devices/);
  await until('its renewal is refused', () => refusals.includes('revoked'));
  expect(await leafNow()).toBe(last);
  const held = (await identity())!;
  await expect(site.connectWith(materialOf(held), subjects.inboxOf(id))).rejects.toThrow(notLetIn);
}, 180_000);
