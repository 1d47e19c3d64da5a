import { join } from 'node:path';
import { formatToKeep } from '@eucora/protocol/self-update';
import { UsageError } from '../errors.ts';
import { homeFormats } from '../version.ts';
import { readJson, writeWhole } from './atomic.ts';

const firstFormat = 1;

/** The format of a home; homes of before it was written down have the first one. */
export async function homeFormatOf(home: string): Promise<number> {
  const value = await readJson(join(home, 'format'));
  if (typeof value !== 'object' || value === null) return firstFormat;
  const { format }: { format?: unknown } = value;
  return typeof format === 'number' && Number.isSafeInteger(format) ? format : firstFormat;
}

/**
 * Refuses a home that a newer program has already changed, and notes the format in which it is kept
 * from now on. A program on trial leaves it as it is. @throws UsageError
 */
export async function settleHomeFormat(
  home: string,
  onTrial: boolean,
  known: { readonly readsFrom: number; readonly writes: number } = homeFormats,
): Promise<number> {
  const format = await homeFormatOf(home);
  if (format > known.writes) {
    throw new UsageError(
      `${home} was written by a newer agent (format ${format}, this one knows ${known.writes}): ` +
        'install that version again, or remove the home and enrol this machine anew',
    );
  }
  if (format < known.readsFrom) {
    throw new UsageError(
      `${home} is of an agent that is too old for this one (format ${format}, this one reads from ` +
        `${known.readsFrom}): run a version in between once`,
    );
  }
  const keep = formatToKeep(format, known.writes, onTrial);
  if (keep !== format)
    await writeWhole(join(home, 'format'), `${JSON.stringify({ format: keep })}\n`);
  return keep;
}
