import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { MOCK_TOKEN } from '../dev/mock/answers.ts';
import { startPreview } from '../dev/preview.ts';
import { openBrowser } from '../scripts/browser.ts';
import { signIn } from '../scripts/shots.ts';

const TIMEOUT_MS = 10_000;
export const DESKTOP = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** A browser and a console to look at. Everything a page complained about is kept. */
export class ConsoleUnderTest implements AsyncDisposable {
  readonly url: string;
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #stop: () => Promise<void>;

  constructor(url: string, browser: Browser, stop: () => Promise<void>) {
    this.url = url;
    this.#browser = browser;
    this.#stop = stop;
  }

  /** A fresh browser profile, signed in unless `anonymous`. */
  async open(options: BrowserContextOptions & { anonymous?: boolean } = {}): Promise<Page> {
    const { anonymous = false, ...rest } = options;
    const context = await this.#browser.newContext({
      baseURL: this.url,
      viewport: DESKTOP,
      ...rest,
    });
    context.setDefaultTimeout(TIMEOUT_MS);
    this.#listen(context);
    if (!anonymous) await signIn(context, { url: this.url, token: MOCK_TOKEN });
    return context.newPage();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#stop();
  }

  /** Errors, refused content and calls to other origins are complaints. */
  #listen(context: BrowserContext): void {
    context.on('weberror', (error) => this.complaints.push(String(error.error())));
    context.on('console', (message) => {
      // The browser reports each refused answer; the pages' own words about it are tested instead.
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) this.complaints.push(message.text());
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      const own = url.origin === this.url || url.protocol === 'data:' || url.protocol === 'blob:';
      if (!own) this.complaints.push(`request to ${url.href}`);
    });
  }
}

/** Starts the built console with the mock hub, and a browser. */
export async function startConsole(): Promise<ConsoleUnderTest> {
  const preview = await startPreview();
  const browser = await openBrowser(undefined);
  return new ConsoleUnderTest(preview.url, browser, async () => {
    await preview[Symbol.asyncDispose]();
  });
}
