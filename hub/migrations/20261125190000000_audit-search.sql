-- What entries are searched by lies with their places in the chain, where the sealer writes it for
-- many entries at once: as indexes of the entries themselves it was most of what writing one cost.
-- An entry is found by its id alone until it is sealed. Nobody writes while this runs.
LOCK TABLE audit.entries, audit.chain IN ACCESS EXCLUSIVE MODE;

-- As the entry says it; verifying compares. NULL: of no site; done.
ALTER TABLE audit.chain
  ADD COLUMN actor text, ADD COLUMN action text, ADD COLUMN subject text,
  ADD COLUMN site text, ADD COLUMN outcome text;
DROP TRIGGER chain_no_change ON audit.chain;
UPDATE audit.chain AS c
   SET actor = e.actor, action = e.action, subject = e.subject, site = e.site,
       outcome = e.outcome
  FROM audit.entries AS e WHERE e.id = c.id AND e.at = c.at;
CREATE TRIGGER chain_no_change BEFORE UPDATE OR DELETE ON audit.chain
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

-- Ids rise, so what is new comes to the end of each value; the newest are read from there.
CREATE INDEX chain_actor ON audit.chain (actor, id);
CREATE INDEX chain_action ON audit.chain (action text_pattern_ops, id);
CREATE INDEX chain_subject ON audit.chain (subject, id);
CREATE INDEX chain_site ON audit.chain (site, id) WHERE site IS NOT NULL;
CREATE INDEX chain_outcome ON audit.chain (outcome, id) WHERE outcome IS NOT NULL;
DROP INDEX audit.entries_actor, audit.entries_action, audit.entries_subject, audit.entries_site,
  audit.entries_outcome;
ALTER TABLE audit.entries DROP COLUMN site, DROP COLUMN outcome;

-- Gives entries their places after the last sealed one, in the order in which they are named, with
-- what they are searched by, and moves the head. Their times lie between the two that are named, so
-- that only their months are read. `hashes` are 32 bytes each. Only one sealer at a time.
DROP FUNCTION audit.seal(int8[], timestamptz, timestamptz, bytea, bytea[], int8, jsonb);
CREATE FUNCTION audit.seal(ids int8[], from_at timestamptz, through_at timestamptz, hashes bytea,
                           sites text[], outcomes text[], next_frontier bytea[], next_seen int8,
                           next_awaited jsonb)
  RETURNS int8 LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last int8;
  wanted integer := cardinality(ids);
  sealed integer;
BEGIN
  PERFORM pg_advisory_xact_lock(4201);
  IF octet_length(hashes) <> 32 * wanted THEN RAISE EXCEPTION 'a hash has 32 bytes'; END IF;
  IF cardinality(sites) <> wanted OR cardinality(outcomes) <> wanted THEN
    RAISE EXCEPTION 'each entry has a site and an outcome, or null';
  END IF;
  SELECT position INTO last FROM audit.head;
  last := coalesce(last, 0);
  INSERT INTO audit.chain (position, id, at, hash, actor, action, subject, site, outcome)
    SELECT last + s.n, e.id, e.at, substring(hashes FROM 32 * s.n::integer - 31 FOR 32),
           e.actor, e.action, e.subject, s.site, s.outcome
      FROM unnest(ids, sites, outcomes) WITH ORDINALITY AS s (id, site, outcome, n),
           -- Looked up one by one: joined, a plan would rather read a whole month.
           LATERAL (SELECT e.* FROM audit.entries AS e
                     WHERE e.id = s.id AND e.at BETWEEN from_at AND through_at LIMIT 1) AS e;
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
REVOKE ALL ON FUNCTION
  audit.seal(int8[], timestamptz, timestamptz, bytea, text[], text[], bytea[], int8, jsonb)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  audit.seal(int8[], timestamptz, timestamptz, bytea, text[], text[], bytea[], int8, jsonb)
  TO eucora_runtime;
