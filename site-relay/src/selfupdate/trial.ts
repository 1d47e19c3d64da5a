import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { judgeTrial, trialLimits } from '@eucora/protocol/self-update';
import { relayVersion } from '../version.ts';
import { SlotStore } from './slot-store.ts';

/** A relay at work, as its trial sees it. */
export interface Tried {
  /** It speaks with its hub now, or its site has no wire. */
  readonly spoke: () => boolean;
  /** Where the hub would be; undefined: there is no wire. */
  readonly hubUrl: string | undefined;
}
export interface TrialSettings {
  readonly home: string;
  readonly nonce: string;
  readonly everyMs?: number;
  readonly limits?: { readonly steadyMs: number; readonly contactMs: number };
}
/** What a relay on trial showed. */
export interface Judged {
  readonly proven: boolean;
  readonly said: string;
}

const dialMs = 5_000;

/** Looks at this relay until it has proven itself or has not; null when `signal` came first. */
export async function judgeRelay(
  { spoke, hubUrl }: Tried,
  { everyMs = 1_000, limits = trialLimits }: Omit<TrialSettings, 'home' | 'nonce'>,
  signal: AbortSignal,
): Promise<Judged | null> {
  const beganMs = performance.now();
  while (!signal.aborted) {
    const aliveMs = performance.now() - beganMs;
    const now = spoke();
    const asks = !now && aliveMs >= limits.contactMs;
    const isSomebodyThere = asks && hubUrl !== undefined ? await isThere(hubUrl) : null;
    const facts = { aliveMs, spoke: now, trouble: null, isSomebodyThere };
    const judged = judgeTrial(facts, limits);
    if (judged.verdict !== 'wait') {
      return { proven: judged.verdict === 'proven', said: judged.said };
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Leaves word for the launcher, once the relay has closed all. */
export async function leaveProof({ home, nonce }: TrialSettings, judged: Judged): Promise<void> {
  const store = await SlotStore.open(home, relayVersion);
  await store.prove({ nonce, ...judged });
}

/** Resolves when another version waits to be tried, or `signal` comes. */
export async function awaitUpdate(
  home: string,
  signal: AbortSignal,
  everyMs = 10_000,
): Promise<void> {
  while (!signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const { state } = await SlotStore.open(home, relayVersion);
    if (state.trial) return;
  }
}

function isThere(url: string): Promise<boolean> {
  const parsed = URL.parse(url);
  if (!parsed) return Promise.resolve(false);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(parsed.port || '4222'), timeout: dialMs });
  const settle = (answer: boolean) => (): void => {
    socket.destroy();
    resolve(answer);
  };
  socket.once('connect', settle(true));
  socket.once('timeout', settle(false));
  socket.once('error', settle(false));
  return promise;
}
