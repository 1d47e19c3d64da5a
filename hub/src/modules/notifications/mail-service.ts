import { randomUUID } from 'node:crypto';
import type { Database } from '../../platform/db.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../platform/errors.ts';
import { OutboundError, type Outbound } from '../../platform/outbound.ts';
import { audit } from '../audit/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import {
  deleteMailServer,
  mailServer,
  putMailServer,
  tryMailsNow,
  type MailServer,
  type MailServerRow,
} from './mail-store.ts';
import { isMailAddress, maskedAddress, oneLine } from './mail-text.ts';
import { locked } from './service.ts';
import {
  deleteSubscription,
  insertSubscription,
  subscription,
  subscriptions,
  updateSubscription,
  type SubscriptionRow,
} from './store.ts';

/** Under which name the mail server's password is kept. */
export const passwordName = 'mail:password';
const targetsMax = 200;

export interface MailDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly secrets: Pick<SecretStore, 'put' | 'remove'>;
  readonly outbound: Pick<Outbound, 'checkHost'>;
}
export interface MailTargetFields {
  readonly name: string;
  readonly recipients: readonly string[];
}

/**
 * Says which server takes the hub's mails; what waits is tried at once. Without a `password` the one
 * so far stays, unless server or user changed: a password is told to nobody it was not meant for.
 * @throws InvalidError for a host that the hub must not ask, and for a password without encryption
 */
export async function setMailServer(
  deps: MailDeps,
  server: MailServer & { readonly password?: string | undefined },
  actor: string,
): Promise<MailServerRow> {
  const { password, ...fields } = server;
  if (!isMailAddress(fields.sender)) {
    throw new InvalidError('The sender must be a plain address: eucora@example.org.');
  }
  if (fields.username !== oneLine(fields.username)) {
    throw new InvalidError('The user must be one line without control characters.');
  }
  if (fields.security === 'none' && fields.username !== '') {
    throw new InvalidError('A password is never sent unencrypted: use starttls or tls.', {
      code: 'password_in_the_clear',
    });
  }
  await checkHost(deps, fields);
  const row = { ...fields, updatedBy: actor, updatedAt: deps.now() };
  await deps.db.transaction(async (tx) => {
    const before = await mailServer(tx);
    const isSame = before?.host === fields.host && before.username === fields.username;
    await putMailServer(tx, row);
    if (password !== undefined && fields.username !== '') {
      const value = Buffer.from(password);
      await deps.secrets.put(tx, { name: passwordName, value, overlapMs: 0, actor });
    } else if (!isSame || fields.username === '') {
      await deps.secrets.remove(tx, passwordName, actor);
    }
    await tryMailsNow(tx, deps.now());
    const detail = { ...fields, password_changed: password !== undefined };
    await audit(tx, { actor, action: 'mail_server.set', subject: fields.host, detail });
  });
  return row;
}

async function checkHost({ outbound }: MailDeps, { host, port, security }: MailServer) {
  const encrypted = security !== 'none';
  await outbound.checkHost(host, port, { encrypted }).catch((cause: unknown) => {
    if (!(cause instanceof OutboundError)) throw cause;
    throw new InvalidError(cause.message, { code: cause.code, cause });
  });
}

/** From now on mails wait until a server is set again. */
export async function removeMailServer(deps: MailDeps, actor: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const before = await mailServer(tx);
    if (!before || !(await deleteMailServer(tx))) throw new NotFoundError('mail server', 'mail');
    await deps.secrets.remove(tx, passwordName, actor);
    await audit(tx, { actor, action: 'mail_server.remove', subject: before.host });
  });
}

function checkRecipients(recipients: readonly string[]): void {
  const wrong = recipients.find((recipient) => !isMailAddress(recipient));
  if (wrong === undefined) return;
  const shown = oneLine(wrong, 80);
  throw new InvalidError(`"${shown}" is no plain address; write anna@example.org alone.`, {
    code: 'bad_address',
  });
}

/** Makes somewhere to send mails to. @throws InvalidError for what is no plain address */
export async function createMailTarget(
  { db, now }: Pick<MailDeps, 'db' | 'now'>,
  { name, recipients }: MailTargetFields,
  actor: string,
): Promise<SubscriptionRow> {
  checkRecipients(recipients);
  const id = randomUUID();
  return db.transaction(async (tx) => {
    if ((await subscriptions(tx, 'mail')).length >= targetsMax) {
      throw new ConflictError(`There are ${targetsMax} mail targets; delete one first.`);
    }
    const made = { createdBy: actor, createdAt: now() };
    const fixed = { url: '', actions: [], severityMin: 'info', followsRecord: false } as const;
    await insertSubscription(tx, { id, kind: 'mail', name, recipients, ...fixed, ...made });
    const detail = { name, recipients: recipients.map(maskedAddress) };
    await audit(tx, { actor, action: 'mail_target.create', subject: id, detail });
    return (await subscription(tx, id, 'mail'))!;
  });
}

/** Changes what is named. @throws ConflictError stale when it is no longer at `version` */
export async function changeMailTarget(
  { db, now }: Pick<MailDeps, 'db' | 'now'>,
  id: string,
  to: Partial<MailTargetFields> & { readonly enabled?: boolean; readonly version?: number },
  actor: string,
): Promise<SubscriptionRow> {
  const { version, ...fields } = to;
  checkRecipients(fields.recipients ?? []);
  return db.transaction(async (tx) => {
    const row = await locked(tx, id, version, 'mail');
    await updateSubscription(tx, id, { ...row, ...fields }, now());
    const recipients = fields.recipients?.map(maskedAddress);
    const detail = { ...fields, ...(recipients && { recipients }) };
    await audit(tx, { actor, action: 'mail_target.change', subject: id, detail });
    return (await subscription(tx, id, 'mail'))!;
  });
}

export async function deleteMailTarget(
  { db }: Pick<MailDeps, 'db'>,
  id: string,
  actor: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { name, recipients } = await locked(tx, id, undefined, 'mail');
    await deleteSubscription(tx, id);
    const detail = { name, recipients: recipients.map(maskedAddress) };
    await audit(tx, { actor, action: 'mail_target.delete', subject: id, detail });
  });
}
