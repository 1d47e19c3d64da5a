-- Packs are merged into larger ones, and read again from time to time.

-- retired_at: another pack holds all that is in it; its file is to be removed, then this row.
-- fault: what the last reading found wrong.
ALTER TABLE ledger.archive_packs
  ADD COLUMN retired_at timestamptz,
  ADD COLUMN scrubbed_at timestamptz,
  ADD COLUMN fault text;
CREATE INDEX segments_pack ON ledger.segments (pack_no) WHERE pack_no IS NOT NULL;
