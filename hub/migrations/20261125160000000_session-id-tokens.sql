-- The ID token by which an external provider opened a session: shown to it when that session ends, so
-- that it ends its own. Sealed like everything of the identity module that is read again.
CREATE TABLE identity.session_id_tokens (
  session_id   uuid PRIMARY KEY REFERENCES identity.sessions (id) ON DELETE CASCADE,
  id_token     bytea NOT NULL,
  seal_version int4 NOT NULL
);
