-- Takes the rows of some kinds of a receiving day away. The day's partition goes when no row is
-- left, else it is replaced by one with the rest: nothing is deleted row by row. Refuses when there
-- are not exactly as many as were counted; nobody can add to the day meanwhile.
CREATE OR REPLACE FUNCTION ledger.drop_rows(day date, gone smallint[], counted bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  part text := 'events' || to_char(day, '"_"YYYY_MM_DD');
  rest text := part || '_rest';
  bounds text := format('received_day >= %L AND received_day < %L', day, day + 1);
  is_own boolean;
  found bigint;
  leaves boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ledger.ensure_partitions'));
  is_own := to_regclass('ledger.' || part) IS NOT NULL;
  EXECUTE format('LOCK TABLE ledger.%I IN SHARE MODE',
                 CASE WHEN is_own THEN part ELSE 'events_default' END);
  SELECT count(*) INTO found FROM ledger.events WHERE received_day = day AND kind = ANY (gone);
  IF found <> counted THEN
    RAISE EXCEPTION 'day % has % rows of kinds % and % were counted', day, found, gone, counted;
  END IF;
  IF NOT is_own THEN
    DELETE FROM ledger.events WHERE received_day = day AND kind = ANY (gone);
    RETURN;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM ledger.%I WHERE kind <> ALL ($1))', part)
    INTO leaves USING gone;
  IF leaves THEN
    EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.events INCLUDING ALL, CHECK (%s))',
                   rest, bounds);
    EXECUTE format('INSERT INTO ledger.%I SELECT * FROM ledger.%I WHERE kind <> ALL ($1)',
                   rest, part) USING gone;
  END IF;
  EXECUTE format('ALTER TABLE ledger.events DETACH PARTITION ledger.%I', part);
  EXECUTE format('DROP TABLE ledger.%I', part);
  IF leaves THEN
    EXECUTE format('ALTER TABLE ledger.%I RENAME TO %I', rest, part);
    EXECUTE format(
      'ALTER TABLE ledger.events ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
      part, day, day + 1);
  END IF;
END;
$$;
