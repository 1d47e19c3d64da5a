import type { Queryable, Tx } from '../../platform/db.ts';

export const mailSecurities = ['starttls', 'tls', 'none'] as const;
/** How the connection to the mail server is kept private. */
export type MailSecurity = (typeof mailSecurities)[number];

/** The server that takes the hub's mails. Its password is a secret and is kept elsewhere. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly sender: string;
  /** Empty: it is not asked for one. */
  readonly username: string;
}
export interface MailServerRow extends MailServer {
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export async function mailServer(db: Queryable): Promise<MailServerRow | undefined> {
  const sql = `SELECT host, port, security, sender, username, updated_by AS "updatedBy",
                      updated_at AS "updatedAt" FROM notifications.mail_server`;
  return (await db.query<MailServerRow>(sql)).rows[0];
}

export async function putMailServer(tx: Tx, row: MailServerRow): Promise<void> {
  const sql = `INSERT INTO notifications.mail_server
                 (host, port, security, sender, username, updated_by, updated_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (one) DO UPDATE
                  SET host = $1, port = $2, security = $3, sender = $4, username = $5,
                      updated_by = $6, updated_at = $7`;
  const { host, port, security, sender, username, updatedBy, updatedAt } = row;
  await tx.query(sql, [host, port, security, sender, username, updatedBy, updatedAt]);
}

export async function deleteMailServer(tx: Tx): Promise<boolean> {
  return (await tx.query('DELETE FROM notifications.mail_server')).rowCount === 1;
}

/** What waits for the mail server is tried at once. */
export async function tryMailsNow(tx: Tx, now: Date): Promise<void> {
  await tx.query(`UPDATE notifications.subscriptions SET blocked_until = NULL WHERE kind = 'mail'`);
  const sql = `UPDATE notifications.deliveries AS d SET next_at = $1
                 FROM notifications.subscriptions AS s
                WHERE d.subscription_id = s.id AND s.kind = 'mail' AND d.state = 'pending'
                  AND d.next_at > $1`;
  await tx.query(sql, [now]);
}

/** Tells an address nothing any more: mail goes to a target's others, and one without others goes. */
export async function forgetRecipient(tx: Tx, address: string): Promise<void> {
  const alone = 'DELETE FROM notifications.subscriptions WHERE recipients = ARRAY[$1::text]';
  await tx.query(alone, [address]);
  const others = `UPDATE notifications.subscriptions SET recipients = array_remove(recipients, $1)
                   WHERE $1 = ANY(recipients)`;
  await tx.query(others, [address]);
}
