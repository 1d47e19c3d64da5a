import type { Client } from 'openapi-fetch';
import type { paths } from '../gen/api.d.ts';
import type { PageQuery } from './client.ts';
import type * as T from './types.ts';

interface Exchange<D> {
  data?: D;
  error?: unknown;
  response: Response;
}
interface Calls {
  readonly take: <D>(exchange: Promise<Exchange<D>>) => Promise<D>;
  readonly settle: <D>(exchange: Promise<Exchange<D>>) => Promise<D | undefined>;
}
export interface NewToken {
  readonly name: string;
  readonly role: T.RoleName;
  readonly scope: T.Scope;
  readonly days: number;
}
export interface NewGrant {
  readonly subject: string;
  readonly role: T.RoleName;
  readonly scope: T.Scope;
  readonly expires_at: string | null;
}

export interface SiteAttributes {
  readonly business_unit: string | null;
  readonly environment: string;
}

/** Roles, who was given them, tokens of programs, and groups of devices. */
export function accessApi(http: Client<paths>, { take, settle }: Calls) {
  return {
    roles: (signal: AbortSignal): Promise<T.RoleList> => take(http.GET('/api/roles/', { signal })),
    grants: (query: PageQuery, signal: AbortSignal): Promise<T.GrantPage> =>
      take(http.GET('/api/grants/', { params: { query }, signal })),
    createGrant: (body: NewGrant): Promise<T.Grant> => take(http.POST('/api/grants/', { body })),
    revokeGrant: (id: number): Promise<T.Grant> =>
      take(http.POST('/api/grants/{id}/revoke/', { params: { path: { id } } })),
    tokens: (query: PageQuery, signal: AbortSignal): Promise<T.TokenPage> =>
      take(http.GET('/api/service-tokens/', { params: { query }, signal })),
    createToken: (body: NewToken): Promise<T.CreatedToken> =>
      take(http.POST('/api/service-tokens/', { body })),
    revokeToken: (id: number): Promise<T.Token> =>
      take(http.POST('/api/service-tokens/{id}/revoke/', { params: { path: { id } } })),
    describeSite: async (id: string, body: SiteAttributes): Promise<void> => {
      await settle(http.PATCH('/api/sites/{id}/', { params: { path: { id } }, body }));
    },
    groups: (query: PageQuery, signal: AbortSignal): Promise<T.GroupPage> =>
      take(http.GET('/api/device-groups/', { params: { query }, signal })),
    createGroup: (body: { readonly id: string; readonly name: string }): Promise<T.DeviceGroup> =>
      take(http.POST('/api/device-groups/', { body })),
    deleteGroup: async (id: string): Promise<void> => {
      await settle(http.DELETE('/api/device-groups/{id}/', { params: { path: { id } } }));
    },
    members: (id: string, query: PageQuery, signal: AbortSignal): Promise<T.MemberPage> =>
      take(
        http.GET('/api/device-groups/{id}/devices/', { params: { path: { id }, query }, signal }),
      ),
    joinGroup: async (id: string, device: string): Promise<void> => {
      const path = { id, device };
      await settle(http.PUT('/api/device-groups/{id}/devices/{device}/', { params: { path } }));
    },
    leaveGroup: async (id: string, device: string): Promise<void> => {
      const path = { id, device };
      await settle(http.DELETE('/api/device-groups/{id}/devices/{device}/', { params: { path } }));
    },
  };
}
