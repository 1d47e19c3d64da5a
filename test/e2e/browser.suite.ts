import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, seriousAxeFindings, watchPage, type WatchedPage } from '../kit/browser.ts';
import { chromiumProgram, onBuildServer } from '../kit/config.ts';
import type { Constellation } from '../kit/constellation.ts';
import { hubCommand } from '../kit/programs.ts';
import { until } from '../kit/until.ts';
import { ownDevice } from './machine.suite.ts';

const patienceMs = 20_000;

/** The console in a real browser, in front of the real hub. */
export function browserSuite(edge: () => Constellation): void {
  const program = chromiumProgram();
  // Without a browser these tests are skipped by name; on a build server they fail instead.
  describe.skipIf(program === undefined && !onBuildServer())('the console in Chromium', () => {
    let browser: Browser;
    let context: BrowserContext;
    let watched: WatchedPage;

    beforeAll(async () => {
      if (program === undefined) throw new Error('there is no Chromium: apt-get install chromium');
      browser = await launchBrowser(program);
      context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      watched = await watchPage(context);
    }, 60_000);
    afterAll(() => browser?.close());

    /** Opens an address and waits until it shows its heading and nothing is loading. */
    const open = async (path: string): Promise<void> => {
      const { page } = watched;
      await page.goto(new URL(path, edge().url).href);
      await page.locator('h1').first().waitFor({ timeout: patienceMs });
      const settled = async () =>
        watched.inFlight === 0 && (await page.locator('eu-skeleton').count()) === 0;
      await until(`${path} has nothing left to load`, settled, { withinMs: patienceMs });
      // What arrived last is drawn with the next frame.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
    };

    it('signs in by token', async () => {
      const token = (await readFile(join(edge().dataDir, 'admin-token'), 'utf8')).trim();
      const { page } = watched;
      await page.goto(new URL('/sign-in', edge().url).href);
      await page.getByLabel('Access token').fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(new URL('/', edge().url).href, { timeout: patienceMs });
      expect(await page.title()).toMatch(/overview/i);
    });

    it('signs in by a link, once', async () => {
      const link = /https?:\/\/\S+/.exec(await hubCommand(edge().dataDir, ['sign-in-link']))?.[0];
      const fresh = await browser.newContext();
      const { page } = await watchPage(fresh);
      await page.goto(link ?? '');
      await page.waitForURL(new URL('/', edge().url).href, { timeout: patienceMs });
      expect(await page.title()).toMatch(/overview/i);
      const again = await browser.newContext();
      const second = await watchPage(again);
      await second.page.goto(link ?? '');
      await second.page.getByRole('alert').waitFor({ timeout: patienceMs });
      expect(new URL(second.page.url()).pathname).toBe('/sign-in');
      await Promise.all([fresh.close(), again.close()]);
    });

    it('finds this machine by its name', async () => {
      const { id } = await ownDevice(edge().api);
      await open('/devices');
      await watched.page
        .getByLabel(/search/i)
        .first()
        .fill(hostname());
      const link = watched.page.locator(`a[href*="${id}"]`).first();
      await link.waitFor({ timeout: patienceMs });
      await link.click();
      await watched.page
        .getByRole('heading', { name: hostname() })
        .waitFor({ timeout: patienceMs });
      expect(new URL(watched.page.url()).pathname).toContain(id);
    });

    const pages = [
      ['the overview', () => '/'],
      ['the sites', () => '/sites'],
      ['a site', () => '/sites/hq'],
      ['an isolated site', () => '/sites/vault'],
      ['the devices', () => '/devices'],
      ['a device', (device: string) => `/devices/${device}`],
      ['its software', (device: string) => `/devices/${device}/software`],
      ['its usage', (device: string) => `/devices/${device}/usage`],
      ['its streams', (device: string) => `/devices/${device}/streams`],
      ['the applications', () => '/applications'],
      ['the audit', () => '/audit'],
      ['the quarantine', () => '/quarantine'],
    ] as const;

    it.each(pages)(
      'opens %s without an error and without a serious finding of axe',
      async (_, path) => {
        const { id } = await ownDevice(edge().api);
        watched.takeFaults();
        for (const colorScheme of ['light', 'dark'] as const) {
          await watched.page.emulateMedia({ colorScheme });
          await open(path(id));
          expect(await seriousAxeFindings(watched.page)).toEqual([]);
        }
        expect(watched.takeFaults()).toEqual([]);
      },
      60_000,
    );
  });
}
