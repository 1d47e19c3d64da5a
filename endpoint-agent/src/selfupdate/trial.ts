import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { judgeTrial, trialLimits } from '@eucora/protocol/self-update';
import type { Agent } from '../context.ts';
import { UsageError } from '../errors.ts';
import { agentVersion } from '../version.ts';
import { SlotStore } from './slot-store.ts';

/** The version that runs here has not proven itself; the one before goes on. */
export class TrialFailedError extends UsageError {
  override readonly name = 'TrialFailedError';
}
export interface TrialSettings {
  readonly home: string;
  readonly nonce: string;
  readonly everyMs?: number;
  readonly limits?: { readonly steadyMs: number; readonly contactMs: number };
}
type Tried = Pick<Agent, 'run' | 'contact'>;
interface Judged {
  readonly proven: boolean;
  readonly said: string;
}

const dialMs = 5_000;

/**
 * Runs an agent until it has proven itself or has not, then ends it in peace and leaves word for the
 * launcher; the version that is good is started without a trial. @throws TrialFailedError
 */
export async function runOnTrial(
  agent: Tried,
  settings: TrialSettings,
  signal: AbortSignal,
): Promise<void> {
  const ended = new AbortController();
  const ending = AbortSignal.any([signal, ended.signal]);
  const running = agent.run(ending).finally(() => ended.abort());
  const judged = await judge(agent, settings, ending).finally(() => ended.abort());
  await running;
  if (!judged) return;
  const store = await SlotStore.open(settings.home, agentVersion);
  await store.prove({ nonce: settings.nonce, ...judged });
  if (!judged.proven) throw new TrialFailedError(`on trial: ${judged.said}`);
}

/** Asks again and again; null when `signal` came first. */
async function judge(
  agent: Tried,
  { everyMs = 1_000, limits = trialLimits }: TrialSettings,
  signal: AbortSignal,
): Promise<Judged | null> {
  const beganMs = performance.now();
  while (!signal.aborted) {
    const aliveMs = performance.now() - beganMs;
    const { spoke, trouble, urls } = agent.contact();
    // Asked only when it matters: others are served there as well.
    const asks = !spoke && aliveMs >= limits.contactMs;
    const isSomebodyThere = asks ? await isAnyThere(urls) : null;
    const judged = judgeTrial({ aliveMs, spoke, trouble, isSomebodyThere }, limits);
    if (judged.verdict !== 'wait') {
      return { proven: judged.verdict === 'proven', said: judged.said };
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Whether anybody takes a connection at one of these addresses. */
export async function isAnyThere(urls: readonly string[]): Promise<boolean> {
  return (await Promise.all(urls.map(isThere))).includes(true);
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
