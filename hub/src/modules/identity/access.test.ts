import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../platform/api.ts';
import { everything, type Scope } from '../../platform/scope.ts';
import { startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { grantRole, revokeGrant } from './grant-service.ts';
import { accessOf, holds } from './grants.ts';
import {
  authenticate,
  createToken,
  createTokenAs,
  defaultMfaRoles,
  grantsOf,
  listTokens,
  revokeServiceToken,
} from './index.ts';

const dayMs = 86_400_000;
const user = 'user:018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a4b';
const atHq: Scope = { ...everything, sites: ['hq'] };
let nowMs = Date.parse('2026-11-25T12:00:00Z');
let postgres: TestDatabase;
const missingPlaces = (scope: Scope) =>
  Promise.resolve(scope.sites === 'all' || !scope.sites.includes('nowhere') ? [] : ['site "x"']);
const deps = () => ({
  db: postgres.db,
  now: () => new Date(nowMs),
  missingPlaces,
  mfa: defaultMfaRoles,
});

beforeAll(async () => {
  postgres = await startTestDatabase();
  await addUser(user.slice('user:'.length), 'dora');
});

const addUser = (id: string, handle: string, ...groups: string[]) =>
  postgres.db.query(
    `INSERT INTO identity.users (id, provider, subject, handle, display_name, groups, created_at,
                                 created_by)
     VALUES ($1, 'corp', $2, $2, $2, $3, $4, 'test')`,
    [id, handle, groups, new Date(nowMs)],
  );
afterAll(() => postgres[Symbol.asyncDispose]());

function person(id: string, role: string, scope: Scope = everything): Actor {
  const access = accessOf([{ role, scope }]);
  return { id, subject: `user:${id}`, kind: 'person', answersTo: null, ...access };
}
const admin = person('anna', 'platform_admin');
const access = (...subjects: string[]) => grantsOf(postgres.db, subjects, new Date(nowMs));

test('a grant holds from when it is given until it ends or is taken back', async () => {
  const expiresAt = new Date(nowMs + dayMs);
  const wanted = { subject: user, role: 'auditor', scope: atHq, expiresAt };
  await grantRole(deps(), wanted, admin);
  const forGood = { ...wanted, role: 'endpoint_ops', expiresAt: null };
  const { id } = await grantRole(deps(), forGood, admin);
  expect((await access(user)).roles).toEqual(['endpoint_ops', 'auditor']);

  nowMs += dayMs;
  expect((await access(user)).roles).toEqual(['endpoint_ops']);
  await revokeGrant(deps(), id, admin);
  expect(await access(user)).toMatchObject({ role: 'none', permissions: [], grants: [] });
  // Once more is no fault.
  expect((await revokeGrant(deps(), id, admin)).revokedAt).toEqual(new Date(nowMs));
  const past = { ...wanted, expiresAt: new Date(nowMs) };
  await expect(grantRole(deps(), past, admin)).rejects.toThrow(/must lie ahead/);
});

test('who is in a group of their provider holds what the group was given', async () => {
  const wanted = { subject: 'group:it-ops', role: 'endpoint_ops', scope: atHq, expiresAt: null };
  await grantRole(deps(), wanted, admin);
  const actor = await access('user:nobody', 'group:it-ops');
  expect(holds(actor, 'telemetry.read', { site: 'hq' })).toBe(true);
  expect(holds(actor, 'telemetry.read', { site: 'vault' })).toBe(false);
  expect((await access('group:it')).roles).toEqual([]);
});

test('nobody gives to themselves, more than they hold, or takes back what they could not give', async () => {
  const ofHq = person('bert', 'platform_admin', atHq);
  const give = (subject: string, scope: Scope) =>
    grantRole(deps(), { subject, role: 'auditor', scope, expiresAt: null }, ofHq);
  await expect(give('user:bert', atHq)).rejects.toMatchObject({ code: 'own_grant' });
  await expect(give(user, everything)).rejects.toMatchObject({ code: 'beyond_own_scope' });
  const ops = person('cleo', 'endpoint_ops');
  const wanted = { subject: user, role: 'auditor', scope: everything, expiresAt: null };
  await expect(grantRole(deps(), wanted, ops)).rejects.toMatchObject({
    code: 'beyond_own_permissions',
  });
  const { id } = await grantRole(deps(), wanted, admin);
  await expect(revokeGrant(deps(), id, ofHq)).rejects.toMatchObject({ code: 'beyond_own_scope' });
});

test('nobody widens their own grants by their group, or by a token that answers to them', async () => {
  const id = '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a4c';
  await addUser(id, 'greta', 'it-admins');
  const greta = { ...person('greta', 'platform_admin'), subject: `user:${id}` };
  const { token } = await createTokenAs(deps(), { role: 'platform_admin', name: 'aide' }, greta);
  const { expiresAt: _, ...aide } = await authenticate(deps(), { bearer: token });
  const made = await createTokenAs(deps(), { role: 'platform_admin', name: 'aide-2' }, aide);
  const { expiresAt: __, ...second } = await authenticate(deps(), { bearer: made.token });
  for (const actor of [greta, aide, second]) {
    for (const subject of [`user:${id}`, 'group:it-admins']) {
      const wanted = { subject, role: 'auditor', scope: everything, expiresAt: null };
      await expect(grantRole(deps(), wanted, actor)).rejects.toMatchObject({ code: 'own_grant' });
    }
    const others = { subject: user, role: 'auditor', scope: atHq, expiresAt: null };
    const given = await grantRole(deps(), others, actor);
    await revokeGrant(deps(), given.id, actor);
  }
});

test('who holds a role for a while gives it for no longer, to whomever and by whatever', async () => {
  const end = new Date(nowMs + 7 * dayMs);
  const limited = { role: 'platform_admin', scope: everything, expiresAt: end };
  const temp: Actor = { ...person('temp', 'end_user'), ...accessOf([limited]) };
  const wanted = { subject: user, role: 'auditor', scope: atHq };
  const fault = { code: 'beyond_own_time' };
  await expect(grantRole(deps(), { ...wanted, expiresAt: null }, temp)).rejects.toMatchObject(
    fault,
  );
  const given = await grantRole(deps(), { ...wanted, expiresAt: end }, temp);
  expect(given.expiresAt).toEqual(end);
  const token = { role: 'auditor', name: 'outlives' };
  await expect(createTokenAs(deps(), { ...token, days: 8 }, temp)).rejects.toMatchObject(fault);
  const made = await createTokenAs(deps(), { ...token, days: 7 }, temp);
  // What a token holds for a while counts for its makers too.
  await postgres.db.query('UPDATE identity.grants SET expires_at = $2 WHERE subject = $1', [
    `token:${made.row.id}`,
    new Date(nowMs + dayMs),
  ]);
  const aide = await authenticate(deps(), { bearer: made.token });
  expect(aide.grants.map(({ expiresAt }) => expiresAt)).toEqual([new Date(nowMs + dayMs)]);
  // To take back is no gift: how long it would have lasted does not matter.
  const endless = await grantRole(deps(), { ...wanted, expiresAt: null }, admin);
  expect((await revokeGrant(deps(), endless.id, temp)).revokedAt).toEqual(new Date(nowMs));
});

test('a grant is to a user who is there, at places that are there', async () => {
  const wanted = { subject: user, role: 'auditor', scope: everything, expiresAt: null };
  const subject = 'user:018f3a2b-7c4d-7e5f-8a6b-000000000000';
  await expect(grantRole(deps(), { ...wanted, subject }, admin)).rejects.toMatchObject({
    code: 'unknown_user',
    message: expect.stringMatching(/\/api\/users\/, or make the account first/),
  });
  const scope = { ...everything, sites: ['nowhere'] };
  const fault = { code: 'unknown_place', message: expect.stringMatching(/no site "x"; make it/) };
  await expect(grantRole(deps(), { ...wanted, scope }, admin)).rejects.toMatchObject(fault);
  const token = { role: 'auditor', name: 'lost', scope };
  await expect(createTokenAs(deps(), token, admin)).rejects.toMatchObject(fault);
  // Who could not give it anyway does not learn what there is.
  const ofHq = person('bert', 'platform_admin', atHq);
  await expect(grantRole(deps(), { ...wanted, scope }, ofHq)).rejects.toMatchObject({
    code: 'beyond_own_scope',
  });
});

test('a token tells when it was last used, to the minute', async () => {
  const bearer = await createToken(deps(), { role: 'auditor', name: 'watched' }, 'test');
  const used = async () => {
    await authenticate(deps(), { bearer });
    return (await listTokens(postgres.db, null, 1))[0]?.lastUsedAt;
  };
  const began = new Date(nowMs);
  expect((await listTokens(postgres.db, null, 1))[0]?.lastUsedAt).toBeNull();
  expect(await used()).toEqual(began);
  nowMs += 59_000;
  expect(await used()).toEqual(began);
  nowMs += 1_000;
  expect(await used()).toEqual(new Date(nowMs));
});

test('a token that a token made answers to the person behind both', async () => {
  const { token } = await createTokenAs(deps(), { role: 'platform_admin', name: 'first' }, admin);
  const { expiresAt: _, ...first } = await authenticate(deps(), { bearer: token });
  expect(first).toMatchObject({ id: 'service:first', kind: 'service', answersTo: 'anna' });
  const made = await createTokenAs(deps(), { role: 'auditor', name: 'second' }, first);
  const second = await authenticate(deps(), { bearer: made.token });
  expect(second).toMatchObject({ id: 'service:second', answersTo: 'anna' });
  expect(made.row).toMatchObject({ createdBy: 'service:first', answersTo: 'anna' });
});

test('a name is free again once its token is revoked', async () => {
  const make = () => createToken(deps(), { role: 'auditor', name: 'again' }, 'test');
  await make();
  await expect(make()).rejects.toMatchObject({ name: 'ConflictError' });
  await revokeServiceToken(deps(), { name: 'again' }, 'test');
  await make();
  const named = (await listTokens(postgres.db, null, 50)).filter(
    ({ actor }) => actor === 'service:again',
  );
  expect(named.map(({ revokedAt }) => revokedAt === null)).toEqual([true, false]);
});

test.each([
  [{ role: 'auditor', name: 'Spaces and CAPITALS' }, /is no name of a token/],
  [{ role: 'auditor', name: 'new\nline' }, /is no name of a token/],
  [{ role: 'auditor', days: 0 }, /lives for 1 to 366 days/],
  [{ role: 'auditor', days: 1.5 }, /lives for 1 to 366 days/],
  [{ role: 'toString' }, /is no role/],
])('no token with %j', async (request, message) => {
  await expect(createToken(deps(), request, 'test')).rejects.toThrow(message);
});
