import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient, List } from '../../kit/api.ts';
import { createRandom, type Random } from '../../kit/random.ts';
import { InvalidRunError } from '../errors.ts';

/** One kind of question that people ask. */
interface Route {
  readonly name: string;
  readonly path: (random: Random, places: Places) => string;
}
/** What there is to look at. */
interface Places {
  readonly devices: readonly string[];
  readonly applications: readonly string[];
  readonly sites: readonly string[];
}
export interface Answer {
  readonly route: string;
  readonly ms: number;
}
export interface VisitOptions {
  readonly api: ApiClient;
  readonly token: string;
  readonly users: number;
  readonly seconds: number;
  /** They leave before the time is over. */
  readonly signal?: AbortSignal;
}

const thinkMs = 5_000;
const samplesMax = 200;
const device: Route['path'] = (random, { devices }) => `/api/devices/${random.pick(devices)}/`;

/** Every list, detail, search and aggregate that the console asks for. */
const routes: readonly Route[] = [
  { name: 'overview', path: () => '/api/overview/' },
  { name: 'sites', path: () => '/api/sites/' },
  { name: 'site', path: (random, { sites }) => `/api/sites/${random.pick(sites)}/` },
  {
    name: 'site journals',
    path: (random, { sites }) => `/api/sites/${random.pick(sites)}/journals/`,
  },
  { name: 'devices', path: () => '/api/devices/?limit=50' },
  { name: 'devices by activity', path: () => '/api/devices/?limit=50&sort=last_event_at' },
  {
    name: 'real devices by activity',
    path: () => '/api/devices/?limit=50&sort=last_event_at&simulated=false',
  },
  {
    name: 'device search by activity',
    path: (random) => `/api/devices/?sort=last_event_at&search=-0${random.between(10, 99)}`,
  },
  {
    name: 'devices of a site',
    path: (random, { sites }) => `/api/devices/?limit=50&site=${random.pick(sites)}`,
  },
  {
    name: 'device search',
    path: (random) => `/api/devices/?limit=50&search=-0${random.between(10, 99)}`,
  },
  { name: 'device', path: device },
  { name: 'device software', path: (...args) => `${device(...args)}software/` },
  { name: 'device software search', path: (...args) => `${device(...args)}software/?search=lib` },
  { name: 'device usage', path: (...args) => `${device(...args)}usage/` },
  { name: 'device hourly', path: (...args) => `${device(...args)}hourly/` },
  { name: 'applications', path: () => '/api/applications/?limit=50' },
  {
    name: 'application search',
    path: (random) => `/api/applications/?search=${random.pick(['nova', 'lib', 'grid', 'chrome'])}`,
  },
  {
    name: 'application',
    path: (random, { applications }) =>
      `/api/applications/${encodeURIComponent(random.pick(applications))}/`,
  },
  { name: 'rates', path: () => '/api/telemetry/rates/' },
  { name: 'audit', path: () => '/api/audit/?limit=50' },
  { name: 'conflicts', path: () => '/api/devices/conflicts/' },
  { name: 'quarantine', path: () => '/api/quarantine/' },
];

/** Lets people in, who ask, read for a while and ask again; gives how long each answer took. */
export async function visit(options: VisitOptions): Promise<Answer[]> {
  const { api, users, seconds, signal } = options;
  const places = await findPlaces(api);
  const tokens: string[] = [];
  while (tokens.length < users) tokens.push(await tokenOf(options));
  const untilMs = performance.now() + 1_000 * seconds;
  const isOver = (): boolean => signal?.aborted === true || performance.now() >= untilMs;
  const answers: Answer[] = [];
  const visitor = async (token: string, index: number): Promise<void> => {
    const random = createRandom(`visitor ${index}`);
    await delay(random.below(thinkMs));
    while (!isOver()) {
      const route = random.pick(routes);
      const url = new URL(route.path(random, places), api.url);
      answers.push({ route: route.name, ms: await ask(url, token) });
      await delay(thinkMs * (0.5 + random.next()));
    }
  };
  await Promise.all(tokens.map(visitor));
  return answers;
}

async function ask(url: URL, token: string): Promise<number> {
  const beganMs = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  if (!response.ok) throw new InvalidRunError(`GET ${url.pathname} answered ${response.status}`);
  return performance.now() - beganMs;
}

/** A token of its own for each visitor: the hub counts requests by who sends them. */
async function tokenOf(options: VisitOptions): Promise<string> {
  const { api, token } = options;
  const response = await fetch(new URL('/api/service-tokens/', api.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      name: `visitor-${randomUUID()}`,
      role: 'auditor',
      days: 1,
      scope: { sites: 'all', business_units: 'all', device_groups: 'all', environments: 'all' },
    }),
  });
  const answer: unknown = await response.json();
  if (response.status === 429) {
    await delay(1_000 * Number(response.headers.get('retry-after') ?? 1));
    return tokenOf(options);
  }
  if (response.ok && isTokenAnswer(answer)) return answer.token;
  throw new InvalidRunError(`making a token was answered with ${response.status}`);
}

const isTokenAnswer = (answer: unknown): answer is { readonly token: string } =>
  typeof answer === 'object' && answer !== null && 'token' in answer;

async function findPlaces(api: ApiClient): Promise<Places> {
  const sample = async (path: string): Promise<string[]> => {
    const { items } = await api.get<List<{ readonly id: string }>>(path);
    return items.map(({ id }) => id);
  };
  return {
    devices: [
      ...(await sample(`/api/devices/?limit=${samplesMax}&sort=last_event_at`)),
      ...(await sample(`/api/devices/?limit=${samplesMax}`)),
    ],
    applications: await sample('/api/applications/?limit=100'),
    sites: await sample('/api/sites/'),
  };
}
