import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const;

/** No browser is installed where the console can be tried. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

/** Starts the machine's own Chromium, headless, without any of its network services. */
export async function openBrowser(configuredPath: string | undefined): Promise<Browser> {
  const executablePath = configuredPath ?? CANDIDATES.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new NoBrowserError(
      'No Chromium found: install it (Debian: apt-get install chromium) or name it with --chromium',
    );
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
