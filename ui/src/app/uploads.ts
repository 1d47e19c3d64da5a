import { DetailedError, Upload } from 'tus-js-client';
import { isRecord } from '../domain/guards.ts';
import { paths } from './paths.ts';

/** A file on its way from this browser. */
export interface LocalUpload {
  /** Of the hub's upload, once it is announced. */
  readonly id: string | undefined;
  readonly fileName: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: 'sending' | 'paused' | 'failed';
  readonly fault: string | undefined;
}
interface Running {
  readonly upload: Upload;
  shown: LocalUpload;
}

/**
 * Each request has half a minute at the hub. On a slow way it is cut then, and the next one goes on
 * from what came: any speed arrives.
 */
const CHUNK_BYTES = 8 * 1_048_576;
const RETRY_MS = [0, 500, 2_000, 5_000, 10_000, 30_000, 60_000];

/** Files on their way; they go on while one looks at other pages. Tells `change` of each step. */
export class Uploads extends EventTarget {
  readonly #running = new Set<Running>();

  get all(): readonly LocalUpload[] {
    return [...this.#running].map(({ shown }) => shown);
  }

  /** Sends a file: from its beginning, or on from what the hub has of it. */
  send(file: File, known?: { readonly id: string }): void {
    const upload = new Upload(file, {
      endpoint: paths.uploads(),
      ...(known === undefined ? {} : { uploadUrl: paths.upload(known.id) }),
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_MS,
      metadata: { filename: file.name },
      storeFingerprintForResuming: false, // the hub lists what is on its way
      onUploadUrlAvailable: () => this.#show(running, { id: idOf(upload.url) }),
      onProgress: (sent) => this.#show(running, { sent }),
      onError: (error) => this.#show(running, { state: 'failed', fault: faultOf(error) }),
      onSuccess: () => this.#forget(running),
    });
    const shown: LocalUpload = {
      id: known?.id,
      fileName: file.name,
      bytes: file.size,
      sent: 0,
      state: 'sending',
      fault: undefined,
    };
    const running: Running = { upload, shown };
    this.#running.add(running);
    upload.start();
    this.#tell();
  }

  /** Stops sending; what came stays at the hub. */
  async pause(shown: LocalUpload): Promise<void> {
    const running = this.#find(shown);
    if (!running) return;
    await running.upload.abort();
    this.#show(running, { state: 'paused' });
  }

  /** Goes on after a pause or a failure. */
  resume(shown: LocalUpload): void {
    const running = this.#find(shown);
    if (!running) return;
    this.#show(running, { state: 'sending', fault: undefined });
    running.upload.start();
  }

  /** Stops sending and forgets the file; what came is the hub's to remove. */
  async drop(shown: LocalUpload): Promise<void> {
    const running = this.#find(shown);
    if (!running) return;
    await running.upload.abort();
    this.#forget(running);
  }

  #find(shown: LocalUpload): Running | undefined {
    return [...this.#running].find((running) => running.shown === shown);
  }

  #show(running: Running, change: Partial<LocalUpload>): void {
    if (!this.#running.has(running)) return;
    running.shown = { ...running.shown, ...change };
    this.#tell();
  }

  #forget(running: Running): void {
    this.#running.delete(running);
    this.#tell();
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}

const idOf = (url: string | null): string | undefined => url?.split('/').filter(Boolean).at(-1);

/** The hub's own words, where it answered. */
function faultOf(error: Error): string {
  const text = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  if (text !== undefined && text.startsWith('{')) {
    const problem: unknown = JSON.parse(text);
    if (isRecord(problem) && typeof problem['detail'] === 'string') return problem['detail'];
  }
  return 'The hub does not answer; go on when it does.';
}
