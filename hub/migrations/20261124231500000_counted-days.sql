-- Days are counted each by itself, in any order: a clock that is wrong for a while can have days
-- counted that are not over, or receive into days that were counted.

-- Receiving days that have or had rows. Of each, rows of incarnations below next_incarnation are
-- counted, at 2147483647 all.
CREATE TABLE ledger.days (
  received_day date PRIMARY KEY,
  next_incarnation integer NOT NULL DEFAULT 0
);
CREATE INDEX days_open ON ledger.days (received_day) WHERE next_incarnation < 2147483647;

-- Whoever adds rows to a day calls open_day, whoever counts it count_day; until their transactions
-- end, the other waits, in turn. Both say from which incarnation on the day's rows are uncounted.
-- The lock comes first, in a statement of its own: what is read after it is not older.
CREATE FUNCTION ledger.open_day(day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  counted_below integer;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('ledger.days'), day - date '2000-01-01');
  SELECT next_incarnation INTO counted_below FROM ledger.days WHERE received_day = day;
  IF NOT FOUND THEN
    INSERT INTO ledger.days (received_day) VALUES (day) ON CONFLICT DO NOTHING;
    RETURN 0; -- it can't have been counted since: that would wait
  END IF;
  RETURN counted_below;
END;
$$;
CREATE FUNCTION ledger.count_day(day date) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ledger.days'), day - date '2000-01-01');
  RETURN (SELECT next_incarnation FROM ledger.days WHERE received_day = day);
END;
$$;

-- Rows that came to a day after they would have been counted, by range: they are in no count yet.
CREATE TABLE ledger.late_rows (
  received_day date NOT NULL,
  incarnation_no integer NOT NULL,
  lane smallint NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (received_day, incarnation_no, lane, first)
);

-- Of the events that were counted: how many are in ledger.events still.
ALTER TABLE ledger.day_totals ADD COLUMN stored bigint;
UPDATE ledger.day_totals SET stored = CASE WHEN dropped_at IS NULL THEN events ELSE 0 END;
ALTER TABLE ledger.day_totals ALTER COLUMN stored SET NOT NULL;
DROP INDEX ledger.day_totals_kept;
CREATE INDEX day_totals_stored ON ledger.day_totals (received_day) WHERE stored > 0;

DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits
               WHERE inhparent = 'ledger.events'::regclass LOOP
    IF part = 'ledger.events_default'::regclass THEN
      INSERT INTO ledger.days (received_day)
      SELECT DISTINCT received_day FROM ledger.events_default ON CONFLICT DO NOTHING;
    ELSE
      EXECUTE format('INSERT INTO ledger.days (received_day)
                      SELECT received_day FROM %s LIMIT 1 ON CONFLICT DO NOTHING', part);
    END IF;
  END LOOP;
END;
$$;
INSERT INTO ledger.days (received_day) SELECT DISTINCT received_day FROM ledger.day_totals
ON CONFLICT DO NOTHING;

-- What was counted by a clock that was ahead may lack rows. Counted again while all rows are there.
DELETE FROM ledger.counted
 WHERE through_day >= (now() AT TIME ZONE 'UTC')::date
   AND NOT EXISTS (SELECT FROM ledger.day_totals WHERE dropped_at IS NOT NULL);
DELETE FROM ledger.stream_totals WHERE NOT EXISTS (SELECT FROM ledger.counted);
DELETE FROM ledger.day_totals WHERE NOT EXISTS (SELECT FROM ledger.counted);
DELETE FROM ledger.hourly WHERE NOT EXISTS (SELECT FROM ledger.counted);
UPDATE ledger.days AS d
   SET next_incarnation = CASE WHEN d.received_day <= c.through_day THEN 2147483647
                               ELSE c.next_incarnation END
  FROM ledger.counted AS c WHERE d.received_day BETWEEN c.first_day AND c.through_day + 1;
DROP TABLE ledger.counted;
