import { ProtocolError, readDoorPlace, subjects, type SiteId } from '@eucora/protocol';
import type { NatsConnection } from '@nats-io/transport-node';
import { errorText } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';

export interface DoorPlaceDeps {
  readonly site: SiteId;
  /** Where the hub's server is: its host stands for the door's, where the hub names no other. */
  readonly hubUrl: string;
  /** By the operator; then nobody is asked. */
  readonly configured: URL | undefined;
  readonly path: string;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}

/**
 * Where the hub's door is. The hub says it on each connection, so that a relay that was admitted by an
 * older hub learns it too, and one whose hub has moved it; kept for a start before the first word. It
 * need not be signed: whoever answers there has to show the hub's certificate.
 */
export class DoorPlace {
  readonly #deps: DoorPlaceDeps;
  #told: URL | undefined;

  private constructor(deps: DoorPlaceDeps) {
    this.#deps = deps;
  }

  static async load(deps: DoorPlaceDeps): Promise<DoorPlace> {
    const place = new DoorPlace(deps);
    const text = (await readIfThere(deps.path))?.toString().trim() ?? '';
    if (URL.canParse(text)) place.#told = new URL(text);
    return place;
  }

  get url(): URL | undefined {
    return this.#deps.configured ?? this.#told;
  }

  /** Asks the hub, until the connection ends; a hub of an older program does not answer. */
  async ask(connection: NatsConnection): Promise<void> {
    const { site, configured, log } = this.#deps;
    if (configured) return;
    try {
      const answer = await connection.request(subjects.door(site), '', {
        timeout: limits.publishTimeoutMs,
      });
      await this.#take(answer.data);
    } catch (error) {
      if (error instanceof ProtocolError) log.warn({ err: error }, 'the hub named no door');
      else log.debug({ error: errorText(error) }, 'the hub did not say where its door is');
    }
  }

  async #take(bytes: Uint8Array): Promise<void> {
    const { hubUrl, path, room } = this.#deps;
    const { url, port } = readDoorPlace(bytes);
    if (url === '' && port === 0) return;
    const place = url === '' ? new URL(`https://${new URL(hubUrl).host}`) : new URL(url);
    if (url === '') place.port = String(port);
    if (place.href === this.#told?.href) return;
    this.#told = place;
    await room.use(() => writeFileAtomic(path, `${place.href}\n`));
  }
}
