import type { Readable } from 'node:stream';
import { isTrustName } from '@eucora/protocol';
import { chunkListOf, deltaFor, mayTake } from '../modules/delivery/index.ts';
import type { Database } from '../platform/db.ts';
import type { ByteRange, ObjectStore } from '../platform/objects/store.ts';

/** Where what is given out lies. */
export interface AnswerSources {
  readonly db: Database;
  readonly objects: ObjectStore;
  readonly now: () => Date;
  /** A file of the trust repository, which is for everybody. */
  readonly trustFile: (name: string) => Promise<Uint8Array | undefined>;
  /** All slices of a site's document, by its root; undefined: it is not this site's newest. */
  readonly slices: (siteId: string, root: string) => Promise<Uint8Array | undefined>;
}
export type Answer =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly type: string }
  | {
      readonly kind: 'object';
      readonly bytes: number;
      open(range: ByteRange | undefined): Promise<Readable>;
      /** Asked again while it streams: an artifact may be cancelled, a document replaced. */
      mayGoOn(): Promise<boolean>;
    }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  | { readonly kind: 'later'; readonly seconds: number };

const octets = 'application/octet-stream';
const refused = (status: number, code: string): Answer => ({ kind: 'refused', status, code });
const none = refused(404, 'not_found');
const hex = '[0-9a-f]{64}';
const paths = {
  artifact: new RegExp(`^/artifacts/(${hex})(/chunks)?$`),
  delta: new RegExp(`^/artifacts/(${hex})/delta/(${hex})(?:/(${hex})(/chunks)?)?$`),
  trust: /^\/trust\/(.{1,200})$/,
  slices: new RegExp(`^/slices/(${hex})$`),
} as const;
const deltaSeconds = 5;

/** What a path stands for, for a relay of this site. What it may not have is not there. */
export async function answerTo(
  sources: AnswerSources,
  siteId: string,
  path: string,
): Promise<Answer> {
  const artifact = paths.artifact.exec(path);
  if (artifact) return artifactAnswer(sources, siteId, artifact[1]!, artifact[2] !== undefined);
  const delta = paths.delta.exec(path);
  if (delta) {
    const [, target = '', base = '', payload, chunks] = delta;
    return deltaAnswer(sources, siteId, { target, base, payload }, chunks !== undefined);
  }
  const [, file = ''] = paths.trust.exec(path) ?? [];
  if (isTrustName(file)) return bytesOr(await sources.trustFile(file));
  const [, root = ''] = paths.slices.exec(path) ?? [];
  if (root !== '') return bytesOr(await sources.slices(siteId, root));
  return none;
}

function bytesOr(bytes: Uint8Array | undefined): Answer {
  return bytes ? { kind: 'bytes', bytes, type: octets } : none;
}

async function artifactAnswer(
  sources: AnswerSources,
  siteId: string,
  sha256: string,
  isChunks: boolean,
): Promise<Answer> {
  const { db } = sources;
  const verdict = await mayTake(db, siteId, sha256);
  if (verdict === 'not_needed') return refused(403, 'not_needed');
  if (verdict === 'cancelled') return refused(409, 'cancelled');
  const mayGoOn = async (): Promise<boolean> => (await mayTake(db, siteId, sha256)) === 'yes';
  return objectAnswer(sources, sha256, isChunks, mayGoOn);
}

async function objectAnswer(
  { db, objects }: AnswerSources,
  sha256: string,
  isChunks: boolean,
  mayGoOn: () => Promise<boolean>,
): Promise<Answer> {
  const list = await chunkListOf(db, sha256);
  // It was published a moment ago, and is still being read.
  if (!list) return { kind: 'later', seconds: deltaSeconds };
  if (isChunks) return { kind: 'bytes', bytes: list.hashes, type: octets };
  const { bytes } = list;
  return { kind: 'object', bytes, open: (range) => objects.read(sha256, range), mayGoOn };
}

async function deltaAnswer(
  sources: AnswerSources,
  siteId: string,
  asked: { readonly target: string; readonly base: string; readonly payload: string | undefined },
  isChunks: boolean,
): Promise<Answer> {
  const { db } = sources;
  const { target, base, payload } = asked;
  const verdict = await mayTake(db, siteId, target);
  if (verdict === 'not_needed') return refused(403, 'not_needed');
  if (verdict === 'cancelled') return refused(409, 'cancelled');
  const pair = target === base ? undefined : await deltaFor(sources, base, target);
  if (!pair || pair.state === 'none') return none;
  if (pair.state === 'asked') return { kind: 'later', seconds: deltaSeconds };
  if (payload === undefined) {
    const bytes = Buffer.from(JSON.stringify({ offers: pair.offers }));
    return { kind: 'bytes', bytes, type: 'application/json' };
  }
  if (!pair.payloads.includes(payload)) return none;
  const mayGoOn = async (): Promise<boolean> => (await mayTake(db, siteId, target)) === 'yes';
  return objectAnswer(sources, payload, isChunks, mayGoOn);
}
