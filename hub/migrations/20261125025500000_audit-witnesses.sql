-- What relays hold of the audit record, and whether this database still agrees with it.
CREATE TABLE audit.witnesses (
  relay_id   text PRIMARY KEY,
  site_id    text NOT NULL,
  position   int8 NOT NULL,
  seen_at    timestamptz(3) NOT NULL,
  fault      text, -- NULL: it agrees
  noticed_at timestamptz(3),
  checkpoint bytea NOT NULL -- as the hub signed it once
);
GRANT SELECT, INSERT, UPDATE ON audit.witnesses TO eucora_runtime;
