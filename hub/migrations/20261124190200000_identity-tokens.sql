-- Who may call. Secrets are random 256-bit values; only their SHA-256 is kept.
CREATE SCHEMA identity;

CREATE TABLE identity.tokens (
  id           int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  secret_hash  bytea NOT NULL UNIQUE,
  actor        text NOT NULL,
  role         text NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  expires_at   timestamptz(3),
  revoked_at   timestamptz(3)
);

CREATE TABLE identity.sign_in_links (
  secret_hash  bytea PRIMARY KEY,
  actor        text NOT NULL,
  role         text NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  expires_at   timestamptz(3) NOT NULL,
  used_at      timestamptz(3)
);

CREATE TABLE identity.sessions (
  secret_hash  bytea PRIMARY KEY,
  actor        text NOT NULL,
  role         text NOT NULL,
  -- The token that opened it: revoking the token ends its sessions.
  token_id     int8 REFERENCES identity.tokens,
  created_at   timestamptz(3) NOT NULL,
  expires_at   timestamptz(3) NOT NULL
);
CREATE INDEX sessions_expiry ON identity.sessions (expires_at);
