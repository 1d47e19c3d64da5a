/** Put in by the build; a program that runs from its sources has its package's version. */
declare const EUCORA_BUILD_VERSION: string | undefined;

/** The version of this program. */
export const relayVersion =
  typeof EUCORA_BUILD_VERSION === 'string' ? EUCORA_BUILD_VERSION : '0.1.0';

/** The formats of a home that this program opens, and the one in which it leaves it. */
export const homeFormats = { readsFrom: 1, writes: 1 } as const;
