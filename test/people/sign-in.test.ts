import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../kit/browser.ts';
import { chromiumProgram, onBuildServer } from '../kit/config.ts';
import { codeAt, fromBase32 } from './one-time-code.ts';
import { addAuthenticator, startStage, type Stage } from './stage.ts';

const password = 'seven seals on the gate';
const patienceMs = 20_000;
const program = chromiumProgram();

// Without a browser these tests are skipped by name; on a build server they fail instead.
describe.skipIf(program === undefined && !onBuildServer())('signing in, in Chromium', () => {
  let stage: Stage;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let secret: Buffer;

  beforeAll(async () => {
    if (program === undefined) throw new Error('there is no Chromium: apt-get install chromium');
    stage = await startStage();
    browser = await launchBrowser(program);
    context = await newContext();
    page = await context.newPage();
    await addAuthenticator(context, page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stage?.[Symbol.asyncDispose]();
  });

  async function newContext(): Promise<BrowserContext> {
    const fresh = await browser.newContext({ baseURL: stage.url });
    fresh.setDefaultTimeout(patienceMs);
    return fresh;
  }
  const overview = (on: Page) => on.getByRole('heading', { name: 'Overview' }).waitFor();
  const sessionOf = async (on: Page): Promise<unknown> =>
    (await on.context().request.get('/api/session/')).json();
  const freshCode = (): string => {
    stage.advance(30_000); // each code counts once
    return codeAt(secret, stage.now());
  };
  async function signOut(on: Page): Promise<void> {
    await on.getByRole('button', { name: 'Sign out' }).click();
    await on.getByText('Continue with').first().waitFor();
  }
  const byAccount = (on: Page) =>
    on.getByRole('button', { name: 'Continue with EUCORA account' }).click();

  it('the first person comes in by the link and makes an account, whose owner chooses the password', async () => {
    const admin = await newContext();
    const first = await admin.newPage();
    await first.goto(await stage.signInLink());
    await overview(first);
    await first.goto('/users');
    await first.getByText('Nobody has an account yet').waitFor();
    await first.getByRole('button', { name: 'New user' }).click();
    await first.getByLabel('Full name').fill('Anna Berger');
    await first.getByLabel('Sign-in name').fill('anna');
    await first.getByRole('combobox', { name: 'Role' }).click();
    await first.getByRole('option', { name: /platform admin/ }).click();
    await first.getByRole('button', { name: 'Make account' }).click();
    const link = await first.locator('eu-set-up-link code').textContent();
    await admin.close();

    await page.goto((link ?? '').trim());
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByLabel('The same again').fill(password);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByLabel('Name').waitFor();
    expect(new URL(page.url()).hash).toBe('');
  });

  it('signs in by password, and sets up the second factor that the role asks for', async () => {
    await page.getByLabel('Name').fill('anna');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Use an authenticator app' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    secret = fromBase32((await page.locator('eu-authenticator code').textContent()) ?? '');
    await page.getByLabel('Code from the app').fill(codeAt(secret, stage.now()));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    expect(await page.locator('eu-recovery-codes li').count()).toBe(10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await overview(page);
    expect(await sessionOf(page)).toMatchObject({ actor: 'anna', methods: ['pwd', 'otp', 'mfa'] });
  });

  it('adds a passkey on the profile page', async () => {
    await page.goto('/profile');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name it').fill('Laptop');
    await page.getByRole('button', { name: 'Make passkey' }).click();
    const remove = page.getByRole('button', { name: 'Remove Laptop' });
    await remove.waitFor();
    expect(await remove.count()).toBe(1);
  });

  it('signs in by passkey', async () => {
    await signOut(page);
    await byAccount(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await overview(page);
    expect(await sessionOf(page)).toMatchObject({ actor: 'anna', methods: ['hwk', 'user', 'mfa'] });
  });

  it('signs in by password and one-time code, and goes where it was asked to', async () => {
    await signOut(page);
    await page.goto('/audit?actor=anna');
    await byAccount(page);
    await page.getByLabel('Name').fill('anna');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Code from the authenticator app').fill(freshCode());
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Audit' }).waitFor();
    expect(new URL(page.url()).search).toBe('?actor=anna');
    expect(await sessionOf(page)).toMatchObject({ methods: ['pwd', 'otp', 'mfa'] });
  });

  it('a session that is ended elsewhere is out, its live stream too', async () => {
    const other = await newContext();
    const there = await other.newPage();
    await addAuthenticator(other, there);
    await there.goto('/sign-in');
    await byAccount(there);
    await there.getByLabel('Name').fill('anna');
    await there.getByLabel('Password', { exact: true }).fill(password);
    await there.getByRole('button', { name: 'Sign in', exact: true }).click();
    await there.getByLabel('Code from the authenticator app').fill(freshCode());
    await there.getByRole('button', { name: 'Continue' }).click();
    await overview(there);
    await there.getByText('Live', { exact: true }).waitFor();
    await page.goto('/profile');
    await page.getByRole('button', { name: 'End all others' }).click();
    await there.getByText('Offline').waitFor();
    await there.goto('/profile');
    await there.getByText('Continue with').first().waitFor();
    expect(await sessionOf(there)).toMatchObject({ status: 401 });
    await other.close();
  });

  it('signs in at a foreign provider by password and one-time code', async () => {
    await signOut(page);
    await page.goto('/devices');
    await page.getByRole('button', { name: 'Continue with Corporate sign-in' }).click();
    const { account } = stage;
    await page.getByLabel('User').fill(account.name);
    await page.getByLabel('Password').fill(account.password);
    await page.getByLabel('Code').fill(codeAt(Buffer.from(account.totpSecret, 'hex'), new Date()));
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor();
    expect(await sessionOf(page)).toMatchObject({
      actor: 'priya@corp',
      roles: ['platform_admin'],
      methods: ['pwd', 'otp', 'mfa'],
    });
  });

  it('signs out at the foreign provider too, which asks again at the next sign-in', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByText('Continue with').first().waitFor();
    expect(new URL(page.url()).origin).toBe(stage.url.replace(/\/$/, ''));
    expect(await sessionOf(page)).toMatchObject({ status: 401 });
    await page.getByRole('button', { name: 'Continue with Corporate sign-in' }).click();
    await page.getByLabel('User').waitFor();
    await page.goto('/sign-in');
  });

  it('signs in at a foreign provider by passkey', async () => {
    const fresh = await newContext();
    const there = await fresh.newPage();
    const { cdp, authenticatorId } = await addAuthenticator(fresh, there);
    const pkcs8 = stage.passkey.export({ type: 'pkcs8', format: 'der' });
    await cdp.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: {
        credentialId: Buffer.from(stage.account.passkey.id, 'base64url').toString('base64'),
        isResidentCredential: true,
        rpId: 'localhost',
        privateKey: pkcs8.toString('base64'),
        userHandle: Buffer.from('u-1').toString('base64'),
        signCount: 1,
      },
    });
    await there.goto('/sign-in');
    await there.getByRole('button', { name: 'Continue with Corporate sign-in' }).click();
    await there.getByRole('button', { name: 'Passkey' }).click();
    await overview(there);
    expect(await sessionOf(there)).toMatchObject({
      actor: 'priya@corp',
      methods: ['hwk', 'user', 'mfa'],
    });
    await fresh.close();
  });
});
