import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../../platform/api.ts';
import type { Database } from '../../../platform/db.ts';
import { isMissing, syncDir } from '../../../platform/durable-file.ts';
import {
  ConflictError,
  NotFoundError,
  RoomError,
  TooLargeError,
} from '../../../platform/errors.ts';
import { audit } from '../../audit/index.ts';
import { receive } from './receive.ts';
import { judgeAppend, missingRoom, openUploadsMax, type AppendVerdict } from './rules.ts';
import {
  deleteEnded,
  deleteOpen,
  insertUpload,
  lockUploads,
  selectAbandoned,
  selectFiledIds,
  selectOpen,
  selectUpload,
  updateReceived,
  type UploadRow,
} from './store.ts';

/** Where uploads are laid down, and their bounds. */
export interface UploadPlace {
  readonly dir: string;
  readonly bytesMax: number; // of one
  /** One to which nothing is added for so long is given up. */
  readonly idleMs: number;
}
export interface UploadDeskDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly place: UploadPlace;
  /** Told when an upload is whole. */
  readonly onReceived: () => void;
  /** Free bytes of the disk; asked of the system unless told. */
  readonly freeBytes?: () => Promise<number>;
}
/** Bytes to be added to an upload. */
export interface Addition {
  readonly offset: number;
  readonly length: number | undefined; // if it was told
  readonly content: AsyncIterable<Uint8Array>;
}

const endedKeptMs = 30 * 86_400_000;
const fileSuffix = '.upload';

/**
 * Takes uploads: announced with their size, added to at the end of what is synced, by one
 * connection at a time. What a caller is told to be there is on the disk and stays there.
 */
export class UploadDesk {
  readonly #deps: UploadDeskDeps;
  readonly #active = new Map<string, { stop: AbortController; done: Promise<void> }>();

  constructor(deps: UploadDeskDeps) {
    this.#deps = deps;
  }

  get place(): UploadPlace {
    return this.#deps.place;
  }

  /** When an upload is given up unless something is added. */
  expiresAt(upload: Pick<UploadRow, 'touchedAt'>): Date {
    return new Date(upload.touchedAt.getTime() + this.#deps.place.idleMs);
  }

  pathOf(upload: Pick<UploadRow, 'id'>): string {
    return join(this.#deps.place.dir, `${upload.id}${fileSuffix}`);
  }

  /**
   * Announces an upload. Room for all of it is looked for first, beside what others announced.
   * @throws TooLargeError, RoomError, ConflictError for too many open ones
   */
  async begin(actor: Actor, file: { fileName: string; bytes: number }): Promise<UploadRow> {
    const { db, now, place } = this.#deps;
    if (file.bytes > place.bytesMax) {
      throw new TooLargeError(
        `An upload has ${place.bytesMax} bytes at most, and this one ${file.bytes}; ` +
          'EUCORA_UPLOAD_GIB_MAX says how many.',
      );
    }
    await mkdir(place.dir, { recursive: true, mode: 0o700 });
    const freeBytes = await this.#freeBytes();
    const upload = await db.transaction(async (tx) => {
      await lockUploads(tx);
      const { promisedBytes, ownUploads } = await selectOpen(tx, actor.subject);
      if (ownUploads >= openUploadsMax) {
        const message = `You have ${ownUploads} open uploads; finish or cancel one of them first.`;
        throw new ConflictError(message, 'too_many_uploads');
      }
      const missing = missingRoom({ freeBytes, promisedBytes, wantedBytes: file.bytes });
      if (missing > 0) throw this.#noRoom(missing);
      const { subject, id, answersTo } = actor;
      const made = await insertUpload(tx, { ...file, subject, actor: id, answersTo }, now());
      const detail = { file: file.fileName, bytes: file.bytes };
      await audit(tx, { actor: id, action: 'package_upload.begin', subject: made.id, detail });
      return made;
    });
    await (await open(this.pathOf(upload), 'a', 0o600)).close();
    await syncDir(place.dir);
    return upload;
  }

  /** Another caller's upload is not there. @throws NotFoundError */
  async own(actor: Actor, id: string): Promise<UploadRow> {
    const upload = await selectUpload(this.#deps.db, id);
    if (upload?.subject === actor.subject) return upload;
    throw new NotFoundError('upload of yours', id);
  }

  /** What is synced, once nobody writes any more: a connection that went is ended for it. */
  async offset(actor: Actor, id: string): Promise<UploadRow> {
    return this.#alone(id, () => this.own(actor, id));
  }

  /**
   * Adds bytes. A connection that ends early leaves what came; so does one that another replaces.
   * @throws NotFoundError, ConflictError for another offset or an upload at its end,
   * TooLargeError, RoomError
   */
  async add(actor: Actor, id: string, addition: Addition): Promise<UploadRow> {
    const { db, now, onReceived } = this.#deps;
    const result = await this.#alone(id, async (signal) => {
      const upload = await this.own(actor, id);
      const { offset, length } = addition;
      const verdict = judgeAppend({ ...upload, offset, length });
      if (!verdict.ok) throw faults[verdict.fault](upload, offset);
      const received = await receive({
        path: this.pathOf(upload),
        from: offset,
        bytesMax: upload.bytes,
        content: addition.content,
        signal,
        note: (synced) => updateReceived(db, id, synced, now()),
      });
      return { ...upload, received, touchedAt: now() };
    });
    if (result.received === result.bytes) onReceived();
    return result;
  }

  /** Ends an upload that is on its way and removes what came. @throws NotFoundError */
  async cancel(actor: Pick<Actor, 'id'>, id: string, action = 'cancel'): Promise<void> {
    const { db } = this.#deps;
    await this.#alone(id, async () => {
      const gone = await db.transaction(async (tx) => {
        const upload = await selectUpload(tx, id);
        if (!upload || !(await deleteOpen(tx, id))) throw new NotFoundError('open upload', id);
        const detail = { file: upload.fileName, received: upload.received, bytes: upload.bytes };
        const fact = { actor: actor.id, action: `package_upload.${action}`, subject: id, detail };
        await audit(tx, fact);
        return upload;
      });
      await rm(this.pathOf(gone), { force: true });
    });
  }

  /** Gives up what nobody adds to, and removes files of no upload. */
  async sweep(): Promise<void> {
    const { db, now, place } = this.#deps;
    const abandoned = await selectAbandoned(db, new Date(now().getTime() - place.idleMs));
    for (const { id } of abandoned) {
      await this.cancel({ id: 'hub' }, id, 'abandon').catch((error: unknown) => {
        if (!(error instanceof NotFoundError)) throw error;
      });
    }
    await deleteEnded(db, new Date(now().getTime() - endedKeptMs));
    const files = await readdir(place.dir).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    // Asked after the folder: a file that came meanwhile has its row before it.
    const known = new Set(await selectFiledIds(db));
    for (const file of files.filter((name) => name.endsWith(fileSuffix))) {
      if (!known.has(file.slice(0, -fileSuffix.length))) {
        await rm(join(place.dir, file), { force: true });
      }
    }
  }

  async #freeBytes(): Promise<number> {
    if (this.#deps.freeBytes) return this.#deps.freeBytes();
    const { bavail, bsize } = await statfs(this.#deps.place.dir);
    return bavail * bsize;
  }

  #noRoom(missing: number): RoomError {
    const { dir } = this.#deps.place;
    return new RoomError(
      `The disk of ${dir} lacks ${missing} bytes for this upload; free some room there, cancel ` +
        'other uploads, or name another folder in EUCORA_UPLOAD_DIR.',
    );
  }

  /** One at a time for each upload: whoever comes later ends whoever is there, and waits. */
  async #alone<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (let other = this.#active.get(id); other; other = this.#active.get(id)) {
      other.stop.abort();
      await other.done;
    }
    const stop = new AbortController();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    this.#active.set(id, { stop, done });
    try {
      return await work(stop.signal);
    } finally {
      this.#active.delete(id);
      resolve();
    }
  }
}

type Fault = Extract<AppendVerdict, { ok: false }>['fault'];

const faults: Readonly<Record<Fault, (upload: UploadRow, offset: number) => Error>> = {
  ended: ({ state }) => new ConflictError(`The upload is ${state} already.`, 'upload_ended'),
  wrong_offset: ({ received }, offset) =>
    new ConflictError(
      `${received} bytes are there, and this begins at ${offset}; ask for the offset with HEAD ` +
        'and go on from there.',
      'wrong_offset',
    ),
  too_long: ({ bytes }) => new TooLargeError(`The upload has ${bytes} bytes, and more were sent.`),
};
