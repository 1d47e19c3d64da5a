import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextSlot } from '@eucora/protocol/self-update';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { homeFormatOf, settleHomeFormat } from '../home/format.ts';
import { launchPrograms, type Command } from './launcher.ts';
import { SlotStore } from './slot-store.ts';
import { awaitUpdate, judgeRelay, leaveProof } from './trial.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'eucora-relay-slots-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** What the machine's agent does when it was told of another version. */
async function stage(text: string): Promise<void> {
  const store = await SlotStore.open(home, '1.0');
  const path = store.programOf('a');
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text, { mode: 0o700 });
  const sha256 = createHash('sha256').update(text).digest('hex');
  const build = { version: '1.1', sha256, bytes: text.length };
  await store.write(nextSlot(store.state, { kind: 'staged', build, nonce: 'n' }).state);
}

async function boot(): Promise<string[]> {
  const became: Command[] = [];
  await launchPrograms({
    store: await SlotStore.open(home, '1.0'),
    installed: { version: '1.0', command: { file: 'installed', args: [] } },
    environment: (trial) => ({ PLACE: home, NONCE: trial ?? undefined }),
    become: async (command) => {
      became.push(command);
      return 0;
    },
    signal: new AbortController().signal,
    say: () => undefined,
  });
  return became.map(({ file }) => file);
}

describe('an update of the relay', () => {
  it('runs on trial, and for good once it has proven itself', async () => {
    const proof = String.raw`printf '{"nonce":"%s","proven":true,"said":"it spoke"}' "$NONCE"`;
    await stage(`#!/bin/sh\n${proof} > "$PLACE/program/proof"\n`);
    await awaitUpdate(home, AbortSignal.timeout(5_000), 5); // a relay at work hears of it
    expect(await boot()).toEqual([join(home, 'program', 'a', 'eucora-relay')]);
    const { state } = await SlotStore.open(home, '1.0');
    expect(state).toMatchObject({ trial: null, last: { result: 'confirmed', why: 'it spoke' } });
  });

  it('goes back to the installed program when it does not', async () => {
    await stage('#!/bin/sh\nexit 4\n');
    expect(await boot()).toEqual(['installed']);
    const { state } = await SlotStore.open(home, '1.0');
    expect(state).toMatchObject({ good: null, trial: null, last: { result: 'returned' } });
    expect(state.last?.why).toContain('code 4');
  });
});

describe('a relay on trial', () => {
  const fast = { everyMs: 5, limits: { steadyMs: 10, contactMs: 40 } };
  const forever = new AbortController().signal;

  it('proves itself by its hub, without a wire, or where no hub is', async () => {
    const spoken = await judgeRelay({ spoke: () => true, hubUrl: undefined }, fast, forever);
    expect(spoken).toMatchObject({ proven: true });
    const alone = { spoke: () => false, hubUrl: 'tls://127.0.0.1:1' };
    expect(await judgeRelay(alone, fast, forever)).toMatchObject({ proven: true });
    await stage('x');
    await leaveProof({ home, nonce: 'n' }, { proven: true, said: 's' });
    const store = await SlotStore.open(home, '1.0');
    expect(await store.proof()).toEqual({ nonce: 'n', proven: true, said: 's' });
  });

  it('leaves the format of its home alone', async () => {
    const newer = { readsFrom: 1, writes: 2 };
    expect(await settleHomeFormat(home, true, newer)).toBe(1);
    expect(await settleHomeFormat(home, false, newer)).toBe(2);
    expect(await homeFormatOf(home)).toBe(2);
    await expect(settleHomeFormat(home, false)).rejects.toThrow(/newer relay/);
  });
});
