-- Raw usage: who ran what, from when to when. Consumption is computed from it.
CREATE SCHEMA licenses;

-- Identity of an interval: (device, boot, pid, start). Two reports of one interval merge.
CREATE TABLE licenses.usage (
  device_no             int4 NOT NULL,
  boot_id               bytea NOT NULL,
  pid                   int8 NOT NULL,
  start_ms              int8 NOT NULL,  -- CLOCK_BOOTTIME of boot_id
  subject_id            bytea NOT NULL,
  program               text NOT NULL,
  path                  text,
  title                 text,
  instances_max         int4 NOT NULL,
  started_at            timestamptz(3) NOT NULL,
  start_uncertainty_ms  int8 NOT NULL,
  start_reported        bool NOT NULL,  -- false: known only from the report of the end
  ended_at              timestamptz(3),
  end_ms                int8,
  end_uncertainty_ms    int8,
  PRIMARY KEY (device_no, boot_id, pid, start_ms)
);
CREATE INDEX usage_recent ON licenses.usage (device_no, started_at DESC, start_ms DESC, pid DESC);

-- Programs too short-lived to be intervals, counted per report.
CREATE TABLE licenses.short_programs (
  device_no    int4 NOT NULL,
  incarnation  bytea NOT NULL,
  seq          int8 NOT NULL,
  program      text NOT NULL,
  count        int8 NOT NULL,
  from_at      timestamptz(3) NOT NULL,
  to_at        timestamptz(3) NOT NULL,
  PRIMARY KEY (device_no, incarnation, seq)
);
CREATE INDEX short_programs_recent ON licenses.short_programs (device_no, to_at);
