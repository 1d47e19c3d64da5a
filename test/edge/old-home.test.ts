import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  openRelayRequest,
  relayIdOf,
  sealSiteCertificate,
} from '@eucora/protocol';
import { readConfig, startRelay, type Relay } from '@eucora/site-relay';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PkiHub } from '../attacks/secured-site.ts';
import { programOf, run, type Outcome } from '../kit/command.ts';
import { inheritedEnvironment } from '../kit/config.ts';
import { until } from '../kit/until.ts';
import { siteCommand } from './site.ts';

// An agent whose home is from before its site had certificates: it signs in by the nkey that all
// devices shared then. When the site's relay gets certificates, it is told what to do, and does it.

const stack = new Set<() => Promise<unknown>>();
let directory: string;
let hub: PkiHub;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'eucora-old-home-'));
  hub = await PkiHub.create();
});
afterEach(async () => {
  for (const end of [...stack].toReversed()) await end();
  stack.clear();
  await rm(directory, { recursive: true, force: true });
});

const relayEnv = (): Record<string, string> => ({
  ...inheritedEnvironment(),
  EUCORA_RELAY_HOME: join(directory, 'relay'),
  EUCORA_LOG_LEVEL: 'silent',
});
const agentEnv = (): Record<string, string> => ({
  ...inheritedEnvironment(),
  EUCORA_AGENT_HOME: join(directory, 'agent'),
  EUCORA_AGENT_KEYS: join(directory, 'agent-keys'),
  EUCORA_AGENT_RECONNECT_SECONDS: '1',
  EUCORA_LOG_LEVEL: 'error',
});

/** The answer of a hub of before: it certifies the relay's key and nothing else. */
function plainCertificate(request: Uint8Array): Uint8Array {
  const { site, publicKey, boxPublic } = openRelayRequest(request);
  const credential = {
    site,
    siteClass: 'online',
    relayId: relayIdOf(publicKey),
    relayPublic: publicKey,
    relayBoxPublic: boxPublic,
    hubPublic: hub.key.publicKey.raw,
    hubBoxPublic: generateBoxKeyPair().publicKey,
    issuedMs: Date.now(),
  } as const;
  return sealSiteCertificate(credential, hub.key);
}

async function admit(certificate: Uint8Array): Promise<void> {
  const file = join(directory, 'certificate');
  await writeFile(file, certificate);
  await siteCommand(['admit', '--certificate', file], relayEnv());
}

async function startSite(): Promise<{ relay: Relay; stop: () => Promise<void> }> {
  const relay = await startRelay(readConfig(relayEnv()));
  const stop = async (): Promise<void> => {
    if (stack.delete(stop)) await relay[Symbol.asyncDispose]();
  };
  stack.add(stop);
  return { relay, stop };
}

async function enrol(): Promise<Outcome> {
  const ticket = join(directory, 'ticket');
  await writeFile(ticket, await siteCommand(['ticket', 'create'], relayEnv()));
  const args = [programOf('endpoint-agent'), 'enroll', '--ticket', ticket];
  return run(process.execPath, args, { env: agentEnv() });
}

interface RunningAgent {
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}
function startAgent(): RunningAgent {
  const args = [programOf('endpoint-agent'), 'run'];
  const child: ChildProcess = spawn(process.execPath, args, { env: agentEnv() });
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += String(chunk);
  });
  const exit = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (!stack.delete(stop)) return;
    child.kill('SIGTERM');
    await exit;
  };
  stack.add(stop);
  return { said: () => text, stop };
}
const heldBy = (relay: Relay): number =>
  Math.max(0, ...Object.values(relay.journals.current.heads).map(({ position }) => position));

test('an agent of before is told to enrol when its site has certificates, and goes on as the same device', async () => {
  await siteCommand(['init', '--site', 'hq'], relayEnv());
  const request = await readFile(join(directory, 'relay', 'relay-request'));
  await admit(plainCertificate(request));
  const before = await startSite();
  const first = await enrol();
  expect(first).toMatchObject({ code: 0 });
  const old = startAgent();
  await until('the journal holds a batch', () => heldBy(before.relay) > 0, { withinMs: 60_000 });
  await before.stop();

  // The operator has the hub admit the same relay again, as it is told to; the agent runs on.
  await admit(await hub.certify(request, 'online'));
  const after = await startSite();
  const known = heldBy(after.relay);
  const remedy = /does not let this machine in as it was enrolled: .*enroll --ticket FILE/;
  await until('it says what to do', () => remedy.test(old.said()), { withinMs: 60_000 });
  expect(old.said().match(/as it was enrolled/g)).toHaveLength(1);
  await old.stop();
  const args = [programOf('endpoint-agent'), 'status'];
  const status = await run(process.execPath, args, { env: agentEnv() });
  expect(status.stdout).toMatch(new RegExp(`trouble    .*${remedy.source}`));

  const again = await enrol();
  expect(again).toMatchObject({ code: 0, stdout: first.stdout });
  const renewed = startAgent();
  await until('the journal goes on', () => heldBy(after.relay) > known, { withinMs: 60_000 });
  await renewed.stop();
  expect(renewed.said()).not.toMatch(remedy);
}, 240_000);
