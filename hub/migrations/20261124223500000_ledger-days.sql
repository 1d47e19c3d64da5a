-- What is kept of receiving days whose rows may be dropped.

-- How far days are counted: first_day to through_day whole; of the day after, incarnations below
-- next_incarnation. Rows outside that are counted where they lie.
CREATE TABLE ledger.counted (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  first_day date NOT NULL,
  through_day date NOT NULL,
  next_incarnation integer NOT NULL DEFAULT 0
);

-- Of counted days: how many rows each stream has, and the sum of their digest shares.
CREATE TABLE ledger.stream_totals (
  incarnation_no integer NOT NULL REFERENCES ledger.incarnations,
  lane smallint NOT NULL,
  events bigint NOT NULL,
  digest numeric NOT NULL,
  PRIMARY KEY (incarnation_no, lane)
);

-- The same by day, site and kind. dropped_at: the rows are not in ledger.events any more.
CREATE TABLE ledger.day_totals (
  received_day date NOT NULL,
  site_id text NOT NULL,
  kind smallint NOT NULL,
  events bigint NOT NULL,
  digest numeric NOT NULL,
  dropped_at timestamptz,
  PRIMARY KEY (received_day, site_id, kind)
);
CREATE INDEX day_totals_kept ON ledger.day_totals (received_day) WHERE dropped_at IS NULL;

-- Of counted days, by the hour in which the events were (at_lo). Sums, extremes and the last value
-- by (time, number, value) do not depend on the order in which rows are added. series names a
-- metric with its labels and is empty for other kinds, which have no values.
CREATE TABLE ledger.hourly (
  device_no integer NOT NULL,
  hour timestamptz NOT NULL,
  kind smallint NOT NULL,
  series text NOT NULL,
  events bigint NOT NULL,
  value_min double precision,
  value_max double precision,
  value_sum numeric,
  last_at timestamptz NOT NULL,
  last_seq bigint NOT NULL,
  last_value double precision,
  PRIMARY KEY (device_no, hour, kind, series)
);
CREATE INDEX hourly_hour ON ledger.hourly (hour);

-- Takes the rows of some kinds of a receiving day away. The day's partition goes when no row is
-- left, else it is replaced by one with the rest: nothing is deleted row by row. Refuses when there
-- are not exactly as many as were counted.
CREATE FUNCTION ledger.drop_rows(day date, gone smallint[], counted bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  part text := 'events' || to_char(day, '"_"YYYY_MM_DD');
  rest text := part || '_rest';
  bounds text := format('received_day >= %L AND received_day < %L', day, day + 1);
  found bigint;
  leaves boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ledger.ensure_partitions'));
  SELECT count(*) INTO found FROM ledger.events WHERE received_day = day AND kind = ANY (gone);
  IF found <> counted THEN
    RAISE EXCEPTION 'day % has % rows of kinds % and % were counted', day, found, gone, counted;
  END IF;
  IF to_regclass('ledger.' || part) IS NULL THEN
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
