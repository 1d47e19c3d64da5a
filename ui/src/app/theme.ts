/** What the person chose; `system` follows the operating system. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'eucora.theme';

/** Reads the remembered choice. public/theme.js applies the same rule before the first paint. */
export function rememberedTheme(storage: Pick<Storage, 'getItem'> | undefined): ThemeChoice {
  const stored = storage?.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function isDark(choice: ThemeChoice, systemDark: boolean): boolean {
  return choice === 'dark' || (choice === 'system' && systemDark);
}

/** Applies the choice to the page and remembers it, until the signal aborts. */
export class Theme {
  readonly #query = matchMedia('(prefers-color-scheme: dark)');
  readonly #storage = availableStorage();
  #choice = rememberedTheme(this.#storage);

  constructor(signal: AbortSignal) {
    this.#query.addEventListener('change', () => this.#apply(), { signal });
    this.#apply();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    if (choice === 'system') this.#storage?.removeItem(KEY);
    else this.#storage?.setItem(KEY, choice);
    this.#apply();
  }

  #apply(): void {
    const dark = isDark(this.#choice, this.#query.matches);
    document.documentElement.classList.toggle('wa-dark', dark);
    document.documentElement.classList.toggle('wa-light', !dark);
  }
}

/** A browser may forbid storage; then the choice lasts as long as the page. */
function availableStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
