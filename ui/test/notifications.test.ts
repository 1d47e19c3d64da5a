import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOCK_MAIL_TARGET } from '../dev/mock/alerts.ts';
import { MOCK_SECRET, MOCK_WEBHOOK } from '../dev/mock/notifications.ts';
import { paths } from '../src/app/paths.ts';
import { PHONE, startConsole } from './console.ts';
import type { ConsoleUnderTest } from './console.ts';

let ui: ConsoleUnderTest;

beforeAll(async () => {
  ui = await startConsole();
});
afterAll(async () => {
  await ui[Symbol.asyncDispose]();
});

describe('notifications', () => {
  it('make a webhook, whose secret is shown once', async () => {
    const page = await ui.open();
    await page.goto(paths.notifications('webhooks'));
    await page.getByRole('button', { name: 'New webhook' }).click();
    const dialog = page.locator('eu-webhook-new');
    await dialog.getByLabel('Name', { exact: true }).fill('Desk');
    await dialog.getByLabel('Address').fill('https://desk.example.com/in');
    await dialog.getByLabel('Actions').fill('site, segment.refused');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Subscribe' }).click();
    expect((await sent).postDataJSON()).toEqual({
      name: 'Desk',
      url: 'https://desk.example.com/in',
      actions: ['site', 'segment.refused'],
      severity_min: 'info',
      follows_record: true,
    });
    await dialog.getByText(MOCK_SECRET).waitFor();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByText(MOCK_SECRET).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('replay a range, send one again, pause, and delete only after a question', async () => {
    const page = await ui.open();
    await page.goto(paths.webhook(MOCK_WEBHOOK));
    const sent = (method: string) =>
      page
        .waitForRequest((request) => request.method() === method)
        .then((request) => ({
          path: new URL(request.url()).pathname.replace(`/api/webhooks/${MOCK_WEBHOOK}/`, ''),
          body: request.postDataJSON() as unknown,
        }));
    await page.getByRole('button', { name: 'Replay …' }).click();
    await page.getByLabel('From').fill('9');
    await page.getByLabel('Through').fill('4');
    await page.getByRole('button', { name: 'Send again', exact: true }).last().click();
    await page.getByText('Name two positions').waitFor();
    await page.getByLabel('Through').fill('12');
    const replay = sent('POST');
    await page.getByRole('button', { name: 'Send again', exact: true }).last().click();
    expect(await replay).toEqual({
      path: 'replays/',
      body: { from_position: 9, through_position: 12 },
    });
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const again = sent('POST');
    await page.locator('eu-deliveries').getByRole('button', { name: 'Send again' }).first().click();
    expect((await again).path).toBe('deliveries/60/again/');
    const paused = sent('PATCH');
    await page.getByRole('button', { name: 'Pause' }).click();
    expect((await paused).body).toEqual({ enabled: false, version: 1 });
    await page.getByRole('button', { name: 'Delete …' }).click();
    const gone = sent('DELETE');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    expect((await gone).path).toBe('');
    await page.waitForURL((url) => url.pathname === paths.notifications('webhooks'));
    await page.context().close();
  });

  it('say by a rule who is told of what, also on a phone', async () => {
    const page = await ui.open({ viewport: PHONE });
    await page.goto(paths.notifications('rules'));
    await page.getByRole('button', { name: 'New rule' }).click();
    const dialog = page.locator('eu-alert-rule-edit');
    await dialog.getByLabel('Name', { exact: true }).fill('Plants');
    await dialog.getByText('People on call (mail)').click();
    await dialog.getByText('site offline').click();
    await dialog.getByLabel('Sites').fill('plant-south');
    await dialog.getByLabel('Only what lasts, minutes').fill('240');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Make the rule' }).click();
    expect((await sent).postDataJSON()).toEqual({
      name: 'Plants',
      kinds: ['site.offline'],
      severity_min: 'warning',
      sites: ['plant-south'],
      lasting_minutes: 240,
      group_minutes: 5,
      repeat_hours: 24,
      tells_end: true,
      targets: [MOCK_MAIL_TARGET],
    });
    await dialog.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('set a mail server without showing its password, and acknowledge an alert', async () => {
    const page = await ui.open();
    await page.goto(paths.notifications('mail'));
    await page.getByRole('button', { name: 'Change …' }).click();
    const dialog = page.locator('eu-mail-server-edit');
    const secret = dialog.getByLabel('Password; empty: as it is');
    expect(await secret.inputValue()).toBe('');
    expect(await secret.getAttribute('type')).toBe('password');
    const sent = page.waitForRequest((request) => request.method() === 'PUT');
    await dialog.getByRole('button', { name: 'Set it' }).click();
    expect((await sent).postDataJSON()).toEqual({
      host: 'mail.example.org',
      port: 587,
      security: 'starttls',
      sender: 'eucora@example.org',
      username: 'eucora',
    });
    await page.goto(paths.notifications('alerts'));
    const seen = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Acknowledge' }).first().click();
    expect(new URL((await seen).url()).pathname).toBe('/api/alerts/9/acknowledge/');
    await page.context().close();
  });

  it('complain about nothing', () => {
    expect(ui.complaints).toEqual([]);
  });
});
