import type { Mutation } from './mutation.ts';
import { agentRules } from './rules-agent.ts';
import { desiredRules } from './rules-desired.ts';
import { hubRules } from './rules-hub.ts';
import { protocolRules } from './rules-protocol.ts';
import { relayRules } from './rules-relay.ts';
import { trustRules } from './rules-trust.ts';

/** Every rule of the ledger's protocol of trust and of desired state that one place of the code keeps. */
export const mutations: readonly Mutation[] = [
  ...protocolRules,
  ...agentRules,
  ...relayRules,
  ...hubRules,
  ...trustRules,
  ...desiredRules,
];
