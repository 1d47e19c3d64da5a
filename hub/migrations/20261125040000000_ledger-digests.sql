-- Up Migration

-- The digest over rows of days that are not counted yet, so that asking for it twice reads a row
-- once. A memory, not a record: it may be deleted at any time and is then made again from the rows.

-- Which events of a stream the memory has looked at. Events only ever join streams.committed, so
-- committed less covered is what is still to be read.
CREATE TABLE ledger.digest_cover (
  incarnation_no integer NOT NULL REFERENCES ledger.incarnations,
  lane smallint NOT NULL,
  covered int8multirange NOT NULL,
  PRIMARY KEY (incarnation_no, lane)
);

-- What was read, by receiving day: a day's part counts no more once the day itself is counted
-- (ledger.days.next_incarnation), since its rows are in ledger.stream_totals then.
CREATE TABLE ledger.digest_sums (
  received_day date NOT NULL,
  incarnation_no integer NOT NULL REFERENCES ledger.incarnations,
  lane smallint NOT NULL,
  events bigint NOT NULL,
  digest numeric NOT NULL,
  PRIMARY KEY (received_day, incarnation_no, lane)
);
CREATE INDEX digest_sums_stream ON ledger.digest_sums (incarnation_no, lane);
