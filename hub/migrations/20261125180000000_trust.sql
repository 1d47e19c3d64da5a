-- Signed metadata of The Update Framework, byte for byte as it is served (docs/TRUST.md).
CREATE SCHEMA trust;
CREATE TABLE trust.files (
  no          int8 GENERATED ALWAYS AS IDENTITY UNIQUE, -- in the order in which they came
  role        text NOT NULL,
  version     int8 NOT NULL CHECK (version > 0),
  bytes       bytea NOT NULL,
  stored_at   timestamptz(3) NOT NULL,
  stored_by   text NOT NULL,
  replaced_at timestamptz(3), -- when a newer version of the role came
  PRIMARY KEY (role, version)
);
CREATE INDEX files_newest ON trust.files (role) WHERE replaced_at IS NULL;
