import type { Queryable } from '../../platform/db.ts';
import { passwordName } from './mail-service.ts';
import { secretName } from './signature.ts';
import { subscriptions } from './store.ts';

/** A secret that somebody outside shares with the hub. */
export interface HeldSecret {
  readonly name: string;
  readonly title: string;
  /** What a person does to change it. */
  readonly how: string;
}

/** The secrets of this module, without their values; which of them are kept, the store knows. */
export async function notificationSecrets(db: Queryable): Promise<HeldSecret[]> {
  const webhooks = await subscriptions(db, 'webhook');
  return [
    ...webhooks.map(({ id, name }) => ({
      name: secretName(id),
      title: `What deliveries to the webhook ${name} are signed with`,
      how: 'give the webhook a new secret and its receiver the same: both are good for a day.',
    })),
    {
      name: passwordName,
      title: "The hub's password at the mail server",
      how: 'set a new one at the mail server and in the settings of mail.',
    },
  ];
}
