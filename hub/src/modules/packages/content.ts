import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidError } from '../../platform/errors.ts';
import type { ByteRange, ObjectStore } from '../../platform/objects/store.ts';

/**
 * Reads a Range header for an object of a size (RFC 9110, 14.2): one range of bytes. Undefined: all
 * of it, also for what is not understood; `unsatisfiable`: it begins after the end.
 */
export function readRange(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { from: size - length, length };
  }
  const from = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return undefined;
  return from >= size ? 'unsatisfiable' : { from, length: end - from + 1 };
}

/** A Content-Disposition for a file's name, whatever it holds (RFC 6266, RFC 8187). */
export function attachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\w.+ -]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/**
 * Answers with an object, or with the one range of it that was asked for.
 * @throws InvalidError for a range that begins after its end; ObjectMissingError
 */
export async function sendBytes(
  reply: FastifyReply,
  objects: Pick<ObjectStore, 'read'>,
  object: { readonly sha256: string; readonly bytes: number; readonly fileName: string },
  { headers }: Pick<FastifyRequest, 'headers'>,
): Promise<FastifyReply> {
  const { sha256, bytes, fileName } = object;
  const range = readRange(headers.range, bytes);
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${bytes}`);
    throw new InvalidError(`It has ${bytes} bytes; begin before its end.`, { code: 'range' });
  }
  const stream = await objects.read(sha256, range);
  const { from, length } = range ?? { from: 0, length: bytes };
  reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', attachment(fileName))
    .header('content-length', length)
    .header('accept-ranges', 'bytes')
    .header('etag', `"${sha256}"`);
  if (range === undefined) return reply.send(stream);
  reply.header('content-range', `bytes ${from}-${from + length - 1}/${bytes}`);
  return reply.code(206).send(stream);
}
