import { readFile } from 'node:fs/promises';
import { sameBytes, sha256, type SecurityBody, type TimeInterval } from '@eucora/protocol';
import { imageSideOf, type ImageSide } from '@eucora/protocol/desired';
import {
  beginRefresh,
  beginSearch,
  continueRefresh,
  continueSearch,
  openRoot,
  TrustError,
  trustLimits,
  type Answer,
  type Current,
  type Doubt,
  type Root,
  type Want,
} from '@eucora/protocol/trust';
import { systemCode, UsageError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { TrustFiles } from './trust-files.ts';

/** Where trust files come from: a relay's desk, or a stick. */
export interface TrustSource {
  /**
   * A file of the repository's metadata folder, at most `bytesMax` bytes of it; null when the other side
   * says that there is none. Rejects when it can't be asked.
   */
  trustFile(name: string, bytesMax: number): Promise<Uint8Array | null>;
}
/** What a device is born with: whom it believes first. */
export interface FirstRoot {
  readonly file: string | null; // EUCORA_AGENT_TRUST_ROOT
  readonly sha256: Uint8Array | null; // of 1.root.json, by the ticket
}
export interface TrustStoreOptions {
  readonly folder: string;
  readonly first: FirstRoot;
  readonly logger: Logger;
  readonly tell: (body: SecurityBody) => Promise<void>;
}
/** What `status` shows of it. */
export interface TrustNote {
  readonly root: number | null; // versions
  readonly timestamp: number | null;
  readonly refused: string | null;
  readonly doubts: readonly string[];
  readonly refreshed_at: string | null; // RFC 3339
}
export type RefreshOutcome = 'current' | 'refused' | 'no_root' | 'unreachable';

/**
 * What this device believes of artifacts: TUF metadata that it has verified itself, kept across restarts
 * and never replaced by older. Who brings it is not trusted. Without any source what is kept holds, as
 * long as its expiry allows.
 */
export class TrustStore {
  readonly #options: TrustStoreOptions;
  readonly #files: TrustFiles;
  #gate: Promise<unknown> = Promise.resolve();
  #root: Root | undefined;
  #refused: string | null = null;
  #doubts: readonly Doubt[] = [];
  #refreshedAt: string | null = null;
  #timestamp: number | null = null;
  #toldDoubts = '';
  #state = 0;

  private constructor(options: TrustStoreOptions, files: TrustFiles) {
    this.#options = options;
    this.#files = files;
    this.#root = rootOf(files);
  }

  /** @throws UsageError when the first root's file can't be used */
  static async open(options: TrustStoreOptions): Promise<TrustStore> {
    const files = await TrustFiles.open(options.folder);
    const { file } = options.first;
    if (!files.stored.has('root.json') && file !== null) {
      await files.write([{ kind: 'keep', name: 'root.json', bytes: await readFirst(file) }]);
    }
    return new TrustStore(options, files);
  }

  /** Whom this device trusts with everything; undefined until it was told. */
  get root(): Root | undefined {
    return this.#root;
  }

  /** Changes whenever something else is believed: what was looked up has to be looked up anew. */
  get state(): number {
    return this.#state;
  }

  get note(): TrustNote {
    return {
      root: this.#root?.version ?? null,
      timestamp: this.#timestamp,
      refused: this.#refused,
      doubts: this.#doubts.map(({ role, expiresMs }) => {
        return `${role} may be past ${new Date(expiresMs).toISOString()}`;
      }),
      refreshed_at: this.#refreshedAt,
    };
  }

  /** Brings the metadata up to date from a source. What is refused changes nothing that was trusted. */
  refresh(source: TrustSource, now: TimeInterval): Promise<RefreshOutcome> {
    return this.#alone(async () => {
      try {
        if (!(await this.#born(source))) return 'no_root';
        const current = await this.#current(now, (want) => ask(source, want));
        await this.#taken(current);
        return 'current';
      } catch (error) {
        if (error instanceof TrustError) return this.#refuse(error);
        this.#options.logger.debug({ err: error }, 'trust metadata could not be asked for');
        return 'unreachable';
      }
    });
  }

  /**
   * What the image side says of a path, by what is trusted at present. A delegated role's file that is
   * not here yet is asked of the source, where there is one.
   */
  find(path: string, now: TimeInterval, source: TrustSource | null): Promise<ImageSide> {
    return this.#alone(async () => {
      try {
        const current = await this.#current(now, (want) => this.#kept(want));
        this.#doubts = current.doubts;
        return await this.#search(current, path, source);
      } catch (error) {
        if (!(error instanceof TrustError)) throw error;
        const { code, clause, remedy, saw } = error;
        return { code, clause, remedy, saw };
      }
    });
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#gate.then(work);
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  /** The first root, where there is none yet: the one whose hash the ticket names. */
  async #born(source: TrustSource): Promise<boolean> {
    if (this.#root) return true;
    const wanted = this.#options.first.sha256;
    if (!wanted) return false;
    const bytes = await source.trustFile('1.root.json', trustLimits.rootBytesMax);
    if (!bytes) return false;
    if (!sameBytes(sha256(bytes), wanted)) {
      const at = { clause: 'TUF 5.2', role: 'root' };
      throw new TrustError('wrong_hash', at, 'the first root is not the one of the ticket');
    }
    openRoot(bytes);
    await this.#files.write([{ kind: 'keep', name: 'root.json', bytes }]);
    this.#root = rootOf(this.#files);
    return this.#root !== undefined;
  }

  async #current(now: TimeInterval, answer: (want: Want) => Promise<Answer>): Promise<Current> {
    let step = beginRefresh(this.#files.stored, now);
    for (;;) {
      await this.#files.write(step.changes);
      if (step.changes.length > 0) {
        this.#state += 1;
        this.#root = rootOf(this.#files);
      }
      if (step.kind === 'refused') throw step.refusal;
      if (step.kind === 'current') return step.current;
      step = continueRefresh(step.refresh, await answer(step.refresh.want));
    }
  }

  async #search(current: Current, path: string, source: TrustSource | null): Promise<ImageSide> {
    let step = beginSearch(current, this.#files.stored, path);
    for (;;) {
      await this.#files.write(step.changes);
      if (step.kind === 'refused') throw step.refusal;
      if (step.kind === 'found') return imageSideOf(step.found);
      const { want } = step.search;
      step = continueSearch(step.search, source ? await askOrAbsent(source, want) : absent);
    }
  }

  /** The kept files stand for the source: the newest root and exactly what was taken last. */
  async #kept({ role }: Want): Promise<Answer> {
    const bytes = role === 'root' ? undefined : this.#files.stored.get(`${role}.json`);
    return bytes ? { kind: 'bytes', bytes } : absent;
  }

  async #taken(current: Current): Promise<void> {
    this.#refused = null;
    this.#doubts = current.doubts;
    this.#timestamp = current.timestamp.signed.version;
    this.#refreshedAt = new Date().toISOString();
    // A device that knows no upper bound of the time doubts everything; that is no news.
    const doubts = current.now.hiMs === null ? '' : this.note.doubts.join('; ');
    if (doubts !== this.#toldDoubts && doubts !== '') {
      const code = 'trust_metadata_doubtful';
      await this.#options.tell({ kind: 'security', code, severity: 'info', detail: doubts });
    }
    this.#toldDoubts = doubts;
  }

  /** Told once, however often the same thing is offered. */
  async #refuse(error: TrustError): Promise<RefreshOutcome> {
    const { logger, tell } = this.#options;
    const { code, clause, role, saw, message } = error;
    if (this.#refused === message) return 'refused';
    this.#refused = message;
    logger.warn({ code, clause, role, saw }, 'trust metadata was refused');
    const severity = code === 'unavailable' ? 'info' : 'warning';
    const detail = `${code} (${clause}) ${role}: ${saw}`;
    await tell({ kind: 'security', code: 'trust_metadata_refused', severity, detail });
    return 'refused';
  }
}

const absent: Answer = { kind: 'absent' };

async function ask(source: TrustSource, { name, bytesMax }: Want): Promise<Answer> {
  const bytes = await source.trustFile(name, bytesMax);
  return bytes ? { kind: 'bytes', bytes } : absent;
}

/** While looking something up a relay that is away is no reason to know nothing at all. */
async function askOrAbsent(source: TrustSource, want: Want): Promise<Answer> {
  try {
    return await ask(source, want);
  } catch (error) {
    if (error instanceof TypeError || error instanceof TrustError) throw error;
    return absent;
  }
}

function rootOf(files: TrustFiles): Root | undefined {
  const bytes = files.stored.get('root.json');
  try {
    return bytes && openRoot(bytes).signed;
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

async function readFirst(path: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(path);
    openRoot(bytes);
    return bytes;
  } catch (cause) {
    const code = systemCode(cause);
    if (code === '' && !(cause instanceof TrustError)) throw cause;
    const why = cause instanceof TrustError ? cause.saw : code;
    const text = `${path} can't be the first root (${why}): set EUCORA_AGENT_TRUST_ROOT to 1.root.json`;
    throw new UsageError(text, { cause });
  }
}
