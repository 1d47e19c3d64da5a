-- Segments that their relay can't send any more: their numbers have ended without them. What comes
-- all the same leaves `unavailable` for `received`.
ALTER TABLE ledger.journal_lanes ADD COLUMN unavailable int8multirange NOT NULL DEFAULT '{}';

-- Each statement of a relay as it was signed in a segment.
CREATE TABLE ledger.unavailable (
  journal_no integer NOT NULL REFERENCES ledger.journals,
  lane smallint NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  reason text NOT NULL CHECK (reason IN ('damaged', 'truncated', 'disk_lost')),
  epoch bigint NOT NULL,       -- of the receipt that let them go; 0: none did
  generation bigint NOT NULL,
  said_at timestamptz NOT NULL,
  PRIMARY KEY (journal_no, lane, first, last, reason)
);
