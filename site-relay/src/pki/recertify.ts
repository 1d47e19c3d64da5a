import type { HubKeyRings } from '@eucora/protocol';
import { writeFileAtomic } from '../home/files.ts';
import { checkCertificate, sealRequest, type Admission } from '../home/identity.ts';
import type { RelayKeys } from '../home/keys.ts';
import type { HomePaths } from '../home/paths.ts';
import type { RoomKeeper } from '../home/room.ts';
import { ConfigError } from '../errors.ts';
import { forgetNextKeys, keepPkiKeys, loadPkiKeys, nextPkiKeys, type PkiKeys } from './keys.ts';
import { openSitePki, type SitePki } from './site-pki.ts';

export interface RecertifiedDeps {
  readonly paths: HomePaths;
  readonly keys: RelayKeys;
  readonly addresses: readonly string[];
  readonly room: RoomKeeper;
  readonly admission: () => Admission;
  readonly hubKeys: Pick<HubKeyRings, 'newest'>;
  /** Puts the new certificates to use, with no connection lost. */
  readonly use: (admission: Admission, pki: SitePki) => Promise<void>;
}

/** Replaces this relay's certificates and keys while it runs. */
export class Recertified {
  readonly #deps: RecertifiedDeps;

  constructor(deps: RecertifiedDeps) {
    this.#deps = deps;
  }

  /** A request for keys: the next ones, or those in use when only the addresses have changed. */
  async prepare(isForNextKeys: boolean): Promise<{ request: Uint8Array; keys: PkiKeys }> {
    const { paths, keys: relayKeys, addresses, admission } = this.#deps;
    const keys = isForNextKeys
      ? await nextPkiKeys(paths.pki)
      : await loadPkiKeys(paths.home, paths.pki);
    const { site } = admission().credential;
    return { request: sealRequest(site, relayKeys, keys, addresses), keys };
  }

  /**
   * Takes the hub's answer. The certificate is written before the keys: whoever starts in between
   * finds the keys beside it.
   * @throws ConfigError when it is not for this relay, not by its hub, or for other keys
   */
  async take(bytes: Uint8Array, pkiKeys: PkiKeys): Promise<void> {
    const { paths, keys, room, admission, hubKeys, use } = this.#deps;
    const { credential } = admission();
    const renewed = checkCertificate(bytes, credential.site, keys, hubKeys.newest);
    const pki = openSitePki(renewed.credential, pkiKeys);
    if (!pki) throw new ConfigError('the hub answered without certificates');
    await room.use(() => writeFileAtomic(paths.certificate, bytes, 0o644));
    await room.use(() => keepPkiKeys(paths.pki, pkiKeys));
    await forgetNextKeys(paths.pki);
    await use(renewed, pki);
  }

  /** The hub knows by now what this request says. */
  noteTold(request: Uint8Array): Promise<void> {
    const { paths, room } = this.#deps;
    return room.use(() => writeFileAtomic(paths.request, request, 0o644));
  }
}
