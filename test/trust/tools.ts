import { access, constants, glob } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { inheritedEnvironment } from '../kit/config.ts';

/** Where a program of the machine is; undefined when it is not there. */
export async function programAt(name: string): Promise<string | undefined> {
  for (const folder of (inheritedEnvironment()['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** SoftHSM's PKCS#11 module. */
export async function softHsm(): Promise<string | undefined> {
  for await (const file of glob('/usr/lib{,64}{,/*}/softhsm/libsofthsm2.so')) return file;
  return undefined;
}
