import { describe, expect, it } from 'vitest';
import { shutdownAfter } from './shutdown.ts';

/** A record as systemd writes it on x86-64 (384 bytes) or arm64 (400). */
function record(type: number, user: string, seconds: number, arch = 'x64'): Buffer {
  const bytes = Buffer.alloc(arch === 'arm64' ? 400 : 384);
  bytes.writeInt16LE(type, 0);
  bytes.write('~~', 40);
  bytes.write(user, 44);
  if (arch === 'arm64') bytes.writeBigInt64LE(BigInt(seconds), 344);
  else bytes.writeUInt32LE(seconds, 340);
  return bytes;
}

describe('the orderly end of a boot', () => {
  it.each(['x64', 'arm64'])('is the first shutdown after a time (%s)', (arch) => {
    const wtmp = Buffer.concat([
      record(1, 'shutdown', 1_000, arch),
      record(2, 'reboot', 1_100, arch),
      record(7, 'shutdown', 1_200, arch), // a user of that name who signed in
      record(1, 'shutdown', 2_000, arch),
      record(1, 'shutdown', 3_000, arch),
      Buffer.alloc(17),
    ]);
    expect(shutdownAfter(wtmp, 1_500_000, arch)).toBe(2_001_000);
    expect(shutdownAfter(wtmp, 3_500_000, arch)).toBeUndefined();
    expect(shutdownAfter(Buffer.alloc(0), 0, arch)).toBeUndefined();
  });
});
