import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { programOf, run, type Outcome } from '../kit/command.ts';
import { inheritedEnvironment } from '../kit/config.ts';
import { makeSitePki, type PkiFiles } from '../kit/site-pki.ts';
import { until } from '../kit/until.ts';
import { startSite, tlsEnvironment, type TestSite } from './site.ts';

describe('a site whose devices connect with certificates', () => {
  let site: TestSite;
  let files: PkiFiles;

  beforeEach(async () => {
    site = await startSite({ tls: true });
    if (!site.pki) throw new Error('the site has no certificates');
    files = site.pki.device;
  });
  afterEach(() => site[Symbol.asyncDispose]());

  function environment(tls: PkiFiles | null): Record<string, string> {
    return {
      EUCORA_AGENT_HOME: join(site.directory, 'agent'),
      EUCORA_AGENT_KEYS: join(site.directory, 'agent-keys'),
      ...(tls && tlsEnvironment('EUCORA_AGENT', tls)),
    };
  }

  async function enrol(tls: PkiFiles | null): Promise<Outcome> {
    const ticket = join(site.directory, 'ticket');
    await writeFile(ticket, await site.ticketText());
    const args = [programOf('endpoint-agent'), 'enroll', '--ticket', ticket];
    return run(process.execPath, args, { env: environment(tls) });
  }

  /** True when the server lets somebody with this version of TLS and this certificate ask. */
  async function isLetIn(version: 'TLSv1.2' | 'TLSv1.3', cert?: string): Promise<boolean> {
    const socket = connectSocket(Number(new URL(site.relay.natsUrl).port), '127.0.0.1');
    await once(socket, 'data');
    const secured = connectTls({
      socket,
      host: '127.0.0.1',
      ca: await readFile(files.authority),
      minVersion: version,
      maxVersion: version,
      ...(cert !== undefined && { cert, key: await readFile(files.key) }),
    });
    secured.write('CONNECT {"verbose":false,"tls_required":true}\r\nPING\r\n');
    return new Promise((resolve) => {
      // Without a known nkey nobody gets further than this, but the server has read it.
      secured.on('data', (bytes) => resolve(bytes.includes('Authorization Violation')));
      secured.on('error', () => resolve(false));
      secured.on('close', () => resolve(false));
    });
  }

  test('enrols an agent that has one, and carries what it says to the journal', async () => {
    const enrolled = await enrol(files);
    expect(enrolled).toMatchObject({ code: 0, stderr: '' });
    const agent = spawn(process.execPath, [programOf('endpoint-agent'), 'run'], {
      env: { ...inheritedEnvironment(), ...environment(files), EUCORA_LOG_LEVEL: 'silent' },
      stdio: 'ignore',
    });
    try {
      const heads = () => Object.values(site.relay.journals.current.heads);
      await until('the journal holds a batch', () => heads().some((head) => head.position > 0));
    } finally {
      agent.kill('SIGTERM');
      await once(agent, 'exit');
    }
  });

  test('hears nobody without a certificate, or with one of another authority', async () => {
    const without = await enrol(null);
    expect(without.code).not.toBe(0);
    expect(without.stderr).toContain('no relay answers');
    const foreign = await makeSitePki(join(site.directory, 'foreign'), 'hq');
    const strange = { ...foreign.device, authority: files.authority };
    expect((await enrol(strange)).code).not.toBe(0);
    // The other way round: an agent does not believe a relay of another authority.
    expect((await enrol({ ...files, authority: foreign.device.authority })).code).not.toBe(0);
  });

  test('speaks TLS 1.3 and nothing older', async () => {
    const own = await readFile(files.certificate, 'utf8');
    const [other] = site.pki?.more(['ab'.repeat(16)]) ?? [];
    expect(await isLetIn('TLSv1.3', own)).toBe(true);
    expect(await isLetIn('TLSv1.3', other)).toBe(true);
    expect(await isLetIn('TLSv1.3')).toBe(false);
    expect(await isLetIn('TLSv1.2', own)).toBe(false);
  });

  test('a relay that was given another certificate replaces its server, and refuses a broken one', async () => {
    const renewed = await makeSitePki(join(site.directory, 'renewed'), 'hq');
    for (const part of ['certificate', 'key', 'authority'] as const) {
      const target = site.pki?.relay[part] ?? '';
      await writeFile(target, await readFile(renewed.relay[part]));
    }
    await site.restart();
    expect(await enrol(renewed.device)).toMatchObject({ code: 0 });
    await writeFile(site.pki?.relay.certificate ?? '', 'nothing');
    await expect(site.restart()).rejects.toThrow(/relay\.pem holds no certificate/);
  });
});
