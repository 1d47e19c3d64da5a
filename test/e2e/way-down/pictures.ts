import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../kit/browser.ts';

/** Pictures of the console as a person sees it while something goes its way. */
export interface Pictures extends AsyncDisposable {
  /** Saves a page when what it shows holds `word`; answers the file. */
  take(name: string, address: string, word: string): Promise<string>;
}

const shownMs = 60_000;

/** Signs in to a running hub. Without a browser or a folder nothing is taken. */
export async function openPictures(of: {
  readonly chromium: string | undefined;
  readonly folder: string | undefined;
  readonly url: string;
  readonly dataDir: string;
}): Promise<Pictures | null> {
  const { chromium, folder, url, dataDir } = of;
  if (chromium === undefined || folder === undefined) return null;
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser(chromium);
  try {
    const viewport = { width: 1440, height: 1000 };
    const context = await browser.newContext({ viewport, baseURL: url });
    await signIn(context, url, dataDir);
    return {
      take: (name, address, word) => take(context, join(folder, `${name}.png`), address, word),
      [Symbol.asyncDispose]: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function signIn(context: BrowserContext, url: string, dataDir: string): Promise<void> {
  const token = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
  const headers = { origin: new URL(url).origin };
  const answer = await context.request.post('/api/session/', { data: { token }, headers });
  if (!answer.ok()) throw new Error(`the console refused the sign-in (HTTP ${answer.status()})`);
}

async function take(
  context: BrowserContext,
  path: string,
  address: string,
  word: string,
): Promise<string> {
  const page = await context.newPage();
  try {
    await page.goto(address, { timeout: shownMs });
    await page.locator('h1').first().waitFor({ timeout: shownMs });
    await page.getByText(word).first().waitFor({ timeout: shownMs });
    await page.screenshot({ path });
    return path;
  } finally {
    await page.close();
  }
}
