-- The chain lies in a table of its own: sealing an entry adds a row there and never touches the
-- entry, which is written once, with few indexes, and stays as it is. Hashes, positions, tree and
-- checkpoints are what they were. Nobody writes while this runs.
LOCK TABLE audit.entries IN ACCESS EXCLUSIVE MODE;

-- Which place an entry has; lies in the same months as the entries, and goes with them.
CREATE TABLE audit.chain (
  position  int8 NOT NULL,
  id        int8 NOT NULL,
  at        timestamptz(3) NOT NULL, -- of the entry: says in which month it lies
  hash      bytea NOT NULL,
  sealed_at timestamptz(3) DEFAULT clock_timestamp(), -- NULL: sealed before this was kept
  PRIMARY KEY (id, at) -- so an entry is sealed once
) PARTITION BY RANGE (at);
CREATE INDEX chain_position ON audit.chain (position);
CREATE TABLE audit.chain_default PARTITION OF audit.chain DEFAULT;
CREATE TRIGGER chain_no_change BEFORE UPDATE OR DELETE ON audit.chain
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER chain_no_truncate BEFORE TRUNCATE ON audit.chain
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER chain_no_truncate BEFORE TRUNCATE ON audit.chain_default
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Makes one month's partition of a table, if there is none.
CREATE FUNCTION audit.make_month(parent text, month date) RETURNS boolean
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part text := parent || to_char(month, '_YYYYMM');
BEGIN
  IF to_regclass('audit.' || part) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE audit.%I (LIKE audit.%I INCLUDING ALL)', part, parent);
  EXECUTE format(
    'CREATE TRIGGER %I BEFORE TRUNCATE ON audit.%I
       FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', parent || '_no_truncate', part);
  EXECUTE format(
    'ALTER TABLE audit.%I ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)', parent, part,
    month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
  RETURN true;
END;
$$;
REVOKE ALL ON FUNCTION audit.make_month(text, date) FROM PUBLIC;

-- Makes the partitions of `months` months from that of `from_day` on; answers how many were made.
CREATE OR REPLACE FUNCTION audit.ensure_partitions(from_day date, months integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  month date;
  begins timestamptz;
  ends timestamptz;
  made integer := 0;
BEGIN
  IF months > 120 THEN RAISE EXCEPTION 'at most 120 months'; END IF;
  FOR i IN 0 .. months - 1 LOOP
    month := (date_trunc('month', from_day) + make_interval(months => i))::date;
    CONTINUE WHEN to_regclass('audit.entries' || to_char(month, '_YYYYMM')) IS NOT NULL;
    -- Only one at a time; the others find it made.
    PERFORM pg_advisory_xact_lock(4205);
    begins := month::timestamp AT TIME ZONE 'UTC';
    ends := (month + interval '1 month') AT TIME ZONE 'UTC';
    CONTINUE WHEN EXISTS (SELECT FROM audit.entries_default WHERE at >= begins AND at < ends)
               OR EXISTS (SELECT FROM audit.chain_default WHERE at >= begins AND at < ends);
    PERFORM audit.make_month('chain', month);
    IF audit.make_month('entries', month) THEN made := made + 1; END IF;
  END LOOP;
  RETURN made;
END;
$$;

SELECT audit.make_month('chain', to_date(right(c.relname, 6), 'YYYYMM'))
  FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
 WHERE i.inhparent = 'audit.entries'::regclass AND c.relname ~ '^entries_[0-9]{6}$';

INSERT INTO audit.chain (position, id, at, hash, sealed_at)
  SELECT position, id, at, hash, NULL FROM audit.entries WHERE position IS NOT NULL;

-- How far the sealer has looked, and which ids below were not there yet: their transactions may
-- still be open. Only a shortcut, like the rest of the head: verifying looks at every entry.
ALTER TABLE audit.head
  ADD COLUMN seen int8 NOT NULL DEFAULT 0,
  ADD COLUMN awaited jsonb NOT NULL DEFAULT '[]';
UPDATE audit.head SET seen = coalesce(
  (SELECT min(id) - 1 FROM audit.entries WHERE position IS NULL),
  (SELECT max(id) FROM audit.entries), 0);

DROP FUNCTION audit.seal(int8[], timestamptz[], bytea[], bytea[]);
DROP TRIGGER entries_only_sealing ON audit.entries;
DROP FUNCTION audit.only_sealing();
DROP INDEX audit.entries_position, audit.entries_unsealed, audit.entries_site,
  audit.entries_outcome;
ALTER TABLE audit.entries DROP COLUMN position, DROP COLUMN hash;

-- What an entry is about and how it went are told by the entry itself (audit.site_of and
-- audit.outcome_of). They are written with it, since an index on an expression costs every writer
-- as much as all else; verifying compares.
ALTER TABLE audit.entries ADD COLUMN site text, ADD COLUMN outcome text; -- NULL: none, done
UPDATE audit.entries
   SET site = audit.site_of(action, subject, detail),
       outcome = nullif(audit.outcome_of(action, detail), 'done')
 WHERE audit.site_of(action, subject, detail) IS NOT NULL
    OR audit.outcome_of(action, detail) <> 'done';
CREATE INDEX entries_site ON audit.entries (site, id DESC) WHERE site IS NOT NULL;
CREATE INDEX entries_outcome ON audit.entries (outcome, id DESC) WHERE outcome IS NOT NULL;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON audit.entries
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

-- Gives entries their places after the last sealed one, in the order in which they are named, and
-- moves the head. Their times lie between the two that are named, so that only their months are
-- read. `hashes` are 32 bytes each. Only one sealer at a time.
CREATE FUNCTION audit.seal(ids int8[], from_at timestamptz, through_at timestamptz, hashes bytea,
                           next_frontier bytea[], next_seen int8, next_awaited jsonb)
  RETURNS int8 LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last int8;
  wanted integer := cardinality(ids);
  sealed integer;
BEGIN
  PERFORM pg_advisory_xact_lock(4201);
  IF octet_length(hashes) <> 32 * wanted THEN RAISE EXCEPTION 'a hash has 32 bytes'; END IF;
  SELECT position INTO last FROM audit.head;
  last := coalesce(last, 0);
  INSERT INTO audit.chain (position, id, at, hash)
    SELECT last + s.n, e.id, e.at, substring(hashes FROM 32 * s.n::integer - 31 FOR 32)
      FROM unnest(ids) WITH ORDINALITY AS s (id, n)
      JOIN audit.entries AS e ON e.id = s.id AND e.at BETWEEN from_at AND through_at;
  GET DIAGNOSTICS sealed = ROW_COUNT;
  IF sealed <> wanted THEN
    RAISE EXCEPTION 'sealing is refused: % of % entries are there', sealed, wanted;
  END IF;
  IF wanted = 0 THEN
    UPDATE audit.head SET seen = next_seen, awaited = next_awaited;
    RETURN last;
  END IF;
  INSERT INTO audit.head (position, hash, frontier, seen, awaited)
  VALUES (last + wanted, substring(hashes FROM 32 * wanted - 31), next_frontier, next_seen,
          next_awaited)
  ON CONFLICT (one) DO UPDATE
    SET position = EXCLUDED.position, hash = EXCLUDED.hash, frontier = EXCLUDED.frontier,
        seen = EXCLUDED.seen, awaited = EXCLUDED.awaited;
  RETURN last + wanted;
END;
$$;

-- Drops a month whose every entry is sealed and which ended more than 730 days ago, if its tombstone
-- is in place and no older month is left: the entries and their part of the chain.
CREATE OR REPLACE FUNCTION audit.drop_partition(part text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  chain_part text := 'chain' || right(part, 7);
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
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM audit.%I AS e
       WHERE NOT EXISTS (SELECT FROM audit.%I AS c WHERE c.id = e.id AND c.at = e.at))',
    part, chain_part) INTO open_rows;
  IF open_rows THEN
    RAISE EXCEPTION 'audit.% holds entries that are not sealed', part
      USING ERRCODE = 'restrict_violation';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM audit.%I)', part) INTO has_rows;
  IF has_rows AND NOT EXISTS (SELECT FROM audit.tombstones AS t WHERE t.partition = part) THEN
    RAISE EXCEPTION 'audit.% has no tombstone', part USING ERRCODE = 'restrict_violation';
  END IF;
  EXECUTE format('DROP TABLE audit.%I, audit.%I', part, chain_part);
END;
$$;

REVOKE ALL ON FUNCTION
  audit.seal(int8[], timestamptz, timestamptz, bytea, bytea[], int8, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  audit.seal(int8[], timestamptz, timestamptz, bytea, bytea[], int8, jsonb) TO eucora_runtime;
GRANT SELECT ON audit.chain, audit.chain_default, audit.entries_default TO eucora_runtime;
GRANT INSERT (site, outcome) ON audit.entries TO eucora_runtime;
