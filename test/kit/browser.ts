import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Page,
  type Request,
} from 'playwright-core';

const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a real Chromium without a window and with a fresh profile. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: quietly });
}

/** A page and everything that went wrong on it: exceptions, console errors, failed requests. */
export interface WatchedPage {
  readonly page: Page;
  /** What has gone wrong since the last call. */
  takeFaults(): string[];
  /** Requests without an answer, apart from the stream of live events, which never ends. */
  readonly inFlight: number;
}

export async function watchPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  let faults: string[] = [];
  const waiting = new Set<Request>();
  page.on('request', (request) => {
    if (!request.url().includes('/events/stream/')) waiting.add(request);
  });
  page.on('requestfinished', (request) => waiting.delete(request));
  page.on('requestfailed', (request) => waiting.delete(request));
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  return {
    page,
    get inFlight() {
      return waiting.size;
    },
    takeFaults() {
      const taken = faults;
      faults = [];
      return taken;
    },
  };
}

/** What axe holds against the page as it is, when it is serious or worse. */
export async function seriousAxeFindings(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
  // Evaluated through the debugger, which the page's content security policy does not concern.
  await page.evaluate(source);
  const violations = await page.evaluate<AxeViolation[]>(
    'axe.run().then((results) => results.violations)',
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`));
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: unknown }[];
}
