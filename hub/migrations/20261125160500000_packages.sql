-- Large immutable bytes, named by their SHA-256; where they lie is the object store's matter.
CREATE SCHEMA objects;
CREATE TABLE objects.objects (
  sha256         bytea PRIMARY KEY CHECK (length(sha256) = 32),
  bytes          int8 NOT NULL CHECK (bytes >= 0),
  stored_at      timestamptz(3) NOT NULL,
  unwanted_since timestamptz(3), -- when nothing was found to need it; removed a grace later
  scrubbed_at    timestamptz(3), -- when it was last read and compared with its name
  fault          text            -- what was wrong then
);
CREATE INDEX objects_unwanted ON objects.objects (unwanted_since)
  WHERE unwanted_since IS NOT NULL;
CREATE INDEX objects_scrub ON objects.objects (scrubbed_at NULLS FIRST);

CREATE SCHEMA packages;
CREATE TABLE packages.packages (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  format     text NOT NULL,
  name       text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  UNIQUE (format, name)
);
CREATE TABLE packages.versions (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  package_id   uuid REFERENCES packages.packages, -- null while nobody said what the bytes are
  format       text NOT NULL,
  version      text,
  architecture text,
  sha256       bytea NOT NULL,
  bytes        int8 NOT NULL,
  file_name    text NOT NULL, -- as the uploader called it; only ever shown
  metadata     jsonb NOT NULL,
  state        text NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  created_by   text NOT NULL,
  changed_at   timestamptz(3) NOT NULL,
  CHECK ((package_id IS NULL) = (version IS NULL))
);
-- The same bytes are one version, and one version has one content; what was withdrawn may come anew.
CREATE UNIQUE INDEX versions_bytes ON packages.versions (sha256) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX versions_name
  ON packages.versions (package_id, version, coalesce(architecture, ''))
  WHERE state <> 'withdrawn';
CREATE INDEX versions_newest ON packages.versions (created_at DESC, id DESC);
-- Who did what to a version: separation of duties looks here.
CREATE TABLE packages.deeds (
  version_id uuid NOT NULL REFERENCES packages.versions,
  at         timestamptz(3) NOT NULL,
  deed       text NOT NULL,
  actor      text NOT NULL,
  by         text[] NOT NULL -- the actor, and the person behind a service token
);
CREATE INDEX deeds_version ON packages.deeds (version_id);
CREATE TABLE packages.uploads (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  subject    text NOT NULL, -- whose it is; nobody else adds to it
  actor      text NOT NULL,
  answers_to text,
  file_name  text NOT NULL,
  bytes      int8 NOT NULL CHECK (bytes > 0),
  received   int8 NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND bytes), -- synced to disk
  state      text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  touched_at timestamptz(3) NOT NULL,
  sha256     bytea,
  reason     text, -- why it was refused
  detail     text,
  version_id uuid REFERENCES packages.versions
);
CREATE INDEX uploads_newest ON packages.uploads (created_at DESC, id DESC);
