import { join } from 'node:path';
import { createMachineClock } from '../clock/machine-clock.ts';
import { openTimeKeeper } from '../clock/time-keeper.ts';
import { openHome } from '../context.ts';
import { openKeyStore } from '../keys/key-store.ts';
import type { Logger } from '../log.ts';
import { openSpool } from '../spool/open-spool.ts';
import type { Spool } from '../spool/spool.ts';

/** Small files, so that a short history passes every boundary between them. */
const bounds = { fileBytesMax: 4_096, logBytesMax: 8_192 };

/** The spool of an agent's home, opened as the agent opens it but with neither network nor loop. */
export async function openHomeSpool(home: string, logger: Logger): Promise<Spool> {
  const places = await openHome(join(home, 'agent'));
  const keys = await openKeyStore(join(home, 'keys'));
  const keeper = await openTimeKeeper(createMachineClock(), join(places.state, 'clock.json'));
  await keeper.save();
  return openSpool({
    directory: places.spool,
    storeKey: keys.spoolKey,
    deviceId: keys.deviceId,
    key: keys.identity,
    keeper,
    lineage: keys.lineage,
    logger,
    bounds,
  });
}
