/** Bytes that are already there, at any place: a file, or memory. */
export interface OldBytes {
  /** In bytes. */
  readonly size: number;
  /** Fills `target` from `at` on. Only asked within `size`; rejects if it can't be read. */
  read(at: number, target: Uint8Array): Promise<void> | void;
}

export function oldBytesOf(bytes: Uint8Array): OldBytes {
  return {
    size: bytes.length,
    read: (at, target) => target.set(bytes.subarray(at, at + target.length)),
  };
}
