-- Partitions by the day on which the hub received: an event from 1970 has a home, and retention
-- drops whole days. The default partitions exist so that nothing is lost if none was made ahead.

CREATE TABLE ledger.events_default PARTITION OF ledger.events DEFAULT;
CREATE TABLE ledger.batches_default PARTITION OF ledger.batches DEFAULT;

-- Makes the partitions of `days` days from `from_day` on. Rows that had to go to the default
-- partition move to their own. Returns how many partitions it made.
CREATE FUNCTION ledger.ensure_partitions(from_day date, days integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  day date;
  part text;
  made integer := 0;
BEGIN
  -- Two hubs that start at once make them once.
  PERFORM pg_advisory_xact_lock(hashtext('ledger.ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['events', 'batches'] LOOP
    FOR day IN SELECT from_day + n FROM generate_series(0, days - 1) AS n LOOP
      part := parent || to_char(day, '"_"YYYY_MM_DD');
      CONTINUE WHEN to_regclass('ledger.' || part) IS NOT NULL;
      EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.%I INCLUDING ALL)', part, parent);
      EXECUTE format(
        'WITH moved AS (DELETE FROM ledger.%I WHERE received_day = %L RETURNING *)
         INSERT INTO ledger.%I SELECT * FROM moved',
        parent || '_default', day, part);
      EXECUTE format(
        'ALTER TABLE ledger.%I ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
        parent, part, day, day + 1);
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END;
$$;

-- The digest's share of one event: the first 8 bytes of SHA-256(device id, incarnation, lane byte,
-- sequence number), as a signed 64-bit number. Sums of it modulo 2^64 do not depend on order.
CREATE FUNCTION ledger.event_digest(device uuid, incarnation uuid, lane smallint, seq bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ('x' || encode(substr(sha256(
    uuid_send(device) || uuid_send(incarnation) || substr(int2send(lane), 2) || int8send(seq)
  ), 1, 8), 'hex'))::bit(64)::bigint
$$;

-- A sum of digest shares as the 16 hex digits that senders print.
CREATE FUNCTION ledger.digest_text(total numeric) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lpad(to_hex(CASE WHEN m >= 9223372036854775808 THEN m - 18446744073709551616 ELSE m END::bigint), 16, '0')
    FROM (SELECT mod(mod(coalesce(total, 0), 18446744073709551616) + 18446744073709551616,
                     18446744073709551616) AS m) AS reduced
$$;
