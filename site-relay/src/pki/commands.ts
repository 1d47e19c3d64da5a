import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { SiteId, TimeInterval } from '@eucora/protocol';
import { isDesiredBundle, type DirectorRoles } from '@eucora/protocol/desired';
import { TrustFiles } from '../cache/trust-files.ts';
import type { RelayConfig } from '../config.ts';
import { loadCollection } from '../documents/collection.ts';
import { SiteDesired } from '../documents/desired.ts';
import { SiteErasures } from '../documents/erasures.ts';
import { SiteHubKeys } from '../documents/hub-keys.ts';
import { ConfigError, errorCode } from '../errors.ts';
import { RelayClock } from '../home/clock.ts';
import { loadAdmission, requireFacts } from '../home/identity.ts';
import { loadKeys } from '../home/keys.ts';
import { homePaths, type HomePaths } from '../home/paths.ts';
import { createLogger } from '../log.ts';
import type { Terminal } from '../terminal.ts';
import { Revocations } from './revocations.ts';

const silently = () => ({
  log: createLogger('silent', 'document take'),
  room: { use: <T>(write: () => Promise<T>): Promise<T> => write() },
});

/** Takes what the site's devices should run, by the newest root that this relay trusts. */
async function takeDesired(
  paths: HomePaths,
  site: SiteId,
  bytes: Uint8Array,
  terminal: Terminal,
): Promise<number> {
  const { log, room } = silently();
  const clock = await RelayClock.load(paths.clock);
  const now = (): TimeInterval => clock.now();
  const trust = await TrustFiles.open({ directory: paths.trust, room, now, log });
  const root = (): DirectorRoles | undefined => trust.root;
  const from = { path: paths.desired, site, root, fetchSlices: undefined, room, log };
  const desired = await SiteDesired.load(from);
  const verdict = await desired.take(bytes);
  if (verdict === 'waits') {
    throw new ConfigError(
      'this relay trusts no root yet, so it can’t believe what devices should run: bring the trust ' +
        'files first',
    );
  }
  if (verdict === 'refused') {
    throw new ConfigError(`this is no document of the director for site ${site}`);
  }
  const number = desired.document?.manifest.generation ?? 0;
  const news = verdict === 'taken' ? 'is taken' : 'was here already, or a newer one';
  terminal.out(`what devices should run ${news}: number ${number}`);
  return 0;
}

/**
 * Takes a document of the hub from a file: its signing keys, a list of revocations, what is collected, who
 * is erased or what devices should run; a running relay follows within a second. Keys go before what they
 * signed.
 */
export async function takeDocument(
  config: RelayConfig,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseArgs({ args, options: { file: { type: 'string' } } });
  if (!values.file) throw new ConfigError('name the document: document take --file FILE');
  const bytes = await readFile(values.file).catch((cause: unknown) => {
    throw new ConfigError(`${values.file} cannot be read (${errorCode(cause)})`, { cause });
  });
  const paths = homePaths(config.home);
  const { site } = await requireFacts(paths);
  if (isDesiredBundle(bytes)) return takeDesired(paths, site, bytes, terminal);
  const keys = await loadKeys(config.home, paths.keys);
  const admission = await loadAdmission(paths, site, keys);
  const { log, room } = silently();
  const hubKeys = await SiteHubKeys.of(paths, admission, { room, log });
  const followed = await hubKeys.take(bytes);
  if (followed !== 'refused') {
    const news = followed === 'taken' ? 'are taken' : 'were here already';
    terminal.out(`the hub's signing keys ${news}: it signs with number ${hubKeys.number}`);
    return 0;
  }
  const deps = { site, hubKeys, room, log };
  const collection = await loadCollection({ ...deps, path: paths.collection });
  const taken = await collection.take(bytes);
  if (taken !== 'refused') {
    const number = collection.document?.generation ?? 0;
    const news = taken === 'taken' ? 'is taken' : 'was here already, or a newer one';
    terminal.out(`what is collected here ${news}: number ${number}`);
    return 0;
  }
  const of = { ...deps, path: paths.erasures, keysPath: paths.keys, keys };
  const erasures = await SiteErasures.load(of);
  const told = await erasures.take(bytes);
  if (told !== 'refused') {
    const news = told === 'taken' ? 'taken' : 'here already, or a newer one';
    terminal.out(`erasures are ${news}: ${erasures.count ?? 0} subjects`);
    return 0;
  }
  const known = await Revocations.load({ ...deps, path: paths.revocations });
  const verdict = await known.take(bytes);
  if (verdict === 'refused') {
    throw new ConfigError(
      `${values.file} is no document of this site's hub for site ${site}, or not by its newest ` +
        'signing key: take the keys first (eucora-hub site hub-keys), and fetch an old document anew',
    );
  }
  const { devices, tokens } = known.counts;
  const what = `${devices} devices and ${tokens} tokens are revoked`;
  terminal.out(verdict === 'taken' ? what : `a newer list was here already: ${what}`);
  return 0;
}
