-- What a site is to the organisation: grants reach sites by it. An environment is a stage of the
-- fleet, such as production or staging.
ALTER TABLE sites.sites
  ADD COLUMN business_unit text CHECK (business_unit <> ''),
  ADD COLUMN environment   text NOT NULL DEFAULT 'production' CHECK (environment <> '');

-- Devices that people name together, across sites: grants reach devices by them.
CREATE TABLE devices.groups (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  created_at  timestamptz(3) NOT NULL
);
CREATE TABLE devices.group_members (
  group_id   text NOT NULL REFERENCES devices.groups ON DELETE CASCADE,
  device_no  int4 NOT NULL REFERENCES devices.devices ON DELETE CASCADE,
  PRIMARY KEY (group_id, device_no)
);
CREATE INDEX group_members_device ON devices.group_members (device_no);
