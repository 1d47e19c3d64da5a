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
export interface NewWebhook {
  readonly name: string;
  readonly url: string;
  readonly actions: string[];
  readonly severity_min: T.Severity;
  readonly follows_record: boolean;
}

/** Webhook subscriptions and what is on its way to them. */
export function webhooksApi(http: Client<paths>, { take, settle }: Calls) {
  const of = (id: string) => ({ params: { path: { id } } });
  return {
    webhooks: (signal: AbortSignal): Promise<T.WebhookPage> =>
      take(http.GET('/api/webhooks/', { signal })),
    webhook: (id: string, signal: AbortSignal): Promise<T.Webhook> =>
      take(http.GET('/api/webhooks/{id}/', { ...of(id), signal })),
    createWebhook: (body: NewWebhook): Promise<T.CreatedWebhook> =>
      take(http.POST('/api/webhooks/', { body })),
    /** Pauses it, or lets it go on; `version` is the one that was looked at. */
    enableWebhook: (id: string, enabled: boolean, version: number): Promise<T.Webhook> =>
      take(http.PATCH('/api/webhooks/{id}/', { ...of(id), body: { enabled, version } })),
    deleteWebhook: async (id: string): Promise<void> => {
      await settle(http.DELETE('/api/webhooks/{id}/', of(id)));
    },
    rotateWebhookSecret: (id: string): Promise<{ secret: string }> =>
      take(http.POST('/api/webhooks/{id}/secret/', of(id))),
    testWebhook: async (id: string): Promise<void> => {
      await settle(http.POST('/api/webhooks/{id}/test/', of(id)));
    },
    webhookDeliveries: (
      id: string,
      query: PageQuery,
      signal: AbortSignal,
    ): Promise<T.DeliveryPage> =>
      take(http.GET('/api/webhooks/{id}/deliveries/', { params: { path: { id }, query }, signal })),
    /** Sends a range of the audit record again; says how many deliveries that are. */
    replayWebhook: (id: string, from: number, through: number): Promise<{ queued: number }> =>
      take(
        http.POST('/api/webhooks/{id}/replays/', {
          ...of(id),
          body: { from_position: from, through_position: through },
        }),
      ),
    deliverAgain: async (id: string, delivery: number): Promise<void> => {
      const path = { id, delivery };
      await settle(
        http.POST('/api/webhooks/{id}/deliveries/{delivery}/again/', { params: { path } }),
      );
    },
  };
}

export interface MailServerWish {
  readonly host: string;
  readonly port: number;
  readonly security: T.MailServer['security'];
  readonly sender: string;
  readonly username: string;
  readonly password?: string;
}
export interface NewRule {
  readonly name: string;
  readonly kinds: T.AlertKind[];
  readonly severity_min: T.Severity;
  readonly sites: string[] | null;
  readonly lasting_minutes: number;
  readonly group_minutes: number;
  readonly repeat_hours: number;
  readonly tells_end: boolean;
  readonly targets: string[];
}

/** The mail server, and who can be told by mail. */
export function mailApi(http: Client<paths>, { take, settle }: Calls) {
  const of = (id: string) => ({ params: { path: { id } } });
  return {
    mailServer: (signal: AbortSignal): Promise<{ server: T.MailServer | null }> =>
      take(http.GET('/api/mail-server/', { signal })),
    setMailServer: (body: MailServerWish): Promise<T.MailServer> =>
      take(http.PUT('/api/mail-server/', { body })),
    removeMailServer: async (): Promise<void> => {
      await settle(http.DELETE('/api/mail-server/'));
    },
    mailTargets: (signal: AbortSignal): Promise<T.MailTargetPage> =>
      take(http.GET('/api/mail-targets/', { signal })),
    createMailTarget: (body: { name: string; recipients: string[] }): Promise<T.MailTarget> =>
      take(http.POST('/api/mail-targets/', { body })),
    enableMailTarget: (id: string, enabled: boolean, version: number): Promise<T.MailTarget> =>
      take(http.PATCH('/api/mail-targets/{id}/', { ...of(id), body: { enabled, version } })),
    deleteMailTarget: async (id: string): Promise<void> => {
      await settle(http.DELETE('/api/mail-targets/{id}/', of(id)));
    },
    testMailTarget: async (id: string): Promise<void> => {
      await settle(http.POST('/api/mail-targets/{id}/test/', of(id)));
    },
    mailDeliveries: (id: string, query: PageQuery, signal: AbortSignal): Promise<T.DeliveryPage> =>
      take(
        http.GET('/api/mail-targets/{id}/deliveries/', {
          params: { path: { id }, query },
          signal,
        }),
      ),
    mailAgain: async (id: string, delivery: number): Promise<void> => {
      const path = { id, delivery };
      await settle(
        http.POST('/api/mail-targets/{id}/deliveries/{delivery}/again/', { params: { path } }),
      );
    },
  };
}

/** What wants attention, and the rules of who is told of it. */
export function alertsApi(http: Client<paths>, { take, settle }: Calls) {
  const of = (id: string) => ({ params: { path: { id } } });
  return {
    alerts: (
      state: 'open' | 'ended',
      query: PageQuery,
      signal: AbortSignal,
    ): Promise<T.AlertPage> =>
      take(http.GET('/api/alerts/', { params: { query: { ...query, state } }, signal })),
    acknowledgeAlert: (id: number): Promise<T.Alert> =>
      take(http.POST('/api/alerts/{id}/acknowledge/', { params: { path: { id } } })),
    alertRules: (signal: AbortSignal): Promise<T.RulePage> =>
      take(http.GET('/api/alert-rules/', { signal })),
    createRule: (body: NewRule): Promise<T.AlertRule> =>
      take(http.POST('/api/alert-rules/', { body })),
    changeRule: (id: string, body: NewRule & { version: number }): Promise<T.AlertRule> =>
      take(http.PATCH('/api/alert-rules/{id}/', { ...of(id), body })),
    enableRule: (id: string, enabled: boolean, version: number): Promise<T.AlertRule> =>
      take(http.PATCH('/api/alert-rules/{id}/', { ...of(id), body: { enabled, version } })),
    deleteRule: async (id: string): Promise<void> => {
      await settle(http.DELETE('/api/alert-rules/{id}/', of(id)));
    },
    testRule: (id: string): Promise<{ queued: number }> =>
      take(http.POST('/api/alert-rules/{id}/test/', of(id))),
  };
}
