-- What was asked of relays by exact range: one row per hole that the newest receipt names.
CREATE TABLE ledger.gap_requests (
  journal_no integer NOT NULL REFERENCES ledger.journals,
  lane smallint NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  first_asked_at timestamptz NOT NULL,
  last_asked_at timestamptz NOT NULL,
  times integer NOT NULL,
  PRIMARY KEY (journal_no, lane, first, last)
);

-- What of a site went into quarantine in an hour, and what was only counted. A row lives until its
-- hour is over and, where something was not kept, audited.
CREATE TABLE ledger.quarantine_hours (
  site_id text NOT NULL,
  hour timestamptz NOT NULL,
  items bigint NOT NULL DEFAULT 0,
  bytes bigint NOT NULL DEFAULT 0,
  items_not_kept bigint NOT NULL DEFAULT 0,
  bytes_not_kept bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (site_id, hour)
);
