import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOCK_CONTRADICTING } from '../dev/mock/audit.ts';
import { paths } from '../src/app/paths.ts';
import { findings } from './axe.ts';
import { PHONE, startConsole } from './console.ts';
import type { ConsoleUnderTest } from './console.ts';

let ui: ConsoleUnderTest;
beforeAll(async () => {
  ui = await startConsole();
});
afterAll(() => ui[Symbol.asyncDispose]());

describe('audit', () => {
  it('opens an entry over the list, with what changed, and goes back to the filter', async () => {
    const page = await ui.open();
    await page.goto(paths.audit({ action: 'site.describe' }));
    await page.getByRole('link', { name: 'site.describe' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'site.describe' });
    await dialog.waitFor();
    const entry = page.locator('eu-audit-entry');
    await entry.getByRole('cell', { name: 'manufacturing' }).waitFor();
    expect(page.url()).toContain('entry=');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('?action=site.describe');
    const csv = page.getByRole('link', { name: 'CSV' });
    expect(await csv.getAttribute('href')).toContain('action=site.describe&format=csv');
    await page.context().close();
  });

  it('verifies part after part, and names the first bad entry', async () => {
    const page = await ui.open({ viewport: PHONE });
    await page.goto(paths.auditProof());
    await page.getByRole('button', { name: 'Verify the record' }).click();
    await page.getByText('The record is whole').first().waitFor();
    await page.getByText('Compare with a checkpoint').click();
    await page.getByLabel('Signed checkpoint').fill(MOCK_CONTRADICTING);
    await page.getByRole('button', { name: 'Verify the record' }).click();
    await page.getByRole('alert').getByText('broken at entry 1,204').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Look at what stands there now' }).click();
    await page.locator('eu-audit-entry').getByText('entry 1,204 of the chain').waitFor();
    await page.context().close();
  });

  it('a contradiction needs somebody until it is explained, with a reason', async () => {
    const page = await ui.open();
    await page.goto(paths.overview());
    await page
      .getByRole('link', { name: 'A relay of mine-7 contradicts the audit record' })
      .click();
    await page.getByRole('button', { name: 'Explain …' }).click();
    await page.getByRole('button', { name: 'Explain it' }).click();
    await page.getByRole('alert').getByText('Say why').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Reason, for the audit trail').fill('restored from the backup of Monday');
    await page.getByRole('button', { name: 'Explain it' }).click();
    await page.getByText('contradicts, explained by anna').waitFor();
    await page.goto(paths.overview());
    await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
    expect(await page.getByText('contradicts the audit record').count()).toBe(0);
    await page.context().close();
  });
});
