import type { Queryable } from './db.ts';
import { UsageError } from './errors.ts';

/** The role that holds what a hub at work may do. The login that it uses is a member of it. */
export const runtimeRole = 'eucora_runtime';

const grantsSql = `
DO $$
DECLARE
  part text;
BEGIN
  FOR part IN SELECT nspname FROM pg_namespace
               WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'audit')
                 AND pg_has_role(current_user, nspowner, 'USAGE') LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO ${runtimeRole}', part);
    CONTINUE WHEN part = 'public';
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I
                      TO ${runtimeRole}', part);
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I
                      TO ${runtimeRole}', part);
    EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO ${runtimeRole}', part);
  END LOOP;
END;
$$`;

/**
 * Gives the runtime role what it needs on every schema but the record of audit, whose migration says
 * by itself what may be done there. Run by the owner after each migration; the same when repeated.
 */
export async function grantRuntime(db: Queryable): Promise<void> {
  const known = 'SELECT 1 FROM pg_roles WHERE rolname = $1';
  if ((await db.query(known, [runtimeRole])).rows.length === 0) return; // an older schema
  await db.query(grantsSql);
  await db.query(`GRANT SELECT ON public.schema_migrations TO ${runtimeRole}`);
}

interface Holding {
  readonly relation: string;
  readonly owns: boolean;
  readonly writes: boolean;
}

/**
 * Why this connection's role must not run a hub: it owns a table of the audit record, or may change
 * what is recorded there. Undefined: it may not, or there is no such record yet.
 */
export async function auditRoleFault(db: Queryable): Promise<string | undefined> {
  const sql = `
    SELECT c.relname AS relation, pg_has_role(current_user, c.relowner, 'MEMBER') AS owns,
           has_table_privilege(c.oid, 'UPDATE') OR has_any_column_privilege(c.oid, 'UPDATE')
             OR has_table_privilege(c.oid, 'DELETE')
             OR has_table_privilege(c.oid, 'TRUNCATE') AS writes
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE n.nspname = 'audit' AND c.relkind IN ('r', 'p') AND c.relname NOT IN ('refusals', 'forwards', 'witnesses')
     ORDER BY c.relispartition, c.relname`;
  const rows = (await db.query<Holding>(sql)).rows;
  const found = rows.find(({ owns, writes }) => owns || writes);
  if (!found) return undefined;
  const may = found.owns ? 'owns' : 'may change';
  return (
    `the database role of EUCORA_DATABASE_URL ${may} audit.${found.relation}; name a login there ` +
    `that is only a member of ${runtimeRole} (CREATE ROLE eucora_hub LOGIN PASSWORD '…' IN ROLE ` +
    `${runtimeRole}), and the owner in EUCORA_DATABASE_OWNER_URL for eucora-hub migrate`
  );
}

/**
 * Refuses to go on with a role that could rewrite the audit record. A database that does not answer
 * is no reason: the readiness check asks again.
 * @throws UsageError naming the remedy
 */
export async function checkAuditRole(db: Queryable): Promise<void> {
  const fault = await auditRoleFault(db).catch(() => undefined);
  if (fault !== undefined) throw new UsageError(`The hub does not start: ${fault}.`);
}
