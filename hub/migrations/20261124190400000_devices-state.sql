-- Enrolled endpoints and what is known of them now.
CREATE SCHEMA devices;

CREATE TABLE devices.devices (
  no                  int4 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id                  bytea NOT NULL UNIQUE CHECK (length(id) = 16),
  site_id             text NOT NULL REFERENCES sites.sites,
  public_key          bytea NOT NULL CHECK (length(public_key) = 32),
  enrolled_at         timestamptz(3) NOT NULL,
  simulated           bool NOT NULL,
  run                 text,
  current_incarnation bytea,
  -- The nearest of the current incarnation's line with a complete inventory, and what it says.
  inventory_incarnation bytea,
  os                  text,
  software_count      int4,
  inventory_hash      bytea,
  inventory_at        timestamptz(3),
  -- The transaction that last changed what name search shows of the device.
  listed_xid          xid8 NOT NULL DEFAULT pg_current_xact_id()
) WITH (fillfactor = 80);
CREATE INDEX devices_listed ON devices.devices (listed_xid);
CREATE INDEX devices_run ON devices.devices (run) WHERE run IS NOT NULL;

-- Exact numbers of devices, kept by whoever adds or moves one.
CREATE TABLE devices.counts (
  site_id    text NOT NULL REFERENCES sites.sites,
  simulated  bool NOT NULL,
  devices    int8 NOT NULL CHECK (devices >= 0),
  PRIMARY KEY (site_id, simulated)
);

-- What changes with every batch, apart from what hardly changes.
CREATE TABLE devices.activity (
  device_no      int4 PRIMARY KEY REFERENCES devices.devices,
  site_id        text NOT NULL,
  -- -infinity: it is enrolled and has not spoken.
  last_event_at  timestamptz(3) NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 70);
CREATE INDEX activity_site_recent ON devices.activity (site_id, last_event_at DESC, device_no);
CREATE INDEX activity_recent ON devices.activity (last_event_at DESC, device_no);

-- The tree of a device's incarnations. Its current one is a leaf, never the last to arrive.
CREATE TABLE devices.incarnations (
  device_no    int4 NOT NULL REFERENCES devices.devices,
  incarnation  bytea NOT NULL,
  parent       bytea,
  PRIMARY KEY (device_no, incarnation)
);

-- Distinct software, each stored once for the whole fleet.
CREATE TABLE devices.software_items (
  id            int4 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key           bytea NOT NULL UNIQUE, -- SHA-256 of the identity that the protocol defines
  name          text NOT NULL,
  version       text NOT NULL,
  source        text NOT NULL,
  architecture  text,
  publisher     text
);

-- Where the fold of one incarnation's inventory stands.
CREATE TABLE devices.inventories (
  device_no    int4 NOT NULL REFERENCES devices.devices,
  incarnation  bytea NOT NULL,
  seq          int8,            -- of the last inventory event in the state; null: none is complete
  hash         bytea,
  at           timestamptz(3),
  facts        jsonb NOT NULL DEFAULT '[]',
  items        int4[] NOT NULL DEFAULT '{}',
  pending         jsonb NOT NULL DEFAULT '[]', -- parts and deltas that wait for their base
  pending_deltas  int4 NOT NULL DEFAULT 0,
  PRIMARY KEY (device_no, incarnation)
);

CREATE TABLE devices.collectors (
  device_no      int4 NOT NULL REFERENCES devices.devices,
  name           text NOT NULL,
  at             timestamptz(3) NOT NULL,
  status         text NOT NULL,
  runs           int8 NOT NULL,
  wall_ms_last   int8 NOT NULL,
  cpu_ms_total   int8 NOT NULL,
  items          int8 NOT NULL,
  detail         text,
  PRIMARY KEY (device_no, name)
);

CREATE TABLE devices.measurements (
  device_no  int4 NOT NULL REFERENCES devices.devices,
  what       text NOT NULL,
  at         timestamptz(3) NOT NULL,
  state      text NOT NULL,
  reason     text,
  PRIMARY KEY (device_no, what)
);

-- Names of persons and machines (P0). Destroying the subject's key erases the name for good.
CREATE TABLE devices.subject_keys (
  subject_id  bytea PRIMARY KEY CHECK (length(subject_id) = 16),
  device_no   int4 NOT NULL REFERENCES devices.devices,
  sealed_key  bytea, -- under the hub's names key, which is not in this database
  erased_at   timestamptz(3), -- the row stays, so that no re-sent event brings the key back
  CHECK ((sealed_key IS NULL) = (erased_at IS NOT NULL))
);
CREATE TABLE devices.personal_names (
  subject_id  bytea NOT NULL,
  role        text NOT NULL CHECK (role IN ('device_host', 'device_user')),
  device_no   int4 NOT NULL REFERENCES devices.devices,
  at          timestamptz(3) NOT NULL,
  nonce       bytea NOT NULL,
  ciphertext  bytea NOT NULL,
  PRIMARY KEY (subject_id, role)
);
CREATE INDEX personal_names_device ON devices.personal_names (device_no, role);
