/**
 * What a relay is launched with: a young generation that does not grow with the rate of batches, of
 * which few outlive their answer, and an old one that is collected when it has grown by a quarter:
 * V8 else lets it become several times what lives in it.
 */
export const relayNodeOptions: readonly string[] = [
  '--max-semi-space-size=8',
  '--heap-growing-percent=25',
];

/**
 * For the C library: its threads write files with large buffers, and an arena for each keeps what
 * they freed; without a fixed threshold large buffers move into the heap and leave it in pieces.
 */
export const relayEnvironment: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '65536',
};
