-- The record of audit keeps out of reach of the program that writes it. Whoever migrates owns it;
-- the hub at work is a member of eucora_runtime, which may read, append, and seal through a
-- function, and nothing else. Entries lie in monthly partitions; one that is sealed whole and older
-- than 730 days may go, and leaves a signed tombstone.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'eucora_runtime') THEN
    CREATE ROLE eucora_runtime NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'the role eucora_runtime is missing; let a database administrator run: %',
      'CREATE ROLE eucora_runtime NOLOGIN';
END;
$$;

ALTER TABLE audit.entries RENAME TO entries_before;
ALTER INDEX audit.entries_pkey RENAME TO entries_before_pkey;
ALTER INDEX audit.entries_position_key RENAME TO entries_before_position_key;
ALTER INDEX audit.entries_unsealed RENAME TO entries_before_unsealed;
ALTER INDEX audit.entries_actor RENAME TO entries_before_actor;
ALTER INDEX audit.entries_action RENAME TO entries_before_action;

CREATE SEQUENCE audit.entry_ids AS int8;
CREATE TABLE audit.entries (
  id       int8 NOT NULL DEFAULT nextval('audit.entry_ids'),
  at       timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  actor    text NOT NULL,
  action   text NOT NULL,
  subject  text NOT NULL,
  detail   jsonb NOT NULL,
  position int8,
  hash     bytea,
  PRIMARY KEY (id, at),
  CHECK ((position IS NULL) = (hash IS NULL))
) PARTITION BY RANGE (at);
CREATE INDEX entries_position ON audit.entries (position);
CREATE INDEX entries_unsealed ON audit.entries (id) WHERE position IS NULL;
CREATE INDEX entries_actor ON audit.entries (actor, id DESC);
CREATE INDEX entries_action ON audit.entries (action text_pattern_ops, id DESC);
CREATE INDEX entries_subject ON audit.entries (subject, id DESC);

-- The end of the chain, and the roots of the complete subtrees of its Merkle tree (RFC 6962), widest
-- first: what the next entry is sealed with. Only a shortcut; verifying computes it anew.
CREATE TABLE audit.head (
  one      bool PRIMARY KEY DEFAULT true CHECK (one),
  position int8 NOT NULL,
  hash     bytea NOT NULL,
  frontier bytea[] NOT NULL
);
-- Hashes of complete subtrees of the Merkle tree, from level 6 (64 entries) up. Below, they are
-- computed from the entries; what proofs need of a dropped partition is kept here, too.
CREATE TABLE audit.nodes (
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 62),
  place int8 NOT NULL CHECK (place >= 0),
  hash  bytea NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (level, place)
);
-- What a dropped partition leaves: the signed statement of where the chain goes on.
CREATE TABLE audit.tombstones (
  no        int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partition text NOT NULL UNIQUE,
  through   int8 NOT NULL,
  at        timestamptz(3) NOT NULL,
  envelope  bytea NOT NULL
);

CREATE TRIGGER nodes_no_change BEFORE UPDATE OR DELETE ON audit.nodes
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER nodes_no_truncate BEFORE TRUNCATE ON audit.nodes
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER tombstones_no_change BEFORE UPDATE OR DELETE ON audit.tombstones
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER tombstones_no_truncate BEFORE TRUNCATE ON audit.tombstones
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER entries_only_sealing BEFORE UPDATE ON audit.entries
  FOR EACH ROW EXECUTE FUNCTION audit.only_sealing();
CREATE TRIGGER entries_no_delete BEFORE DELETE ON audit.entries
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON audit.entries
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Entries of a month for which no partition was made in time. It is never dropped.
CREATE TABLE audit.entries_default PARTITION OF audit.entries DEFAULT;
CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON audit.entries_default
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Makes the partitions of `months` months from that of `from_day` on; answers how many were made.
CREATE FUNCTION audit.ensure_partitions(from_day date, months integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  month date;
  part text;
  made integer := 0;
BEGIN
  IF months > 120 THEN RAISE EXCEPTION 'at most 120 months'; END IF;
  FOR i IN 0 .. months - 1 LOOP
    month := (date_trunc('month', from_day) + make_interval(months => i))::date;
    part := 'entries_' || to_char(month, 'YYYYMM');
    CONTINUE WHEN to_regclass('audit.' || part) IS NOT NULL;
    -- Only one at a time; the others find it made.
    PERFORM pg_advisory_xact_lock(4205);
    CONTINUE WHEN to_regclass('audit.' || part) IS NOT NULL;
    CONTINUE WHEN EXISTS (SELECT FROM audit.entries_default
                           WHERE at >= month::timestamp AT TIME ZONE 'UTC'
                             AND at < (month + interval '1 month') AT TIME ZONE 'UTC');
    EXECUTE format('CREATE TABLE audit.%I (LIKE audit.entries INCLUDING ALL)', part);
    EXECUTE format(
      'CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON audit.%I
         FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', part);
    EXECUTE format(
      'ALTER TABLE audit.entries ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)', part,
      month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
    made := made + 1;
  END LOOP;
  RETURN made;
END;
$$;

SELECT audit.ensure_partitions(coalesce(min(at), now())::date,
         (12 * (extract(year FROM now()) - extract(year FROM coalesce(min(at), now())))
          + extract(month FROM now()) - extract(month FROM coalesce(min(at), now())) + 13)::integer)
  FROM audit.entries_before;
INSERT INTO audit.entries (id, at, actor, action, subject, detail, position, hash)
  SELECT id, at, actor, action, subject, detail, position, hash FROM audit.entries_before;
SELECT setval('audit.entry_ids', coalesce(max(id), 0) + 1, false) FROM audit.entries;
DROP TABLE audit.entries_before;

-- Gives entries their places after the last sealed one, in the order in which they are named, and
-- moves the head. `at` says in which partition an entry lies. Only one sealer at a time.
CREATE FUNCTION audit.seal(ids int8[], ats timestamptz[], hashes bytea[], next_frontier bytea[])
  RETURNS int8 LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last int8;
  sealed integer;
BEGIN
  PERFORM pg_advisory_xact_lock(4201);
  IF EXISTS (SELECT FROM unnest(hashes) AS h WHERE octet_length(h) <> 32) THEN
    RAISE EXCEPTION 'a hash has 32 bytes';
  END IF;
  SELECT position INTO last FROM audit.head;
  last := coalesce(last, 0);
  UPDATE audit.entries AS e SET position = last + s.n, hash = s.hash
    FROM unnest(ids, ats, hashes) WITH ORDINALITY AS s (id, at, hash, n)
   WHERE e.id = s.id AND e.at = s.at AND e.position IS NULL;
  GET DIAGNOSTICS sealed = ROW_COUNT;
  IF sealed <> cardinality(ids) OR cardinality(hashes) <> sealed OR sealed = 0 THEN
    RAISE EXCEPTION 'sealing is refused: % of % entries are unsealed', sealed, cardinality(ids);
  END IF;
  INSERT INTO audit.head (position, hash, frontier)
  VALUES (last + sealed, hashes[sealed], next_frontier)
  ON CONFLICT (one) DO UPDATE
    SET position = EXCLUDED.position, hash = EXCLUDED.hash, frontier = EXCLUDED.frontier;
  RETURN last + sealed;
END;
$$;

-- Sets the head where there is none: for a chain that was sealed before the head was kept, and one
-- that was restored. Never touches a head.
CREATE FUNCTION audit.begin_head(at_position int8, at_hash bytea, at_frontier bytea[])
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO audit.head (position, hash, frontier) VALUES (at_position, at_hash, at_frontier)
  ON CONFLICT (one) DO NOTHING;
$$;

-- Drops a partition whose every entry is sealed and whose month ended more than 730 days ago, if its
-- tombstone is in place and no older partition is left.
CREATE FUNCTION audit.drop_partition(part text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  open_rows bool;
  has_rows bool;
  ends timestamptz;
BEGIN
  IF part !~ '^entries_[0-9]{6}$' OR to_regclass('audit.' || part) IS NULL THEN
    RAISE EXCEPTION 'audit.% is no partition', part;
  END IF;
  ends := (to_date(right(part, 6), 'YYYYMM') + interval '1 month') AT TIME ZONE 'UTC';
  IF ends > now() - interval '730 days' THEN
    RAISE EXCEPTION 'audit.% is younger than 730 days', part USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
              WHERE i.inhparent = 'audit.entries'::regclass AND c.relname ~ '^entries_[0-9]{6}$'
                AND c.relname < part) THEN
    RAISE EXCEPTION 'an older partition is still there' USING ERRCODE = 'restrict_violation';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM audit.%I WHERE position IS NULL)', part) INTO open_rows;
  IF open_rows THEN
    RAISE EXCEPTION 'audit.% holds entries that are not sealed', part
      USING ERRCODE = 'restrict_violation';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM audit.%I)', part) INTO has_rows;
  IF has_rows AND NOT EXISTS (SELECT FROM audit.tombstones AS t WHERE t.partition = part) THEN
    RAISE EXCEPTION 'audit.% has no tombstone', part USING ERRCODE = 'restrict_violation';
  END IF;
  EXECUTE format('DROP TABLE audit.%I', part);
END;
$$;

-- Refusals are counted by principal, route and minute, so that a flood of them is a number.
CREATE TABLE audit.refusals (
  minute    timestamptz(0) NOT NULL,
  principal text NOT NULL,
  route     text NOT NULL,
  code      text NOT NULL,
  count     int8 NOT NULL,
  PRIMARY KEY (minute, principal, route, code)
);

-- Up to which position each receiver of forwarded entries was told.
CREATE TABLE audit.forwards (
  name     text PRIMARY KEY,
  position int8 NOT NULL
);

REVOKE ALL ON FUNCTION audit.seal(int8[], timestamptz[], bytea[], bytea[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.begin_head(int8, bytea, bytea[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.drop_partition(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.ensure_partitions(date, integer) FROM PUBLIC;
GRANT USAGE ON SCHEMA audit TO eucora_runtime;
GRANT SELECT, INSERT (actor, action, subject, detail) ON audit.entries TO eucora_runtime;
GRANT SELECT, INSERT ON audit.checkpoints, audit.nodes, audit.tombstones TO eucora_runtime;
GRANT SELECT ON audit.head TO eucora_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON audit.refusals, audit.forwards TO eucora_runtime;
GRANT USAGE, SELECT ON SEQUENCE audit.entry_ids TO eucora_runtime;
GRANT EXECUTE ON FUNCTION audit.seal(int8[], timestamptz[], bytea[], bytea[]),
  audit.begin_head(int8, bytea, bytea[]), audit.drop_partition(text),
  audit.ensure_partitions(date, integer) TO eucora_runtime;

-- The hub at work may not make or drop tables either: these do it for the ledger's days.
ALTER FUNCTION ledger.ensure_partitions(date, integer)
  SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp;
ALTER FUNCTION ledger.drop_rows(date, smallint[], bigint)
  SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp;
