/** Where in an archive the program lies. */
export interface ProgramPlace {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

export const tarBlockBytes = 512;
const programBytesMax = 1_073_741_824;

/**
 * The program in an archive of one, from its first block: a plain tar (POSIX.1-1988 ustar), so that a
 * patch between two of them is one between the programs. Null where it is none.
 */
export function programInTar(head: Uint8Array, archiveBytes: number): ProgramPlace | null {
  if (head.length < tarBlockBytes) return null;
  const block = Buffer.from(head.subarray(0, tarBlockBytes));
  const text = (from: number, to: number): string => {
    const field = block.toString('latin1', from, to);
    const end = field.indexOf('\0');
    return (end < 0 ? field : field.slice(0, end)).trim();
  };
  const octal = (from: number, to: number): number => {
    const digits = text(from, to);
    return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : -1;
  };
  // The sum of all bytes, its own field taken as blanks.
  const sum = block.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (octal(148, 156) !== sum || text(257, 262) !== 'ustar') return null;
  const kind = block.toString('latin1', 156, 157);
  const bytes = octal(124, 136);
  if ((kind !== '0' && kind !== '\0') || bytes < 1 || bytes > programBytesMax) return null;
  if (tarBlockBytes + bytes > archiveBytes) return null;
  return { name: text(0, 100), offset: tarBlockBytes, bytes };
}
