import type { DeviceId } from '@eucora/protocol';
import type { RelayAddress } from '../sender/connection.ts';
import { siteTlsOptions } from '../sender/tls.ts';
import type { Door } from './door.ts';
import { Renewer, type RenewerOptions } from './renewer.ts';
import { materialOf, type TlsStore } from './tls-store.ts';

/** Where the site has certificates: this device's, and where it gets the next one. */
export interface SiteAccess {
  readonly deviceId: DeviceId;
  readonly store: TlsStore;
  readonly door: Door;
}

const lookMs = 3_600_000;

/** What connections to the broker show, renewed while they last. */
export class SiteCertificates {
  readonly #access: SiteAccess;
  readonly #options: RenewerOptions;
  readonly #renewer: Renewer;

  constructor(access: SiteAccess, options: Omit<RenewerOptions, 'store' | 'door'>) {
    this.#access = access;
    this.#options = { ...options, ...access };
    this.#renewer = new Renewer(this.#options);
  }

  /** What the next connection is made with; renewed first when that is due. */
  async address(): Promise<NonNullable<RelayAddress['site']>> {
    const { deviceId, store } = this.#access;
    await this.#renewer.renewIfDue();
    if (!store.identity) await this.#renewer.renew();
    if (!store.identity) throw new Error('this device has no certificate yet');
    const tls = siteTlsOptions(materialOf(store.identity), this.#options.ticket.site);
    return { device: deviceId, tls };
  }

  /** The broker did not let this device in: its certificate may be too old. */
  refused(address: RelayAddress['site']): void {
    void this.#renew(address, () => this.#renewer.renew());
  }

  /** Looks hourly, until the signal aborts, whether the certificate is due. */
  watch(address: RelayAddress['site'], signal: AbortSignal): void {
    const timer = setInterval(
      () => void this.#renew(address, () => this.#renewer.renewIfDue()),
      lookMs,
    );
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /** Puts the next certificate where the connection's next try finds it. */
  async #renew(address: RelayAddress['site'], act: () => Promise<boolean>): Promise<void> {
    try {
      const isNew = await act();
      const { identity } = this.#access.store;
      if (isNew && identity && address) Object.assign(address.tls, materialOf(identity));
    } catch (error) {
      this.#options.logger.error({ err: error }, 'the next certificate could not be had');
    }
  }
}
