-- The ledger: what arrived, who vouched for it, and what became of it.
-- Ranges are int8multirange in canonical form, [first, last + 1). Ids are uuid (16 bytes).

CREATE SCHEMA ledger;

-- A new epoch opens when the database may know less than receipts have already promised.
CREATE TABLE ledger.epochs (
  epoch bigint PRIMARY KEY,
  opened_at timestamptz NOT NULL,
  reason text NOT NULL
);

-- One row per site that ever sent anything: the first lock of every commit, and running counts.
CREATE TABLE ledger.sites (
  site_id text PRIMARY KEY,
  events_committed bigint NOT NULL DEFAULT 0,
  events_rejected bigint NOT NULL DEFAULT 0,
  events_void bigint NOT NULL DEFAULT 0,
  last_segment_at timestamptz,
  last_tip_at timestamptz
);

-- A journal is one relay's disk: a replaced disk or a second relay is simply another row.
CREATE TABLE ledger.journals (
  journal_no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id text NOT NULL REFERENCES ledger.sites,
  relay_id uuid NOT NULL,
  incarnation uuid NOT NULL,
  parent uuid,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  UNIQUE (site_id, relay_id, incarnation)
);

CREATE TABLE ledger.journal_lanes (
  journal_no integer NOT NULL REFERENCES ledger.journals,
  lane smallint NOT NULL,
  received int8multirange NOT NULL DEFAULT '{}',
  safe int8multirange NOT NULL DEFAULT '{}',
  committed_through bigint NOT NULL DEFAULT 0,
  safe_through bigint NOT NULL DEFAULT 0,
  through_sealed_at timestamptz,         -- when the relay sealed segment committed_through
  tip_oldest_held bigint,
  tip_sealed_through bigint,
  tip_head_hash bytea,
  tip_issued_at timestamptz,             -- by the relay's clock
  tip_at timestamptz,                    -- by ours
  PRIMARY KEY (journal_no, lane)
);

CREATE TABLE ledger.archive_packs (
  pack_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  bytes bigint NOT NULL,
  segments integer NOT NULL,
  sha256 bytea NOT NULL,
  verified_at timestamptz NOT NULL
);

-- branch 0 is the first that came for a sequence number; more are forks, kept because the devices'
-- batches inside are genuine. bytes is empty once the segment lies in a verified pack.
CREATE TABLE ledger.segments (
  segment_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  journal_no integer NOT NULL REFERENCES ledger.journals,
  lane smallint NOT NULL,
  seq bigint NOT NULL,
  branch smallint NOT NULL,
  header_hash bytea NOT NULL,
  prev_hash bytea NOT NULL,
  link text NOT NULL CHECK (link IN ('linked', 'unlinked', 'forked')),
  state text NOT NULL CHECK (state IN ('committed', 'poison')),
  sealed_at timestamptz NOT NULL,
  committed_at timestamptz NOT NULL,
  events_new integer NOT NULL,
  byte_count integer NOT NULL,
  bytes bytea,
  outcome jsonb NOT NULL,
  pack_no bigint REFERENCES ledger.archive_packs,
  UNIQUE (journal_no, lane, seq, branch)
);
-- Segments are compressed already.
ALTER TABLE ledger.segments ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX segments_header_hash ON ledger.segments USING hash (header_hash);
CREATE INDEX segments_to_archive ON ledger.segments (segment_no) WHERE pack_no IS NULL;
CREATE INDEX segments_committed_at ON ledger.segments (committed_at);

-- A device's spool in one life. device_id stands here too so that an event's id needs no other module.
CREATE TABLE ledger.incarnations (
  incarnation_no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device_no integer NOT NULL,
  device_id uuid NOT NULL,
  incarnation uuid NOT NULL,
  site_id text NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  UNIQUE (device_no, incarnation)
);
CREATE INDEX incarnations_site ON ledger.incarnations (site_id);

-- Every sequence number ends committed, rejected or void; what is really there beats void.
CREATE TABLE ledger.streams (
  incarnation_no integer NOT NULL REFERENCES ledger.incarnations,
  lane smallint NOT NULL,
  committed int8multirange NOT NULL DEFAULT '{}',
  rejected int8multirange NOT NULL DEFAULT '{}',
  voided int8multirange NOT NULL DEFAULT '{}',
  events_committed bigint NOT NULL DEFAULT 0,
  events_rejected bigint NOT NULL DEFAULT 0,
  events_void bigint NOT NULL DEFAULT 0,
  through bigint NOT NULL DEFAULT 0,     -- 1 … through have all ended
  gaps integer NOT NULL DEFAULT 0,       -- holes below the highest number that has ended
  head_last bigint NOT NULL DEFAULT 0,   -- the batch with the highest numbers
  head_hash bytea NOT NULL DEFAULT '',   -- what its successor must name
  forked boolean NOT NULL DEFAULT false, -- a second history was seen: its batches are quarantined
  parent uuid,
  parent_last_seq bigint,
  parent_last_hash bytea,
  PRIMARY KEY (incarnation_no, lane)
);

-- One row per accepted batch, so that a re-send is told from a conflict and links can be checked.
CREATE TABLE ledger.batches (
  received_day date NOT NULL,
  incarnation_no integer NOT NULL,
  lane smallint NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  rejected boolean NOT NULL,
  hash bytea NOT NULL,
  prev_hash bytea NOT NULL,
  PRIMARY KEY (incarnation_no, lane, first, received_day)
) PARTITION BY RANGE (received_day);

-- Numbers that will never come: said by the device (hash set) or by a relay that lost them.
CREATE TABLE ledger.voids (
  incarnation_no integer NOT NULL,
  lane smallint NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  hash bytea NOT NULL,
  prev_hash bytea NOT NULL,
  replaced_last_hash bytea NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (incarnation_no, lane, first, last, hash)
);

-- One row per event. body is null for what lives in current state alone: inventories and names.
CREATE TABLE ledger.events (
  received_day date NOT NULL,
  device_no integer NOT NULL,
  incarnation_no integer NOT NULL,
  lane smallint NOT NULL,
  kind smallint NOT NULL,
  seq bigint NOT NULL,
  at_lo timestamptz NOT NULL,
  at_hi timestamptz,                     -- null: nothing bounds the true time from above
  wall timestamptz NOT NULL,             -- what the device's clock claimed
  body jsonb,
  PRIMARY KEY (incarnation_no, lane, seq, received_day)
) PARTITION BY RANGE (received_day);

-- Evidence: the bytes of what was not believed or not understood.
CREATE TABLE ledger.quarantine (
  quarantine_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  times integer NOT NULL DEFAULT 1,
  scope text NOT NULL CHECK (scope IN ('segment', 'batch')),
  code text NOT NULL,
  site_id text NOT NULL,
  device_id uuid,
  segment_no bigint,
  sha256 bytea NOT NULL,
  batch_hash bytea,                      -- of a readable batch: what its successor names
  bytes bytea NOT NULL,
  detail text NOT NULL,
  released_at timestamptz,
  released_by text,
  UNIQUE (sha256, code)
);
ALTER TABLE ledger.quarantine ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX quarantine_waiting ON ledger.quarantine (device_id)
  WHERE code = 'unknown_device' AND released_at IS NULL;

CREATE INDEX quarantine_batch_hash ON ledger.quarantine (batch_hash) WHERE batch_hash IS NOT NULL;

-- Failures of ours to take a segment, so that the fifth sets it aside even across restarts.
CREATE TABLE ledger.ingest_failures (
  sha256 bytea PRIMARY KEY,
  failures integer NOT NULL,
  last_error text NOT NULL,
  last_at timestamptz NOT NULL
);

-- What the world is to be told: done < wanted means that something is to be published.
CREATE TABLE ledger.outbox (
  site_id text NOT NULL,
  kind text NOT NULL,
  wanted bigint NOT NULL,
  done bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (site_id, kind)
);

CREATE TABLE ledger.receipts (
  site_id text NOT NULL,
  epoch bigint NOT NULL,
  generation bigint NOT NULL,
  issued_at timestamptz NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (site_id, epoch, generation)
);
