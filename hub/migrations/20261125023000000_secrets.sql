-- Secrets at rest. A value is sealed under a data key (AES-256-GCM), a data key under the envelope
-- key, which is not in the database: whoever has a copy of these tables has no secret.
CREATE SCHEMA secrets;

CREATE TABLE secrets.data_keys (
  id          uuid PRIMARY KEY,
  envelope_id text NOT NULL, -- which envelope key wraps it
  wrapped     bytea NOT NULL,
  created_at  timestamptz(3) NOT NULL,
  retired_at  timestamptz(3) -- seals nothing new; goes with the last value that it seals
);
CREATE UNIQUE INDEX data_keys_current ON secrets.data_keys ((true)) WHERE retired_at IS NULL;

CREATE TABLE secrets.versions (
  name           text NOT NULL CHECK (name ~ '^[a-z][a-z0-9.:_-]{0,199}$'),
  version        integer NOT NULL CHECK (version > 0),
  data_key       uuid NOT NULL REFERENCES secrets.data_keys (id),
  sealed         bytea NOT NULL,
  created_at     timestamptz(3) NOT NULL,
  accepted_until timestamptz(3), -- null: the current one
  PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX versions_current ON secrets.versions (name) WHERE accepted_until IS NULL;
CREATE INDEX versions_data_key ON secrets.versions (data_key);
CREATE INDEX versions_accepted_until ON secrets.versions (accepted_until)
  WHERE accepted_until IS NOT NULL;

-- What changes by the calendar: when it did last, whether somebody asked for it now, and what went
-- wrong. Intervals are the program's; the history is in the audit record.
CREATE TABLE secrets.rotations (
  name         text PRIMARY KEY,
  last_at      timestamptz(3) NOT NULL,
  requested_at timestamptz(3),
  requested_by text,
  failed_at    timestamptz(3),
  failures     integer NOT NULL DEFAULT 0,
  failure      text,
  CHECK ((requested_at IS NULL) = (requested_by IS NULL))
);

CREATE FUNCTION secrets.notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('eucora_secrets', '');
  RETURN NULL;
END;
$$;
CREATE TRIGGER versions_notify AFTER INSERT OR UPDATE OR DELETE ON secrets.versions
  FOR EACH STATEMENT EXECUTE FUNCTION secrets.notify();
CREATE TRIGGER rotations_notify AFTER INSERT OR UPDATE ON secrets.rotations
  FOR EACH STATEMENT EXECUTE FUNCTION secrets.notify();
