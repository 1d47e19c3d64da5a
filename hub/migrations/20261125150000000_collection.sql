-- What is collected at a site: what was said of each item, there or for all sites (no site), and the
-- consents that some of it needs. Sites are told by a signed document; devices say by which they go.
CREATE TABLE privacy.collection_settings (
  site_id    text REFERENCES sites.sites,
  item       text NOT NULL,
  choice     text NOT NULL CHECK (choice IN ('on', 'minimised', 'off')),
  changed_by text NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  UNIQUE NULLS NOT DISTINCT (site_id, item)
);

CREATE TABLE privacy.consents (
  id           int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id      text REFERENCES sites.sites,
  item         text NOT NULL,
  ground       text NOT NULL,
  recorded_by  text NOT NULL,
  recorded_at  timestamptz(3) NOT NULL,
  withdrawn_by text,
  withdrawn_at timestamptz(3),
  CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
CREATE UNIQUE INDEX consents_standing ON privacy.consents (site_id, item) NULLS NOT DISTINCT
  WHERE withdrawn_at IS NULL;

-- By which document a device collects, and what, as it said itself.
CREATE TABLE privacy.device_collection (
  device_no    int4 PRIMARY KEY REFERENCES devices.devices (no),
  site_id      text NOT NULL,
  ledger_epoch int8 NOT NULL,
  generation   int8 NOT NULL,
  settings     text NOT NULL,
  said_at      timestamptz(3) NOT NULL
);

ALTER TABLE sites.documents DROP CONSTRAINT documents_kind_check;
ALTER TABLE sites.documents ADD CHECK (kind IN ('revocations', 'collection'));
