import { join } from 'node:path';
import { formatToKeep } from '@eucora/protocol/self-update';
import { RelayError } from '../errors.ts';
import { homeFormats } from '../version.ts';
import { parseJson, readIfThere, writeFileAtomic } from './files.ts';

const firstFormat = 1;

/** The format of a home; homes of before it was written down have the first one. */
export async function homeFormatOf(home: string): Promise<number> {
  const text = (await readIfThere(join(home, 'format')))?.toString('utf8');
  const value = text === undefined ? undefined : parseJson(text);
  if (typeof value !== 'object' || value === null) return firstFormat;
  const { format }: { format?: unknown } = value;
  return typeof format === 'number' && Number.isSafeInteger(format) ? format : firstFormat;
}

/**
 * Refuses a home that a newer relay has already changed, and notes the format in which it is kept from
 * now on. A program on trial leaves it as it is. @throws RelayError
 */
export async function settleHomeFormat(
  home: string,
  onTrial: boolean,
  known: { readonly readsFrom: number; readonly writes: number } = homeFormats,
): Promise<number> {
  const format = await homeFormatOf(home);
  if (format > known.writes) {
    throw new RelayError(
      `${home} was written by a newer relay (format ${format}, this one knows ${known.writes}): ` +
        'install that version again',
    );
  }
  if (format < known.readsFrom) {
    throw new RelayError(
      `${home} is of a relay that is too old for this one (format ${format}, this one reads from ` +
        `${known.readsFrom}): run a version in between once`,
    );
  }
  const keep = formatToKeep(format, known.writes, onTrial);
  const text = `${JSON.stringify({ format: keep })}\n`;
  if (keep !== format) await writeFileAtomic(join(home, 'format'), text);
  return keep;
}
