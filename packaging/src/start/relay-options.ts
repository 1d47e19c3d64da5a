/**
 * What a relay is launched with: a young generation that does not grow with the rate of batches, of
 * which none outlives its answer.
 */
export const relayNodeOptions: readonly string[] = ['--max-semi-space-size=8'];

/** Its threads write files with large buffers; an arena for each keeps what they freed. */
export const relayEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };
