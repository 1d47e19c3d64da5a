import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'minio';
import { freePort } from '../../platform/testing.ts';
import type { S3Options } from '../s3-packs.ts';

/*
 * A real S3 server for tests: Ceph's RADOS gateway over one monitor and one OSD that keeps objects
 * in memory, on the loopback interface. Debian: ceph-mon ceph-osd radosgw ceph-common.
 */
const programs = ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph', 'ceph-authtool', 'monmaptool'];
const run = promisify(execFile);
const accessKey = 'EUCORATEST';
const secretKey = 'EUCORATESTSECRET';

export interface TestObjectStore extends AsyncDisposable {
  /** Options for a bucket of its own, which is made. */
  bucket(name: string): Promise<Omit<S3Options, 'spoolDir'>>;
  readonly client: Client;
}

/** Why there can be no object store on this machine; undefined: there can. */
export async function objectStoreMissing(): Promise<string | undefined> {
  const found = await Promise.all(
    programs.map((name) =>
      run('which', [name]).then(
        () => undefined,
        () => name,
      ),
    ),
  );
  const missing = found.filter((name) => name !== undefined);
  if (missing.length === 0) return undefined;
  return (
    `${missing.join(', ')} missing: apt-get install --no-install-recommends ` +
    'ceph-mon ceph-osd radosgw ceph-common'
  );
}

/** Starts one; takes about 15 s. */
export async function startObjectStore(): Promise<TestObjectStore> {
  const dir = await mkdtemp(join(tmpdir(), 'eucora-ceph-'));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rm(dir, { recursive: true, force: true }));
  try {
    const port = await cluster(dir, stack);
    const endpoint = new URL(`http://127.0.0.1:${port}`);
    const place = { endPoint: '127.0.0.1', port, useSSL: false, accessKey, secretKey };
    const client = new Client({ ...place, pathStyle: true, region: 'us-east-1' });
    return {
      client,
      async bucket(name) {
        await client.makeBucket(name);
        const common = { endpoint, region: 'us-east-1', accessKey, secretKey };
        return { ...common, bucket: name, prefix: 'packs/' };
      },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** Monitor, OSD and gateway in the order in which each needs the one before; gives the port. */
async function cluster(dir: string, stack: AsyncDisposableStack): Promise<number> {
  const [monitor, port] = [await freePort(), await freePort()];
  const id = randomUUID();
  await writeFile(join(dir, 'ceph.conf'), configOf(dir, id, monitor, port));
  for (const name of ['mon', 'osd', 'log', 'run']) await mkdir(join(dir, name));
  const keyring = join(dir, 'keyring');
  const monmap = join(dir, 'monmap');
  const conf = ['-c', join(dir, 'ceph.conf')];
  const key = (...args: string[]) => run('ceph-authtool', [keyring, '--gen-key', ...args]);
  await key('--create-keyring', '-n', 'mon.', '--cap', 'mon', 'allow *');
  const all = ['mon', 'osd', 'mgr'].flatMap((who) => ['--cap', who, 'allow *']);
  await key('-n', 'client.admin', ...all);
  const osdCaps = ['--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *'];
  await key('-n', 'osd.0', ...osdCaps);
  const at = `127.0.0.1:${monitor}`;
  await run('monmaptool', ['--create', '--add', 'a', at, '--fsid', id, monmap]);
  const made = ['--mkfs', '--monmap', monmap, '--keyring', keyring];
  await run('ceph-mon', [...conf, '-i', 'a', ...made]);
  stack.use(daemon(dir, 'ceph-mon', [...conf, '-i', 'a']));
  const osd = randomUUID();
  const wait = { timeout: 30_000 };
  const number = (await run('ceph', [...conf, 'osd', 'new', osd], wait)).stdout.trim();
  await run('ceph-osd', [...conf, '-i', number, '--mkfs', '--osd-uuid', osd]);
  stack.use(daemon(dir, 'ceph-osd', [...conf, '-i', number]));
  stack.use(daemon(dir, 'radosgw', [...conf, '-n', 'client.admin']));
  await answers(port);
  const user = ['user', 'create', '--uid', 'eucora', '--display-name', 'eucora'];
  const keys = ['--access-key', accessKey, '--secret-key', secretKey];
  await run('radosgw-admin', [...conf, ...user, ...keys], { timeout: 60_000 });
  return port;
}

function configOf(dir: string, id: string, monitor: number, port: number): string {
  return `[global]
fsid = ${id}
mon initial members = a
mon host = 127.0.0.1:${monitor}
keyring = ${dir}/keyring
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
log file = ${dir}/log/$name.log
admin socket = ${dir}/run/$name.asok
run dir = ${dir}/run
[mon]
mon data = ${dir}/mon
[osd]
osd data = ${dir}/osd
osd objectstore = memstore
memstore device bytes = 2147483648
[client.admin]
rgw frontends = beast endpoint=127.0.0.1:${port}
`;
}

function daemon(dir: string, program: string, args: string[]): AsyncDisposable {
  const log = openSync(join(dir, 'log', `${program}.out`), 'a');
  const child = spawn(program, [...args, '-f'], { stdio: ['ignore', log, log] });
  closeSync(log);
  return {
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL'); // it keeps nothing that anybody wants
      await gone;
    },
  };
}

async function answers(port: number): Promise<void> {
  for (const deadline = Date.now() + 60_000; ;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return;
    } catch (cause) {
      if (Date.now() > deadline) throw new Error('radosgw does not come up.', { cause });
      await pause(100);
    }
  }
}
