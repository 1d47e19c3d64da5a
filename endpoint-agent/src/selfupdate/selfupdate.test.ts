import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freshSlots,
  nextSlot,
  writeSlotState,
  type Build,
  type SlotEvent,
} from '@eucora/protocol/self-update';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { relayExecutor } from '../deploy/executors/relay.ts';
import { homeFormatOf, settleHomeFormat } from '../files/home-format.ts';
import { launchPrograms, type Command, type LauncherDoors } from './launcher.ts';
import { SlotStore, type ProgramSource } from './slot-store.ts';
import { stageProgram } from './stage.ts';
import { runOnTrial } from './trial.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'eucora-slots-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A program of a few lines: what it says of itself, and what it does when it is run. */
async function programOf(version: string, run: string, more = {}): Promise<[ProgramSource, Build]> {
  const said = { program: 'eucora-agent', version, homeReadsFrom: 1, homeWrites: 1, ...more };
  const text = `#!/bin/sh\nif [ "$1" = version ]; then echo '${JSON.stringify(said)}'; exit; fi\n${run}\n`;
  const path = join(home, `artifact-${version}`);
  await writeFile(path, text);
  await chmod(path, 0o600);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return [
    { path, offset: 0 },
    { version, sha256, bytes: text.length },
  ];
}

const proves = `printf '{"nonce":"%s","proven":true,"said":"it spoke"}' "$EUCORA_AGENT_TRIAL" > "$HOME_OF_TEST/program/proof"`;
const says = (word: string): string => `echo ${word} >> "$HOME_OF_TEST/starts"`;

async function stage(version: string, run: string, more = {}): Promise<void> {
  const store = await SlotStore.open(home, '1.0');
  await stageProgram({ store, homeFormat: 1 }, ...(await programOf(version, run, more)));
}

/** What a machine does that starts the launcher; the program that takes its place is only told. */
async function boot(more: Partial<LauncherDoors> = {}) {
  const became: Command[] = [];
  const said: string[] = [];
  const code = await launchPrograms({
    store: await SlotStore.open(home, '1.0'),
    installed: { version: '1.0', command: { file: '/usr/bin/eucora-agent', args: ['run'] } },
    environment: (trial) => ({ HOME_OF_TEST: home, EUCORA_AGENT_TRIAL: trial ?? undefined }),
    become: async (command) => {
      became.push(command);
      return 0;
    },
    signal: new AbortController().signal,
    say: (line) => said.push(line),
    endMs: 200,
    ...more,
  });
  return { code, became: became.map(({ file }) => file), said };
}
const starts = async (): Promise<string> => readFile(join(home, 'starts'), 'utf8').catch(() => '');

describe('an update of the agent', () => {
  it('runs the new version on trial, and for good once it has proven itself', async () => {
    await stage('1.1', `${says('trial')}; ${proves}`);
    const slot = join(home, 'program', 'a', 'eucora-agent');
    expect((await boot()).became).toEqual([slot]);
    expect(await starts()).toBe('trial\n');
    expect((await SlotStore.open(home, '1.0')).state).toMatchObject({
      good: { slot: 'a', build: { version: '1.1' } },
      trial: null,
      last: { result: 'confirmed', why: 'it spoke' },
    });
    expect((await boot()).became).toEqual([slot]);
    // The next one goes beside it.
    await stage('1.2', proves);
    expect((await boot()).became).toEqual([join(home, 'program', 'b', 'eucora-agent')]);
    // Another package of the system is meant by whoever installs it.
    const store = await SlotStore.open(home, '2.0');
    const installed = { version: '2.0', command: { file: '/usr/bin/eucora-agent', args: [] } };
    expect((await boot({ store, installed })).became).toEqual(['/usr/bin/eucora-agent']);
  });

  it.each([
    ['falls over', 'exit 3', 'it ended by itself with code 3'],
    ['ends in peace without a word', 'exit 0', 'it ended by itself with code 0'],
    ['proves itself and falls over', `${proves}; exit 1`, 'it ended by itself with code 1'],
    ['shows an old proof', 'true', 'it ended by itself with code 0'],
    ['hangs and hears nothing', `trap '' TERM; exec sleep 60`, 'proved nothing in its time'],
  ])('returns to the last good version after three tries when it %s', async (_, run, why) => {
    await stage('1.1', proves);
    await boot();
    const good = join(home, 'program', 'a', 'eucora-agent');
    await stage('1.2', `${says('bad')}; ${run}`);
    expect((await boot({ overMs: 300 })).became).toEqual([good]);
    expect(await starts()).toBe('bad\nbad\nbad\n');
    const { state } = await SlotStore.open(home, '1.0');
    expect(state).toMatchObject({ trial: null, good: { build: { version: '1.1' } } });
    expect(state.last).toMatchObject({ version: '1.2', result: 'returned' });
    expect(state.last?.why).toContain(why);
    expect((await boot()).became).toEqual([good]);
  });

  it('counts no start that its service manager ended', async () => {
    await stage('1.1', `${says('start')}; exec sleep 60`);
    for (let life = 0; life < 4; life += 1) {
      const stop = AbortSignal.timeout(150);
      expect(await boot({ signal: stop })).toMatchObject({ code: 0, became: [] });
    }
    expect((await SlotStore.open(home, '1.0')).state.trial?.tries).toBe(0);
  });

  it('takes no program that is another, another version, or does not fit the home', async () => {
    const refusal = async (version: string, more: object, format = 1) => {
      const store = await SlotStore.open(home, '1.0');
      const [source, build] = await programOf('1.1', proves, more);
      const staged = stageProgram({ store, homeFormat: format }, source, { ...build, version });
      return staged.catch((error: unknown) => error);
    };
    expect(await refusal('1.1', { program: 'eucora-relay' })).toMatchObject({
      code: 'not_this_program',
    });
    expect(await refusal('1.2', {})).toMatchObject({ code: 'other_version' });
    expect(await refusal('1.1', {}, 2)).toMatchObject({ code: 'home_too_new' });
    expect(await refusal('1.1', { homeReadsFrom: 2, homeWrites: 2 })).toMatchObject({
      code: 'home_too_old',
    });
    expect((await boot()).became).toEqual(['/usr/bin/eucora-agent']);
  });

  it('takes no bytes that nobody signed, nor a program of another machine', async () => {
    const store = await SlotStore.open(home, '1.0');
    const [source, build] = await programOf('1.1', proves);
    const other = { ...build, sha256: '00'.repeat(32) };
    await expect(stageProgram({ store, homeFormat: 1 }, source, other)).rejects.toThrow(
      /was signed/,
    );
    const text = '\u007fELF of a machine that nobody has';
    await writeFile(source.path, text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const foreign = { version: '1.1', sha256, bytes: Buffer.byteLength(text) };
    await expect(stageProgram({ store, homeFormat: 1 }, source, foreign)).rejects.toMatchObject({
      code: 'does_not_start',
    });
    expect(store.state).toMatchObject({ good: null, trial: null });
  });

  it('runs the installed program where a slot was damaged', async () => {
    await stage('1.1', proves);
    await boot();
    await writeFile(join(home, 'program', 'a', 'eucora-agent'), 'rot');
    expect((await boot()).became).toEqual(['/usr/bin/eucora-agent']);
  });
});

describe('an agent on trial', () => {
  const limits = { steadyMs: 20, contactMs: 60 };
  const agentThat = (spoke: boolean, urls: readonly string[], trouble: string | null = null) => ({
    run: (signal: AbortSignal) =>
      new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
    contact: () => ({ spoke, urls, trouble }),
  });
  const proof = async () => (await SlotStore.open(home, '1.0')).proof();
  const forever = new AbortController().signal;
  const settings = { everyMs: 5, limits };

  beforeEach(() => stage('1.1', proves));

  it('leaves its proof when it has spoken, and says so when nobody was there', async () => {
    await runOnTrial(agentThat(true, []), { home, nonce: 'n1', ...settings }, forever);
    expect(await proof()).toMatchObject({ nonce: 'n1', proven: true });
    const nobody = ['nats://127.0.0.1:1', 'no address'];
    await runOnTrial(agentThat(false, nobody), { home, nonce: 'n2', ...settings }, forever);
    expect(await proof()).toMatchObject({
      nonce: 'n2',
      said: expect.stringContaining('nobody listens'),
    });
  });

  it('has not proven itself where somebody listens and does not let it in', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const agent = agentThat(false, [`nats://127.0.0.1:${port}`], 'it was revoked');
    const tried = runOnTrial(agent, { home, nonce: 'n3', ...settings }, forever);
    await expect(tried).rejects.toThrow('it was revoked');
    expect(await proof()).toEqual({ nonce: 'n3', proven: false, said: 'it was revoked' });
    server.close();
  });

  it('leaves no word when it is ended from outside', async () => {
    const agent = agentThat(false, []);
    const patient = { everyMs: 5, limits: { steadyMs: 60_000, contactMs: 60_000 } };
    await runOnTrial(agent, { home, nonce: 'n4', ...patient }, AbortSignal.timeout(10));
    expect(await proof()).toBeNull();
  });
});

describe('the format of a home', () => {
  it('is left alone by a program on trial, and refused by one that is too old for it', async () => {
    const newer = { readsFrom: 1, writes: 3 };
    expect(await settleHomeFormat(home, true, newer)).toBe(1);
    await expect(settleHomeFormat(home, false)).resolves.toBe(1);
    expect(await settleHomeFormat(home, false, newer)).toBe(3);
    expect(await homeFormatOf(home)).toBe(3);
    await expect(settleHomeFormat(home, false)).rejects.toThrow(/newer agent/);
    await expect(settleHomeFormat(home, false, { readsFrom: 4, writes: 4 })).rejects.toThrow(
      /too old/,
    );
  });
});

describe('a relay on this machine', () => {
  /** A tar of one program, as the build makes it. */
  async function archiveOf(version: string): Promise<string> {
    const folder = await mkdtemp(join(home, 'build-'));
    const said = { program: 'eucora-relay', version, homeReadsFrom: 1, homeWrites: 1 };
    await writeFile(join(folder, 'eucora-relay'), `#!/bin/sh\necho '${JSON.stringify(said)}'\n`);
    const file = join(home, `relay-${version}.tar`);
    execFileSync('tar', ['--format=ustar', '-cf', file, '-C', folder, 'eucora-relay']);
    return file;
  }
  const relay = (withinMs = 5_000) => relayExecutor({ home, everyMs: 10, withinMs });
  const fileOf = async (version: string) => ({
    path: await archiveOf(version),
    packageName: 'eucora-relay',
    version,
  });
  const of = { program: 'eucora-relay' } as const;
  /** What its launcher does with a version that waits. */
  async function tries(end: 'proven' | 'failed'): Promise<void> {
    for (;;) {
      const store = await SlotStore.openOf(home, of);
      const nonce = store?.state.trial?.nonce;
      if (!store || nonce === undefined) {
        await new Promise((resolve) => setImmediate(resolve));
        continue;
      }
      const whole = { goodIsWhole: true, trialIsWhole: true };
      const booted = nextSlot(store.state, { kind: 'boot', installed: '1.0', ...whole }).state;
      const event: SlotEvent =
        end === 'proven'
          ? { kind: end, nonce, said: 'it spoke' }
          : { kind: end, why: 'it fell over' };
      const next = nextSlot(booted, event).state;
      return store.write(next.last?.result === 'returned' ? { ...next, trial: null } : next);
    }
  }
  beforeEach(async () => {
    await mkdir(join(home, 'program'));
    await writeFile(join(home, 'program', 'state'), writeSlotState(freshSlots('1.0')));
  });

  it('gets another version by its slots, and what it says of its trial is the outcome', async () => {
    expect(await relay().look('eucora-relay')).toMatchObject({ version: '1.0' });
    const [outcome] = await Promise.all([relay().install(await fileOf('1.1')), tries('proven')]);
    expect(outcome).toEqual({ ok: true, said: 'it spoke' });
    expect(await relay().look('eucora-relay')).toMatchObject({ version: '1.1' });
    const [other] = await Promise.all([relay().install(await fileOf('1.2')), tries('failed')]);
    expect(other).toMatchObject({ ok: false, said: 'it fell over' });
    expect(await relay().look('eucora-relay')).toMatchObject({ version: '1.1' });
  });

  it('has to run below its launcher', async () => {
    const outcome = await relay(20).install(await fileOf('1.1'));
    expect(outcome).toMatchObject({ ok: false, code: 'timed_out' });
    expect(await relay().install(await fileOf('1.2'))).toMatchObject({ code: 'locked' });
    await rm(join(home, 'program'), { recursive: true });
    expect(await relay().look('eucora-relay')).toMatchObject({ state: 'absent' });
    expect(await relay().install(await fileOf('1.2'))).toMatchObject({ code: 'installer_failed' });
  });
});
