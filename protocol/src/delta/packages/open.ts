import { DeltaError } from '../errors.ts';
import type { Codecs } from './codec.ts';
import { sectionsOf, type Section } from './sections.ts';

/** A part of an opened package. */
export interface Part {
  /** `plain`, or the name of the codec that opens it. */
  readonly codec: string;
  /** What packs it again; empty for plain parts and those that are only read. */
  readonly settings: string;
  /** Its bytes in the package. */
  readonly stored: number;
  /** Its bytes in the image. */
  readonly opened: number;
}
/** How a package lies in its image: small, and travels with a plan. */
export interface Layout {
  readonly parts: readonly Part[];
}
/** A package with what was compressed in it uncompressed, one part after the other. */
export interface Opened {
  readonly image: Uint8Array;
  readonly layout: Layout;
  /** Compressed parts that stay as they are, each with the reason. */
  readonly closed: readonly ClosedPart[];
}
export interface ClosedPart {
  readonly codec: string;
  readonly reason: 'no_codec' | 'not_readable' | 'not_reproducible';
}
export interface OpenOptions {
  readonly codecs: Codecs;
  /** How large the image may become, in bytes. */
  readonly imageBytesMax: number;
  /**
   * `base`: only read, so everything that a codec opens is opened. `target`: has to be made again
   * from its image, so only what packs to the very same bytes is opened.
   */
  readonly as: 'base' | 'target';
}

/** A layout that says nothing: one plain part. */
export function plainLayout(size: number): Layout {
  return { parts: [{ codec: 'plain', settings: '', stored: size, opened: size }] };
}

/**
 * Opens a package so that a delta means something. Every part is tried with each setting of its
 * codec until one gives its very bytes; a part that none gives stays closed.
 */
export async function openPackage(bytes: Uint8Array, options: OpenOptions): Promise<Opened> {
  const images: Uint8Array[] = [];
  const parts: Part[] = [];
  const closed: ClosedPart[] = [];
  let left = options.imageBytesMax;
  for (const section of sectionsOf(bytes)) {
    const stored = bytes.subarray(section.at, section.at + section.length);
    const outcome = await openSection(section, stored, { ...options, imageBytesMax: left });
    const { codec, settings, image } =
      'reason' in outcome ? { codec: 'plain', settings: '', image: stored } : outcome;
    if ('reason' in outcome) closed.push({ codec: section.codec!, reason: outcome.reason });
    left -= image.length;
    images.push(image);
    parts.push({ codec, settings, stored: stored.length, opened: image.length });
  }
  const image = images.length === 1 ? images[0]! : Buffer.concat(images);
  return { image, layout: { parts }, closed };
}

interface OpenedSection {
  readonly codec: string;
  readonly settings: string;
  readonly image: Uint8Array;
}

async function openSection(
  section: Section,
  stored: Uint8Array,
  { codecs, imageBytesMax, as }: OpenOptions,
): Promise<OpenedSection | Pick<ClosedPart, 'reason'>> {
  if (section.codec === undefined) return { codec: 'plain', settings: '', image: stored };
  const codec = codecs.get(section.codec);
  if (codec === undefined) return { reason: 'no_codec' };
  let image: Uint8Array;
  try {
    image = await codec.unpack(stored, imageBytesMax);
  } catch (error) {
    if (error instanceof DeltaError) return { reason: 'not_readable' };
    throw error;
  }
  if (as === 'base') return { codec: codec.name, settings: '', image };
  for (const settings of codec.settings) {
    if (codec.mayBe?.(stored, image, settings) === false) continue;
    const packed = await codec.pack(image, settings);
    if (Buffer.compare(packed, stored) === 0) return { codec: codec.name, settings, image };
  }
  return { reason: 'not_reproducible' };
}

/**
 * The image of a base that the receiver holds, by the layout that its maker found.
 * @throws DeltaError when the bytes don't go with the layout, or a codec is not here
 */
export async function openByLayout(
  bytes: Uint8Array,
  { parts }: Layout,
  codecs: Codecs,
): Promise<Uint8Array> {
  const images: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const stored = bytes.subarray(at, at + part.stored);
    at += part.stored;
    const image =
      part.codec === 'plain' ? stored : await codecOf(part, codecs).unpack(stored, part.opened);
    if (stored.length !== part.stored || image.length !== part.opened) {
      throw new DeltaError('malformed', 'the base is not as its layout says');
    }
    images.push(image);
  }
  if (at !== bytes.length) throw new DeltaError('malformed', 'the base is longer than its layout');
  return images.length === 1 ? images[0]! : Buffer.concat(images);
}

/**
 * A package again from the pieces of its image. Holds one packed part at a time.
 * @throws DeltaError when the image ends too early or goes on
 */
export async function* closeByLayout(
  pieces: AsyncIterable<Uint8Array>,
  { parts }: Layout,
  codecs: Codecs,
): AsyncGenerator<Uint8Array> {
  const waiting = [...parts];
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const piece of pieces) {
    let rest = piece;
    while (rest.length > 0) {
      const part = waiting[0];
      if (part === undefined) throw new DeltaError('malformed', 'an image longer than its layout');
      const taken = rest.subarray(0, part.opened - heldBytes);
      rest = rest.subarray(taken.length);
      heldBytes += taken.length;
      // A piece is only ours until the next one; what is packed later has to be kept.
      if (part.codec === 'plain') yield taken;
      else held.push(taken.slice());
      if (heldBytes < part.opened) continue;
      if (part.codec !== 'plain') yield await packPart(part, held, codecs);
      waiting.shift();
      held = [];
      heldBytes = 0;
    }
  }
  for (const part of waiting) {
    if (part.opened > 0) throw new DeltaError('truncated', 'an image shorter than its layout');
    if (part.codec !== 'plain') yield await packPart(part, [], codecs);
  }
}

async function packPart(part: Part, held: readonly Uint8Array[], codecs: Codecs) {
  return await codecOf(part, codecs).pack(Buffer.concat(held), part.settings);
}

function codecOf({ codec: name }: Part, codecs: Codecs) {
  const codec = codecs.get(name);
  if (codec !== undefined) return codec;
  throw new DeltaError('malformed', `nothing here opens or packs "${name}"`);
}
