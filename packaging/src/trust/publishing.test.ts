import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CeremonyDesk } from './ceremony.testing.ts';
import { CeremonyFolder } from './ceremony-folder.ts';
import { openSigner } from './holder-key.ts';
import { publish } from './publishing.ts';

/** A stick that is pulled out before its n-th metadata file is in place. */
class PulledOut extends CeremonyFolder {
  private left: number;

  constructor(dir: string, left: number) {
    super(dir);
    this.left = left;
  }

  override async writeMetadata(name: string, bytes: Uint8Array): Promise<void> {
    if (this.left === 0) throw new Error('the stick is gone');
    this.left -= 1;
    await super.writeMetadata(name, bytes);
  }
}

/** Publishes until the stick is pulled out; true when it was. */
async function publishUntil(desk: CeremonyDesk, writes: number): Promise<boolean> {
  const table = desk.table('publish');
  const secrecy = { identityFile: undefined, recipients: [], pinFile: undefined };
  const phrase = { ...secrecy, passphraseFile: desk.path('phrase') };
  const signer = await openSigner(table, desk.path('online'), phrase);
  try {
    await publish(table, new PulledOut(desk.path('stick'), writes), [signer], undefined);
    return false;
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'the stick is gone') throw error;
    return true;
  }
}

describe('a stick that is pulled out while it is written', () => {
  let begun: CeremonyDesk;
  beforeAll(async () => {
    begun = await CeremonyDesk.open(Date.UTC(2027, 0, 1));
    await begun.firstRoot();
    await begun.good(
      'rotate --dir stick --role root --days 2000',
      'rotate --dir stick --role targets --days 1000',
    );
    await begun.sign('root', 'alice', 'bob');
    await begun.sign('targets', 'pat');
  });
  afterAll(() => rm(begun.cwd, { recursive: true, force: true }));

  test.each([0, 1, 2, 3, 4])('after %i files: devices take it, and publish ends it', async (n) => {
    const desk = await begun.copy();
    try {
      expect(await publishUntil(desk, n)).toBe(n < 4);
      await desk.good('inspect --dir stick');
      expect(desk.said).toMatch(/trusts root 1 takes what is published/);
      await desk.publish();
      await desk.good('inspect --dir stick');
      expect(desk.said).toMatch(/root 2 expires[^]*targets 2 expires/);
      expect(desk.said).not.toMatch(/Draft/);
    } finally {
      await rm(desk.cwd, { recursive: true, force: true });
    }
  });
});
