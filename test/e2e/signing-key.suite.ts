import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadHubKeys } from '@eucora/hub/testing';
import { openHubKeys, openSiteCertificate } from '@eucora/protocol';
import { describe, expect, it } from 'vitest';
import type { Constellation } from '../kit/constellation.ts';

/** After a rotation of the hub's signing key: who holds certificates holds them by the new one. */
export function signingKeySuite(edge: () => Constellation): void {
  describe('the signing key that was rotated', () => {
    it('takes the relay along to the next signing key, and to a certificate by it', async () => {
      const { chain } = (await loadHubKeys(join(edge().dataDir, 'hub'))).sign;
      expect(chain?.keys.length).toBeGreaterThan(1);
      const followed = (): Promise<number> =>
        readFile(join(edge().dataDir, 'relay-hq', 'hub-keys')).then(
          (bytes) => openHubKeys(bytes).keys.length,
          () => 1,
        );
      await expect.poll(followed, { timeout: 20_000 }).toBe(chain?.keys.length);
      // The relay's certificate is by the new key, and names it to who enrols from now on.
      await expect
        .poll(
          async () => {
            const bytes = await readFile(join(edge().dataDir, 'relay-hq', 'site-certificate'));
            return Buffer.from(openSiteCertificate(bytes).hubPublic).toString('hex');
          },
          { timeout: 20_000 },
        )
        .toBe(Buffer.from(chain!.keys.at(-1)!.raw).toString('hex'));
    }, 45_000);
  });
}
