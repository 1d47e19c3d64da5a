import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOCK_FAULT, MOCK_LINK, MOCK_TOKEN } from '../dev/mock/answers.ts';
import { MOCK_PACKAGE, MOCK_UNNAMED } from '../dev/mock/packages.ts';
import { MOCK_OUTAGE } from '../dev/mock/plugin.ts';
import { settled } from '../scripts/shots.ts';
import { paths } from '../src/app/paths.ts';
import { findings } from './axe.ts';
import { PHONE, startConsole } from './console.ts';
import type { ConsoleUnderTest } from './console.ts';

const FLEET = 100_000;
/** A walk over every page takes a second or two for each, and several where others use the machine. */
const walk = { timeout: 300_000 } as const;

let ui: ConsoleUnderTest;
let addresses: readonly string[];

beforeAll(async () => {
  ui = await startConsole();
  const page = await ui.open();
  const answer = await page.request.get('/api/devices/?sort=last_event_at&limit=1&simulated=false');
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const device = items[0]?.id ?? '';
  addresses = [
    paths.overview(),
    paths.sites(),
    paths.site('plant-south'),
    paths.site('bunker'),
    paths.devices(),
    paths.device(device),
    paths.device(device, 'software'),
    paths.device(device, 'usage'),
    paths.device(device, 'streams'),
    paths.applications(),
    paths.application('pkg:deb/debian/bash'),
    paths.packages(),
    paths.packageVersion(MOCK_PACKAGE),
    paths.packageVersion(MOCK_UNNAMED),
    paths.audit(),
    paths.audit({ site: 'hq', outcome: 'refused' }),
    paths.auditProof(),
    paths.quarantine(),
    paths.keys(),
    paths.notifications('alerts'),
    paths.notifications('rules'),
    paths.notifications('mail'),
    paths.notifications('webhooks'),
    paths.mailTarget('0b7e6a52-1c1d-4a5e-9f1e-0000000000a1'),
    paths.webhook('0b7e6a52-1c1d-4a5e-9f1e-000000000001'),
    paths.conflicts(),
    paths.conflicts('resolved'),
    paths.conflict(3),
    paths.conflict(2),
    paths.conflict(1),
    paths.access('tokens'),
    paths.access('grants'),
    paths.access('roles'),
    paths.access('groups'),
    paths.group('kiosks'),
    paths.group('line-controllers'),
    paths.users(),
    paths.profile(),
    '/nowhere',
  ];
  await page.context().close();
});

afterAll(async () => {
  await ui[Symbol.asyncDispose]();
});

describe('every page', () => {
  it.each([
    ['light', {}],
    ['dark', {}],
    ['light', PHONE],
    ['dark', PHONE],
  ] as const)('has no serious finding of axe (%s %o)', walk, async (colorScheme, viewport) => {
    const page = await ui.open({
      colorScheme,
      ...('width' in viewport ? { viewport } : {}),
    });
    for (const address of addresses) {
      await page.goto(address);
      if (address === '/nowhere') await page.getByText('There is no page').waitFor();
      else await settled(page);
      expect({ address, findings: await findings(page) }).toEqual({ address, findings: [] });
    }
    await page.context().close();
  });

  it('fits a phone without scrolling sideways', walk, async () => {
    const page = await ui.open({ viewport: PHONE });
    for (const address of addresses.slice(0, -1)) {
      await page.goto(address);
      await settled(page);
      const overflow = await page
        .locator('main')
        .evaluate((main) => main.scrollWidth - main.clientWidth);
      expect({ address, overflow }).toEqual({ address, overflow: 0 });
    }
    await page.context().close();
  });

  it('shows as-of and coverage beside its figures', async () => {
    const page = await ui.open();
    await page.goto(paths.overview());
    const figures = page.locator('eu-figure');
    await figures.getByText('fresh').last().waitFor();
    const total = await figures.count();
    expect(total).toBeGreaterThan(4);
    expect(await figures.locator('eu-horizon').getByText('as of').count()).toBe(total);
    expect(
      await figures
        .locator('eu-horizon')
        .getByText(/% fresh/)
        .count(),
    ).toBe(total);
    await page.context().close();
  });
});

describe('sign-in', () => {
  it('refuses a wrong token in words and takes the right one', async () => {
    const page = await ui.open({ anonymous: true });
    await page.goto(paths.devices({ site: 'hq' }));
    await page.waitForURL(/sign-in/);
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Access token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('This token is not valid').waitFor();
    await page.getByLabel('Access token').fill(MOCK_TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor();
    expect(new URL(page.url()).search).toBe('?site=hq');
    await page.context().close();
  });

  it('follows a one-time link and takes its secret off the address', async () => {
    const page = await ui.open({ anonymous: true });
    await page.goto(`${paths.signIn()}#link=${MOCK_LINK}`);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.goBack();
    expect(page.url()).not.toContain(MOCK_LINK);
    await page.context().close();
  });

  it('ends a session', async () => {
    const page = await ui.open();
    await page.goto(paths.overview());
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/sign-in/);
    await page.goto(paths.overview());
    await page.getByLabel('Access token').waitFor();
    expect(new URL(page.url()).pathname).toBe(paths.signIn());
    await page.context().close();
  });
});

describe('keyboard', () => {
  it('skips to the content first', async () => {
    const page = await ui.open();
    await page.goto(paths.sites());
    await settled(page);
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Skip to content' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Head office' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Head office', level: 1 }).waitFor();
    await page.locator('main:focus').waitFor();
    expect(new URL(page.url()).pathname).toBe(paths.site('hq'));
    await page.context().close();
  });

  it('remembers the chosen colours', async () => {
    const page = await ui.open({ colorScheme: 'light' });
    await page.goto(paths.overview());
    await page.getByRole('button', { name: 'Dark', exact: true }).press('Enter');
    await page.locator('html.wa-dark').waitFor();
    await page.reload();
    await page.locator('html.wa-dark').waitFor();
    const pressed = page.getByRole('button', { name: 'Dark', exact: true, pressed: true });
    await pressed.waitFor();
    expect(await page.evaluate(() => localStorage.getItem('eucora.theme'))).toBe('dark');
    await page.context().close();
  });

  it('opens the menu of a phone and closes it by going somewhere', async () => {
    const page = await ui.open({ viewport: PHONE });
    await page.goto(paths.overview());
    await page.getByRole('button', { name: 'Menu' }).press('Enter');
    await page.getByRole('navigation', { name: 'Main' }).getByText('Audit').click();
    await page.getByRole('heading', { name: 'Audit' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    await page.context().close();
  });
});

describe('devices', () => {
  it('scrolls 100,000 rows with a handful of them in the page', async () => {
    const page = await ui.open();
    await page.goto(paths.devices());
    await settled(page);
    const table = page.getByRole('table', { name: 'Devices' });
    expect(await table.getAttribute('aria-rowcount')).toBe(String(FLEET + 1));
    const rows = table.locator('.space [role=row]');
    expect(await rows.count()).toBeLessThan(60);

    await table.focus();
    await page.keyboard.press('End');
    await table.locator(`[aria-rowindex="${FLEET + 1}"] a`).waitFor();
    expect(await rows.count()).toBeLessThan(60);

    await page.keyboard.press('Home');
    await table.locator('[aria-rowindex="2"] a').waitFor();
    await page.context().close();
  });

  it('keeps the row that holds the focus when it is scrolled away', async () => {
    const page = await ui.open();
    await page.goto(paths.devices());
    await settled(page);
    const table = page.getByRole('table', { name: 'Devices' });
    const link = table.locator('[aria-rowindex="3"] a');
    await link.focus();
    await table.evaluate((element) => {
      element.scrollTop = 3000;
    });
    await table.locator('[aria-rowindex="90"] a').waitFor();
    expect(await link.evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.context().close();
  });

  it('puts search and filters into the address and back', async () => {
    const page = await ui.open();
    await page.goto(paths.devices());
    await page.getByLabel('Search devices').fill('swarm-srv-');
    await page.waitForURL(/search=swarm-srv-/);
    const found = page.getByRole('table', { name: 'Devices' });
    await found
      .getByRole('link', { name: /^swarm-srv-/ })
      .first()
      .waitFor();
    await page.getByText('simulated', { exact: true }).first().waitFor();
    await page.goto(paths.devices({ search: 'nothing-like-it' }));
    await page.getByText('No device matches').waitFor();
    await page.getByRole('link', { name: 'show all devices' }).click();
    await page.getByText('100,000 devices', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.context().close();
  });

  it('finds the reader’s place again after going back', async () => {
    const page = await ui.open();
    await page.goto(paths.devices());
    await settled(page);
    const table = page.getByRole('table', { name: 'Devices' });
    await table.evaluate((element) => {
      element.scrollTop = 36 * 700;
    });
    const link = table.locator('[aria-rowindex="710"] a');
    const name = await link.innerText();
    await link.click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.goBack();
    await table.getByRole('link', { name, exact: true }).waitFor();
    expect(await table.evaluate((element) => element.scrollTop)).toBe(36 * 700);
    await page.context().close();
  });

  it('does not move under the reader’s hand while events arrive', async () => {
    const page = await ui.open();
    await page.goto(paths.devices({ site: 'depot-west' }));
    await settled(page);
    const table = page.getByRole('table', { name: 'Devices' });
    await table.evaluate((element) => {
      element.scrollTop = 1800;
    });
    const row = table.locator('[aria-rowindex="60"] a');
    const before = await row.innerText();
    await page.waitForResponse((response) => response.url().includes('/api/devices/?'));
    expect(await row.innerText()).toBe(before);
    expect(await table.evaluate((element) => element.scrollTop)).toBe(1800);
    await page.context().close();
  });
});

describe('when something fails', () => {
  it('says what happened and what to do, and tries again', async () => {
    const page = await ui.open();
    await page.goto(paths.devices({ search: MOCK_FAULT }));
    const alert = page.getByRole('alert');
    await alert.getByText('The hub is starting or its database is away').waitFor();
    await alert.getByText('/readyz').waitFor();
    const again = page.waitForResponse((response) => response.url().includes('/api/devices/'));
    await page.getByRole('button', { name: 'Try again' }).click();
    expect((await again).status()).toBe(503);
    await page.context().close();
  });

  it('keeps what it knew when the hub goes away, and says so', async () => {
    const page = await ui.open();
    await page.goto(paths.sites());
    await settled(page);
    await page.route('**/api/sites/**', (route) => route.abort());
    await page.getByText('The hub does not answer. You see what was known before.').waitFor();
    expect(await page.getByRole('link', { name: 'Head office' }).isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('when the hub comes back', () => {
  it('a page that failed recovers by itself', async () => {
    const page = await ui.open();
    await page.goto(paths.overview());
    await page.getByText('Live', { exact: true }).waitFor();
    await page.request.get(MOCK_OUTAGE);
    await page.getByText('Offline', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Applications', exact: true }).first().click();
    await page.getByRole('alert').getByText('The hub does not answer').waitFor();
    const row = page.getByRole('link', { name: 'bind9-host', exact: true });
    await row.waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });
});

describe('quarantine', () => {
  it('releases a message after asking', async () => {
    const page = await ui.open();
    await page.goto(paths.quarantine());
    await page.getByRole('button', { name: 'Release …' }).last().click();
    const dialog = page.getByRole('dialog', { name: 'Release this message?' });
    await dialog.waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Release', exact: true }).click();
    await page
      .getByText('released just now')
      .or(page.getByText(/released \d+ s ago/))
      .waitFor();
    await page.context().close();
  });
});

describe('identity conflicts', () => {
  it('are decided after saying what follows, with a reason', async () => {
    const page = await ui.open({ viewport: PHONE });
    await page.goto(paths.conflicts());
    await page
      .getByRole('link', { name: /^plant-south-/ })
      .first()
      .click();
    await page.getByLabel('More than one machine').check();
    await page.getByText('5 devices are counted').waitFor();
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByRole('alert').getByText('Say why').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Reason, for the audit trail').fill('Five PCs from one image');
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByText('history A is the device’s own').waitFor();
    expect(await page.getByRole('link', { name: /^device [0-9a-f]{12}$/ }).count()).toBe(4);
    await page.context().close();
  });

  it('are said on the page of the device', async () => {
    const page = await ui.open();
    const answer = await page.request.get('/api/devices/conflicts/?state=open');
    const { items } = (await answer.json()) as { items: { device_id: string; id: number }[] };
    await page.goto(paths.device(items[0]?.device_id ?? ''));
    await page.getByRole('link', { name: 'Look at them and decide' }).click();
    await page.getByRole('heading', { name: 'Decision' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(paths.conflict(items[0]?.id ?? 0));
    await page.context().close();
  });
});

describe('all through this', () => {
  it('asked no other origin for anything and broke no content policy', () => {
    expect(ui.complaints).toEqual([]);
  });
});
