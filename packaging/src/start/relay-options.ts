/** What a relay is launched with. */
export const relayNodeOptions: readonly string[] = [];
