import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect as connectSocket, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createUser } from '@nats-io/nkeys';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { devicePermissions, subjects } from '@eucora/protocol';
import { tempDirectory } from './builders.ts';

/** A real nats-server which knows a relay and one device principal, as a relay configures it. */
export interface TestNats extends AsyncDisposable {
  readonly url: string;
  readonly deviceSeed: string;
  connectRelay(): Promise<NatsConnection>;
  connectDevice(): Promise<NatsConnection>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startNats(site: string): Promise<TestNats> {
  await using made = new AsyncDisposableStack();
  const directory = made.use(await tempDirectory());
  const device = createUser();
  const relay = createUser();
  const port = await freePort();
  const config = join(directory.path, 'nats.conf');
  const permissions = JSON.stringify(devicePermissions(site));
  await writeFile(
    config,
    `host: 127.0.0.1\nport: ${port}\nauthorization: { users: [
      { nkey: ${device.getPublicKey()}, permissions: ${permissions} }
      { nkey: ${relay.getPublicKey()} }
    ] }\n`,
  );
  const url = `nats://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const command = 'exec "${EUCORA_NATS_SERVER:-nats-server}" -c "$0"';
    const child = spawn('sh', ['-c', command, config], { stdio: 'ignore' });
    server = child;
    await untilListening(port, child);
  };
  const stop = async (): Promise<void> => {
    const child = server;
    server = null;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  made.defer(stop);
  await start();
  const connectAs = (seed: Uint8Array, inboxPrefix: string): Promise<NatsConnection> =>
    connect({
      servers: url,
      authenticator: nkeyAuthenticator(seed),
      inboxPrefix,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 50,
    });
  const owned = made.move();
  return {
    url,
    deviceSeed: new TextDecoder().decode(device.getSeed()),
    connectRelay: () => connectAs(relay.getSeed(), '_INBOX.relay'),
    connectDevice: () => connectAs(device.getSeed(), subjects.deviceInbox),
    start,
    stop,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) {
      throw new Error('no nats-server: name one in EUCORA_NATS_SERVER, or put it on PATH');
    }
    const socket = connectSocket(port, '127.0.0.1');
    const answered = await Promise.race([
      once(socket, 'data').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (answered) return;
    await delay(25);
  }
  throw new Error('nats-server does not answer');
}
