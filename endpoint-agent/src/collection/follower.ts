import type { DeviceId } from '@eucora/protocol';
import { followDocument, type FollowOptions } from '../documents/follow.ts';
import type { Desk } from '../sender/desk.ts';
import type { CollectionPolicy } from './policy.ts';

export interface FollowerOptions extends Pick<FollowOptions, 'logger' | 'askEveryMs'> {
  readonly deviceId: DeviceId;
  readonly policy: CollectionPolicy;
}

/** Asks the relay for the site's settings, until aborted. */
export function followCollection(
  desk: Pick<Desk, 'collection'>,
  { deviceId, policy, ...options }: FollowerOptions,
  signal: AbortSignal,
): Promise<void> {
  const ask = async (): Promise<'held' | 'none'> => {
    const { ledgerEpoch = 0, generation = 0 } = policy.document ?? {};
    const answer = await desk.collection({ deviceId, ledgerEpoch, generation });
    if (answer.document.length > 0) await policy.take(answer.document);
    return answer.held ? 'held' : 'none';
  };
  return followDocument(ask, { ...options, what: 'what is collected' }, signal);
}
