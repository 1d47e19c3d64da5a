import type { Profile, User } from '../../src/api/types.ts';
import { isRecord } from '../../src/domain/guards.ts';
import { iso } from './fleet.ts';

const DAY_MS = 86_400_000;
const PEOPLE = [
  ['anna', 'Anna Berger', 'platform_admin'],
  ['jonas', 'Jonas Keller', 'endpoint_ops'],
  ['lena', 'Lena Hoffmann', 'cab_approver'],
  ['mehmet', 'Mehmet Yıldız', 'license_admin'],
  ['priya@corp', 'Priya Natarajan', 'auditor'],
  ['tomas', 'Tomáš Novák', 'packaging_engineer'],
] as const;

/** Accounts of the mock hub; changes last as long as the process. */
export function peopleOf(now: number) {
  const users: User[] = PEOPLE.map(([name, display, role], index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    name,
    display_name: display,
    email: index % 2 === 0 ? `${name.split('@')[0] ?? ''}@example.org` : null,
    provider: name.includes('@') ? 'corp' : 'local',
    roles: [role],
    password_set: index !== 5 && !name.includes('@'),
    totp: index === 0 || index === 2,
    passkeys: index === 0 ? 2 : 0,
    sessions: index === 0 ? 2 : index % 2,
    created_at: iso(now - 40 * DAY_MS),
    signed_in_at: index === 5 ? null : iso(now - index * 7_000_000),
    disabled_at: index === 3 ? iso(now - DAY_MS) : null,
  }));
  const change = (id: string, fields: Partial<User>): User | undefined => {
    const index = users.findIndex((user) => user.id === id);
    const user = users[index];
    if (user === undefined) return undefined;
    users[index] = { ...user, ...fields };
    return users[index];
  };
  const invitation = (user: User | undefined) =>
    user && { user, set_up_link: `http://localhost/set-up#link=${'mock'.repeat(10)}` };

  return {
    list: (search: string): User[] =>
      users.filter((user) =>
        `${user.name} ${user.display_name}`.toLowerCase().includes(search.toLowerCase()),
      ),
    create(body: unknown) {
      const said = isRecord(body) ? body : {};
      const [fresh] = users;
      if (fresh === undefined) return undefined;
      const user: User = {
        ...fresh,
        id: `00000000-0000-4000-8000-0000000000${users.length + 10}`,
        name: String(said['name']),
        display_name: String(said['display_name']),
        email: null,
        roles: [String(said['role'])],
        password_set: false,
        totp: false,
        passkeys: 0,
        sessions: 0,
        signed_in_at: null,
      };
      users.push(user);
      return invitation(user);
    },
    act(id: string, action: string) {
      if (action === 'set-up-link') return invitation(change(id, { sessions: 0 }));
      if (action === 'disable') return change(id, { disabled_at: iso(now), sessions: 0 });
      return change(id, action === 'enable' ? { disabled_at: null } : { sessions: 0 });
    },
  };
}

/** The profile of the mock hub's person. */
export function profileOf(now: number): Profile {
  const session = {
    methods: ['pwd', 'otp', 'mfa'],
    created_at: iso(now - 300_000),
    seen_at: iso(now - 20_000),
    expires_at: iso(now + DAY_MS),
    address: '10.20.0.14',
  };
  return {
    id: '00000000-0000-4000-8000-000000000000',
    name: 'anna',
    display_name: 'Anna Berger',
    email: 'anna@example.org',
    provider: 'local',
    roles: ['platform_admin'],
    second_factor_required: true,
    fresh: true,
    passkeys_possible: true,
    password_changed_at: iso(now - 20 * DAY_MS),
    totp: true,
    recovery_codes_left: 8,
    passkeys: [
      {
        id: 'key-1',
        name: 'Mac',
        host: 'eucora.example.org',
        backed_up: true,
        created_at: iso(now - 20 * DAY_MS),
        used_at: iso(now - 4_000_000),
      },
      {
        id: 'key-2',
        name: 'Security key in the safe',
        host: 'eucora.example.org',
        backed_up: false,
        created_at: iso(now - 19 * DAY_MS),
        used_at: null,
      },
    ],
    sessions: [
      {
        ...session,
        id: '00000000-0000-4000-9000-000000000000',
        current: true,
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
      },
      {
        ...session,
        id: '00000000-0000-4000-9000-000000000001',
        current: false,
        methods: ['hwk', 'user', 'mfa'],
        seen_at: iso(now - 1_900_000),
        user_agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605',
      },
    ],
  };
}
