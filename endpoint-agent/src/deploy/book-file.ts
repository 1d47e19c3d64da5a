import { createHash } from 'node:crypto';
import { readIfThere, writeWhole } from '../files/atomic.ts';
import { emptyBook, type Book } from './book.ts';

/**
 * The book on disk: one line with the SHA-256 of the rest, then JSON. It is written as a whole, so
 * that after a crash the old or the new one is there. A book that was damaged otherwise is begun
 * anew, which the caller is told: attempts then count from zero.
 */
export class BookFile {
  readonly #path: string;
  #book: Book;
  readonly isDamaged: boolean;

  private constructor(path: string, book: Book, isDamaged: boolean) {
    this.#path = path;
    this.#book = book;
    this.isDamaged = isDamaged;
  }

  static async open(path: string): Promise<BookFile> {
    const bytes = await readIfThere(path);
    const book = bytes ? readBook(bytes.toString('utf8')) : emptyBook;
    return new BookFile(path, book ?? emptyBook, book === null);
  }

  get book(): Book {
    return this.#book;
  }

  /** What is written holds; what could not be written never held. @throws the system's error */
  async write(next: Book): Promise<void> {
    if (next === this.#book) return;
    await writeWhole(this.#path, bookText(next));
    this.#book = next;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export function bookText(book: Book): string {
  const json = JSON.stringify({ version: 1, ...book });
  return `${hashOf(json)}\n${json}\n`;
}

/** The book of a file's text; null when it is not as it was written. */
export function readBook(text: string): Book | null {
  const end = text.indexOf('\n');
  const json = text.slice(end + 1).trimEnd();
  if (end !== 64 || text.slice(0, end) !== hashOf(json)) return null;
  // The hash says that this program, or an older one, wrote it.
  const value: unknown = JSON.parse(json);
  return isBook(value) ? value : null;
}

function isBook(value: unknown): value is Book {
  if (typeof value !== 'object' || value === null) return false;
  const { version, entries, waysBack, unsaid }: Partial<Record<string, unknown>> = { ...value };
  const isRecord = (each: unknown): boolean => typeof each === 'object' && each !== null;
  return version === 1 && isRecord(entries) && isRecord(waysBack) && Array.isArray(unsaid);
}
