-- Batches of an enrolled device that contradict what the ledger holds of it: the rest of a second
-- history. The bytes lie in quarantine; `branch` is the history they belong to, named after the
-- hash of the first of it that came.
CREATE TABLE ledger.contradictions (
  device_no integer NOT NULL,
  incarnation uuid NOT NULL,
  lane smallint NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  hash bytea NOT NULL,
  prev_hash bytea NOT NULL,
  branch uuid NOT NULL,
  boot_id uuid NOT NULL,           -- in which it was cut
  cut_at timestamptz NOT NULL,     -- by the device's clock, never later than it was received
  received_at timestamptz NOT NULL,
  site_id text NOT NULL,
  relay_id uuid NOT NULL,
  quarantine_no bigint NOT NULL REFERENCES ledger.quarantine,
  taken boolean NOT NULL DEFAULT false, -- a decision put it into the ledger, under its branch
  PRIMARY KEY (device_no, incarnation, lane, hash)
);
CREATE INDEX contradictions_branch ON ledger.contradictions (device_no, branch);
CREATE INDEX contradictions_hash ON ledger.contradictions (hash);

ALTER TABLE devices.incarnations
  ADD COLUMN began_at timestamptz(3), -- by the device's clock, never later than it was received
  ADD COLUMN boot_id bytea,           -- in which it began
  ADD COLUMN aside boolean NOT NULL DEFAULT false; -- decided: not the device's own history

-- A machine that shared a key with another until a person said that they are two.
ALTER TABLE devices.devices
  ADD COLUMN split_of int4 REFERENCES devices.devices (no),
  ADD COLUMN splits int4 NOT NULL DEFAULT 0;
CREATE INDEX devices_split_of ON devices.devices (split_of) WHERE split_of IS NOT NULL;

-- Devices with more than one incarnation, and in how many histories these lie.
CREATE TABLE devices.forks (
  device_no int4 PRIMARY KEY REFERENCES devices.devices,
  histories int4 NOT NULL DEFAULT 1
);

CREATE TABLE devices.conflicts (
  conflict_no  int4 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device_no    int4 NOT NULL REFERENCES devices.devices,
  opened_at    timestamptz(3) NOT NULL,
  cause        text NOT NULL CHECK (cause IN ('contradiction', 'concurrent')),
  resolved_at  timestamptz(3),
  resolution   text CHECK (resolution IN ('same_machine', 'two_machines')),
  kept         bytea,
  reason       text,
  resolved_by  text,
  histories    jsonb, -- as they were when it was resolved
  CHECK ((resolved_at IS NULL) = (resolution IS NULL))
);
CREATE UNIQUE INDEX conflicts_open ON devices.conflicts (device_no) WHERE resolved_at IS NULL;
