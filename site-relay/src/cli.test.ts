import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ticketFromText } from '@eucora/protocol';
import { hubKeysOver } from '@eucora/protocol/testing';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../test-kit/journal.ts';
import { DeviceLine, PaperHub, relayEnvironment } from '../test-kit/relay.ts';
import { ScriptedDevice } from '../test-kit/device.ts';
import { runCli } from './cli.ts';

/** Runs a command as a shell would, keeping what it said. */
function shell(home: string) {
  return async (line: string, stop: AbortSignal = AbortSignal.timeout(20_000)) => {
    const said = { out: '', error: '', code: -1 };
    const terminal = {
      out: (text: string) => void (said.out += `${text}\n`),
      error: (text: string) => void (said.error += `${text}\n`),
      stop,
    };
    const env = { ...relayEnvironment(home), EUCORA_LOG_LEVEL: 'silent' };
    said.code = await runCli(line.split(' '), terminal, env);
    return said;
  };
}

describe('the command line', () => {
  test('takes a relay from nothing to serving its first device', async () => {
    await using home = await temporaryDirectory();
    const run = shell(home.path);
    const certificate = join(home.path, 'answer');
    expect(await run('init --site hq')).toMatchObject({ code: 0 });
    const request = await readFile(join(home.path, 'relay-request'));
    await writeFile(certificate, new PaperHub().certify(request));
    expect((await run(`admit --certificate ${certificate}`)).out).toContain('site hq (online)');
    // Twice is as good as once: a start-up script may repeat every step.
    expect(await run('init --site hq')).toMatchObject({ code: 0 });
    expect(await readFile(join(home.path, 'relay-request'))).toEqual(request);
    expect(await run(`admit --certificate ${certificate}`)).toMatchObject({ code: 0 });

    const out = join(home.path, 'ticket');
    expect(await run(`ticket create --uses 2 --out ${out}`)).toMatchObject({ code: 0 });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const ticket = ticketFromText(await readFile(out, 'utf8'));

    const stop = new AbortController();
    const served = run('run', stop.signal);
    await expect.poll(() => run('status').then(({ code }) => code), { timeout: 15_000 }).toBe(0);
    const device = new ScriptedDevice();
    {
      await using line = await DeviceLine.open(ticket);
      expect(await line.enrol(device)).not.toHaveProperty('refused');
      expect(await line.hand(device.cut())).toMatchObject({ refused: '' });
    }
    const status = JSON.parse((await run('status --json')).out) as { devices: { total: number } };
    expect(status.devices.total).toBe(1);
    stop.abort();
    expect(await served).toMatchObject({ code: 0, error: '' });

    const verified = await run('journal verify --json');
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.out)).toMatchObject({ ok: true, journals: [{ devices: 1 }] });
    expect((await run('status')).error).toContain('no relay runs');
  });

  test('names damage by file, bytes and range, and answers 3', async () => {
    await using home = await temporaryDirectory();
    const run = shell(home.path);
    await run('init --site hq');
    const certificate = join(home.path, 'answer');
    await writeFile(
      certificate,
      new PaperHub().certify(await readFile(join(home.path, 'relay-request'))),
    );
    await run(`admit --certificate ${certificate}`);
    const stop = new AbortController();
    const served = run('run', stop.signal);
    await expect.poll(() => run('status').then(({ code }) => code), { timeout: 15_000 }).toBe(0);
    stop.abort();
    await served;
    const journal = JSON.parse((await run('journal verify --json')).out) as {
      journals: { incarnation: string }[];
    };
    const directory = join(home.path, 'journal', `0001-${journal.journals[0]?.incarnation}`);
    const [name = ''] = await readdir(directory);
    const bytes = await readFile(join(directory, name));
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(join(directory, name), bytes);
    const found = await run('journal verify');
    expect(found.code).toBe(3);
    expect(found.out).toMatch(/damaged: .*wal-00000001.* bytes 32-\d+/);
  });

  test('answers a mistake with one sentence and no stack', async () => {
    await using home = await temporaryDirectory();
    const run = shell(home.path);
    for (const line of ['run', 'status', 'journal verify', 'ticket create']) {
      const { code, error } = await run(line);
      expect(code).toBe(1);
      expect(error).toMatch(/^eucora-relay: .*`eucora-relay init --site SITE` first\n$/);
    }
    expect((await run('init --site No_Such!')).error).toContain("can't name a site");
    await run('init --site hq');
    expect((await run('init --site other')).error).toContain('already belongs to site hq');
    expect((await run('admit --certificate /nowhere')).error).toContain('cannot be read (ENOENT)');
    expect((await run('ticket create --uses 0')).error).toContain('--uses must be');
    expect(await run('frobnicate')).toMatchObject({ code: 2 });
    expect(await run('status --frobnicate')).toMatchObject({ code: 2 });
    expect(await run('help')).toMatchObject({ code: 0, error: '' });
  });

  test('does not take a certificate of another hub for this one, but one by its next key', async () => {
    await using home = await temporaryDirectory();
    const run = shell(home.path);
    await run('init --site hq');
    const request = await readFile(join(home.path, 'relay-request'));
    const file = join(home.path, 'answer');
    const [hub, later] = [new PaperHub(), new PaperHub()];
    await writeFile(file, hub.certify(request));
    await run(`admit --certificate ${file}`);
    await writeFile(file, later.certify(request));
    expect((await run(`admit --certificate ${file}`)).error).toContain('not by a key of the hub');
    // With the keys carried first it is the same hub, and a rotation later.
    const keys = join(home.path, 'keys-document');
    await writeFile(keys, hubKeysOver(hub.key, later.key).bytes);
    expect((await run(`document take --file ${keys}`)).out).toContain('it signs with number 2');
    expect(await run(`admit --certificate ${file}`)).toMatchObject({ code: 0, error: '' });
    await writeFile(file, new PaperHub().certify(request));
    expect((await run(`admit --certificate ${file}`)).error).toContain('not by a key of the hub');
  });
});
