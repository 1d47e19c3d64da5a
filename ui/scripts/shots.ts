import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { paths } from '../src/app/paths.ts';
import { isRecord } from '../src/domain/guards.ts';

export const SCHEMES = ['light', 'dark'] as const;
export const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

interface Shot {
  readonly name: string;
  readonly address: string;
}
interface Plan {
  readonly url: string;
  readonly token: string;
  readonly out: string;
  readonly log: (line: string) => void;
}

/**
 * Signs in to a running hub and saves every page in both schemes at both widths as
 * `OUT/PAGE-SCHEME-WIDTH.png`. Returns the files written.
 */
export async function takeScreenshots(browser: Browser, plan: Plan): Promise<string[]> {
  await mkdir(plan.out, { recursive: true });
  const files: string[] = [];
  let shots: Shot[] | undefined;
  for (const colorScheme of SCHEMES) {
    for (const viewport of WIDTHS) {
      const context = await browser.newContext({ colorScheme, viewport, baseURL: plan.url });
      const suffix = `${colorScheme}-${viewport.width}.png`;
      const page = await context.newPage();
      files.push(await shoot(page, { name: 'sign-in', address: paths.signIn() }, plan.out, suffix));
      await signIn(context, plan);
      shots ??= await chooseShots(context);
      for (const shot of shots) {
        files.push(await shoot(page, shot, plan.out, suffix));
        plan.log(`${shot.name} ${suffix}`);
      }
      await context.close();
    }
  }
  return files;
}

/** The hub refused the token. */
export class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError';
}

/** Opens a session for every page of the context. */
export async function signIn(
  context: BrowserContext,
  plan: Pick<Plan, 'url' | 'token'>,
): Promise<void> {
  const answer = await context.request.post('/api/session/', {
    data: { token: plan.token },
    headers: { origin: new URL(plan.url).origin },
  });
  if (!answer.ok()) {
    throw new SignInRefusedError(
      `The hub at ${plan.url} refused the token (HTTP ${answer.status()}): check --token`,
    );
  }
}

/** Shows one page when all it loads has arrived. */
async function shoot(page: Page, shot: Shot, out: string, suffix: string): Promise<string> {
  await page.goto(shot.address);
  await settled(page);
  const path = join(out, `${shot.name}-${suffix}`);
  await page.screenshot({ path });
  return path;
}

/** Waits until the page has a heading and nothing on it says that it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('eu-skeleton').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Picks a site, a device and an application worth looking at: a real device if there is any. */
async function chooseShots(context: BrowserContext): Promise<Shot[]> {
  const first = async (address: string): Promise<string | undefined> => {
    const answer: unknown = await (await context.request.get(address)).json();
    const items = isRecord(answer) && Array.isArray(answer['items']) ? answer['items'] : [];
    const item: unknown = items[0];
    return isRecord(item) && typeof item['id'] === 'string' ? item['id'] : undefined;
  };
  const newest = '/api/devices/?sort=last_event_at&limit=1';
  const device = (await first(`${newest}&simulated=false`)) ?? (await first(newest));
  const site = await first('/api/sites/');
  const application = await first('/api/applications/?limit=1');
  const webhook = await first('/api/webhooks/');
  const deployment = await first('/api/deployments/intents/?limit=1');
  return [
    { name: 'overview', address: paths.overview() },
    { name: 'sites', address: paths.sites() },
    ...(site === undefined ? [] : [{ name: 'site', address: paths.site(site) }]),
    { name: 'devices', address: paths.devices() },
    ...(device === undefined ? [] : deviceShots(device)),
    { name: 'applications', address: paths.applications() },
    ...(application === undefined
      ? []
      : [{ name: 'application', address: paths.application(application) }]),
    { name: 'deployments', address: paths.deployments() },
    { name: 'deployment-new', address: paths.deploymentNew() },
    ...(deployment === undefined
      ? []
      : [{ name: 'deployment', address: paths.deployment(deployment) }]),
    { name: 'documents', address: paths.documents() },
    ...(site === undefined ? [] : [{ name: 'site-documents', address: paths.siteDocuments(site) }]),
    { name: 'packages', address: paths.packages() },
    { name: 'trust', address: paths.trust() },
    { name: 'audit', address: paths.audit() },
    { name: 'audit-proof', address: paths.auditProof() },
    { name: 'quarantine', address: paths.quarantine() },
    { name: 'tokens', address: paths.access('tokens') },
    { name: 'grants', address: paths.access('grants') },
    { name: 'roles', address: paths.access('roles') },
    { name: 'device-groups', address: paths.access('groups') },
    { name: 'privacy', address: paths.privacy() },
    { name: 'privacy-all', address: paths.collection('all') },
    { name: 'privacy-persons', address: paths.privacy('persons') },
    { name: 'keys', address: paths.keys() },
    { name: 'alerts', address: paths.notifications('alerts') },
    { name: 'alert-rules', address: paths.notifications('rules') },
    { name: 'mail', address: paths.notifications('mail') },
    { name: 'webhooks', address: paths.notifications('webhooks') },
    ...(webhook === undefined ? [] : [{ name: 'webhook', address: paths.webhook(webhook) }]),
  ];
}

function deviceShots(id: string): Shot[] {
  return [
    { name: 'device', address: paths.device(id) },
    { name: 'device-software', address: paths.device(id, 'software') },
    { name: 'device-usage', address: paths.device(id, 'usage') },
    { name: 'device-orders', address: paths.device(id, 'orders') },
    { name: 'device-streams', address: paths.device(id, 'streams') },
  ];
}
