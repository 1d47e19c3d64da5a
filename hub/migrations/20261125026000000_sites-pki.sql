-- Where devices reach a relay: https:// enrols them, tls:// is the site's nats-server.
ALTER TABLE sites.relays ADD COLUMN addresses text[] NOT NULL DEFAULT '{}';

-- Tokens that enrol devices. The key of each is in the hands of whoever was given it, and nowhere
-- here; relays believe its grant by the hub's signature and count its uses.
CREATE TABLE sites.enrolment_tokens (
  token_id    bytea PRIMARY KEY CHECK (length(token_id) = 16),
  site_id     text NOT NULL REFERENCES sites.sites,
  note        text NOT NULL,
  uses        int4 NOT NULL CHECK (uses > 0),
  created_by  text NOT NULL,
  created_at  timestamptz(3) NOT NULL,
  expires_at  timestamptz(3) NOT NULL
);
CREATE INDEX enrolment_tokens_site ON sites.enrolment_tokens (site_id, created_at);

-- Whom a site must not let in any more.
CREATE TABLE sites.revocations (
  site_id     text NOT NULL REFERENCES sites.sites,
  kind        text NOT NULL CHECK (kind IN ('device', 'token', 'relay')),
  subject     bytea NOT NULL CHECK (length(subject) = 16),
  reason      text NOT NULL,
  revoked_by  text NOT NULL,
  revoked_at  timestamptz(3) NOT NULL,
  PRIMARY KEY (site_id, kind, subject)
);

-- The newest signed document of a kind for a site, and what it says in plain words, so that it can be
-- seen whether it is still true.
CREATE TABLE sites.documents (
  site_id       text NOT NULL REFERENCES sites.sites,
  kind          text NOT NULL CHECK (kind IN ('revocations')),
  ledger_epoch  bigint NOT NULL,
  generation    bigint NOT NULL,
  content       text NOT NULL,
  bytes         bytea NOT NULL,
  issued_at     timestamptz(3) NOT NULL,
  PRIMARY KEY (site_id, kind)
);
