import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../src/app/paths.ts';
import { startConsole } from './console.ts';
import type { ConsoleUnderTest } from './console.ts';

let ui: ConsoleUnderTest;

beforeAll(async () => {
  ui = await startConsole();
});
afterAll(async () => {
  await ui[Symbol.asyncDispose]();
});

describe('service tokens', () => {
  it('are made with a scope, and shown once', async () => {
    const page = await ui.open();
    await page.goto(paths.access('tokens'));
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.locator('eu-token-new');
    await dialog.getByLabel('Name', { exact: true }).fill('nightly');
    await dialog.getByLabel('Sites', { exact: true }).fill('hq, vault');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    expect((await sent).postDataJSON()).toEqual({
      name: 'nightly',
      role: 'auditor',
      days: 90,
      scope: {
        sites: ['hq', 'vault'],
        business_units: 'all',
        device_groups: 'all',
        environments: 'all',
      },
    });
    await dialog.getByText('eucora_token_mock').waitFor();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByText('eucora_token_mock').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('are revoked only after a question', async () => {
    const page = await ui.open();
    await page.goto(paths.access('tokens'));
    await page.getByRole('button', { name: 'Revoke …' }).first().click();
    const dialog = page.locator('wa-dialog[label="Revoke this token?"]');
    await dialog.getByText('service:nightly-report').waitFor();
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
    expect(new URL((await sent).url()).pathname).toBe('/api/service-tokens/4/revoke/');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('complain about nothing', () => {
    expect(ui.complaints).toEqual([]);
  });
});
