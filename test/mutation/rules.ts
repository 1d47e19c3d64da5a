import type { Mutation } from './mutation.ts';
import { agentRules } from './rules-agent.ts';
import { hubRules } from './rules-hub.ts';
import { protocolRules } from './rules-protocol.ts';
import { relayRules } from './rules-relay.ts';

/** Every rule of the ledger's protocol that one place of the code keeps. */
export const mutations: readonly Mutation[] = [
  ...protocolRules,
  ...agentRules,
  ...relayRules,
  ...hubRules,
];
