-- Raw software normalised to applications and versions, with exact install counts.
CREATE SCHEMA portfolio;

CREATE TABLE portfolio.applications (
  id                  int4 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  purl                text NOT NULL UNIQUE,
  name                text NOT NULL,
  source              text NOT NULL,
  publisher           text,
  installs            int8 NOT NULL DEFAULT 0 CHECK (installs >= 0),
  installs_simulated  int8 NOT NULL DEFAULT 0 CHECK (installs_simulated >= 0)
) WITH (fillfactor = 80);
CREATE INDEX applications_ranked ON portfolio.applications
  ((installs + installs_simulated) DESC, id) WHERE installs + installs_simulated > 0;

CREATE TABLE portfolio.versions (
  id                  int4 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  application_id      int4 NOT NULL REFERENCES portfolio.applications,
  version             text NOT NULL,
  installs            int8 NOT NULL DEFAULT 0 CHECK (installs >= 0),
  installs_simulated  int8 NOT NULL DEFAULT 0 CHECK (installs_simulated >= 0),
  UNIQUE (application_id, version)
) WITH (fillfactor = 80);

-- Which version a software item of the device module is.
CREATE TABLE portfolio.items (
  item_id     int4 PRIMARY KEY,
  version_id  int4 NOT NULL REFERENCES portfolio.versions
);

-- What of each device is counted; the counts are the sum of these rows (plus unsettled changes).
CREATE TABLE portfolio.device_versions (
  device_no       int4 PRIMARY KEY,
  inventory_hash  bytea NOT NULL,
  version_ids     int4[] NOT NULL
);

-- Changes of counts, appended by ingest and settled by one worker: ingest transactions of different
-- sites would otherwise queue for the rows of popular applications.
CREATE TABLE portfolio.changes (
  id              int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  simulated       bool NOT NULL,
  application_id  int4 NOT NULL,
  version_id      int4,  -- null: counts for the application as a whole
  delta           int4 NOT NULL
);
