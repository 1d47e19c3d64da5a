-- People: who they are and how they prove it. Passwords are argon2id texts; secrets that have to be
-- read again (TOTP, signing keys, the provider's payloads) are sealed with keys/identity; all other
-- secrets are random and stored as their SHA-256.
CREATE TABLE identity.users (
  id                  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  provider            text NOT NULL,        -- 'local', or the id of an external one
  subject             text NOT NULL,        -- what that provider calls them; local: the id
  handle              text NOT NULL UNIQUE, -- as audit entries name them
  display_name        text NOT NULL,
  email               text,
  groups              text[] NOT NULL DEFAULT '{}', -- as an external provider said at the last sign-in
  mapped_roles        text[] NOT NULL DEFAULT '{}', -- what the configuration gives for them
  password            text,
  password_changed_at timestamptz(3),
  created_at          timestamptz(3) NOT NULL,
  created_by          text NOT NULL,
  signed_in_at        timestamptz(3),
  disabled_at         timestamptz(3),
  UNIQUE (provider, subject),
  CHECK (provider <> 'local' OR handle = lower(handle))
);

CREATE TABLE identity.passkeys (
  id          text PRIMARY KEY, -- the credential's, base64url
  user_id     uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
  public_key  bytea NOT NULL,
  counter     int8 NOT NULL,
  transports  text[] NOT NULL,
  rp_id       text NOT NULL,    -- the host name for which browsers offer it
  name        text NOT NULL,
  backed_up   boolean NOT NULL,
  created_at  timestamptz(3) NOT NULL,
  used_at     timestamptz(3)
);
CREATE INDEX passkeys_user ON identity.passkeys (user_id);

CREATE TABLE identity.totp (
  user_id      uuid PRIMARY KEY REFERENCES identity.users ON DELETE CASCADE,
  secret       bytea NOT NULL,
  -- Set by the first right code; before that it opens nothing.
  confirmed_at timestamptz(3),
  -- The newest time step that was accepted: no code counts twice.
  last_step    int8 NOT NULL DEFAULT 0
);

CREATE TABLE identity.recovery_codes (
  user_id    uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
  code_hash  bytea NOT NULL,
  used_at    timestamptz(3),
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE identity.set_up_links (
  secret_hash  bytea PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
  created_at   timestamptz(3) NOT NULL,
  expires_at   timestamptz(3) NOT NULL,
  used_at      timestamptz(3)
);

-- Wrong proofs by account name and by address, for the growing delay.
CREATE TABLE identity.attempts (
  subject   text PRIMARY KEY,
  failures  int4 NOT NULL,
  last_at   timestamptz(3) NOT NULL
);
CREATE INDEX attempts_age ON identity.attempts (last_at);

-- WebAuthn challenges, each for one ceremony of one session or sign-in.
CREATE TABLE identity.challenges (
  scope       text PRIMARY KEY,
  challenge   text NOT NULL,
  expires_at  timestamptz(3) NOT NULL
);

-- Sign-ins under way at the embedded provider: who it is, and what was proved so far.
CREATE TABLE identity.sign_ins (
  uid_hash    bytea PRIMARY KEY,
  user_id     uuid REFERENCES identity.users ON DELETE CASCADE,
  amr         text[] NOT NULL DEFAULT '{}',
  expires_at  timestamptz(3) NOT NULL
);

-- Authorization requests of ours under way at a provider, bound to the browser by a cookie.
CREATE TABLE identity.login_flows (
  secret_hash  bytea PRIMARY KEY,
  provider     text NOT NULL,
  state        text NOT NULL,
  nonce        text NOT NULL,
  verifier     text NOT NULL,
  origin       text NOT NULL,
  next         text NOT NULL,
  expires_at   timestamptz(3) NOT NULL
);

CREATE TABLE identity.oidc_payloads (
  model        text NOT NULL,
  id_hash      bytea NOT NULL,
  payload      bytea NOT NULL,
  uid_hash     bytea,
  grant_hash   bytea,
  consumed_at  timestamptz(3),
  expires_at   timestamptz(3),
  PRIMARY KEY (model, id_hash)
);
CREATE INDEX oidc_payloads_uid ON identity.oidc_payloads (uid_hash) WHERE uid_hash IS NOT NULL;
CREATE INDEX oidc_payloads_grant ON identity.oidc_payloads (grant_hash)
  WHERE grant_hash IS NOT NULL;

CREATE TABLE identity.signing_keys (
  kid         text PRIMARY KEY,
  sealed      bytea NOT NULL,
  created_at  timestamptz(3) NOT NULL
);

-- Sessions know who and how, and end when nobody uses them. Everybody signs in again once.
DELETE FROM identity.sessions;
ALTER TABLE identity.sessions
  ADD COLUMN id            uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN user_id       uuid REFERENCES identity.users ON DELETE CASCADE,
  ADD COLUMN amr           text[] NOT NULL DEFAULT '{}',
  ADD COLUMN seen_at       timestamptz(3) NOT NULL DEFAULT now(),
  ADD COLUMN idle_ms       int8 NOT NULL DEFAULT 3600000,
  ADD COLUMN address       text NOT NULL DEFAULT '',
  ADD COLUMN user_agent    text NOT NULL DEFAULT '',
  -- A new secret is due; requests that are under way may show the old one for a moment.
  ADD COLUMN rotate        boolean NOT NULL DEFAULT false,
  ADD COLUMN old_hash      bytea,
  ADD COLUMN old_until     timestamptz(3);
CREATE INDEX sessions_user ON identity.sessions (user_id);
CREATE INDEX sessions_old ON identity.sessions (old_hash) WHERE old_hash IS NOT NULL;

-- Open streams of live events hear at once that their session is no more.
CREATE FUNCTION identity.tell_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('eucora_sessions', '');
  RETURN NULL;
END;
$$;
CREATE TRIGGER sessions_ended AFTER DELETE ON identity.sessions
  FOR EACH STATEMENT EXECUTE FUNCTION identity.tell_ended();
CREATE TRIGGER tokens_ended AFTER UPDATE OF revoked_at ON identity.tokens
  FOR EACH STATEMENT EXECUTE FUNCTION identity.tell_ended();
CREATE TRIGGER users_ended AFTER UPDATE OF disabled_at ON identity.users
  FOR EACH STATEMENT EXECUTE FUNCTION identity.tell_ended();

-- Whose privileges change gets a new session secret with the next request.
CREATE FUNCTION identity.rotate_granted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE identity.sessions s SET rotate = true
    FROM identity.users u
   WHERE u.id = s.user_id
     AND (NEW.subject = 'user:' || u.id
          OR (NEW.subject LIKE 'group:%' AND substr(NEW.subject, 7) = ANY (u.groups)));
  PERFORM pg_notify('eucora_sessions', '');
  RETURN NULL;
END;
$$;
CREATE TRIGGER grants_rotate AFTER INSERT OR UPDATE ON identity.grants
  FOR EACH ROW WHEN (NEW.subject NOT LIKE 'token:%')
  EXECUTE FUNCTION identity.rotate_granted();
