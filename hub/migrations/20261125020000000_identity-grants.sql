-- Who holds which role, and how far. A subject is user:<uuid>, token:<id> or group:<claim value>.
CREATE TABLE identity.grants (
  id          int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject     text NOT NULL CHECK (subject ~ '^(user|token|group):.'),
  role        text NOT NULL,
  -- {"sites": "all" | [...], "business_units": …, "device_groups": …, "environments": …}
  scope       jsonb NOT NULL,
  granted_by  text NOT NULL,
  granted_at  timestamptz(3) NOT NULL,
  expires_at  timestamptz(3),
  revoked_at  timestamptz(3),
  revoked_by  text
);
CREATE INDEX grants_subject ON identity.grants (subject) WHERE revoked_at IS NULL;

ALTER TABLE identity.tokens
  ADD COLUMN created_by   text NOT NULL DEFAULT 'cli',
  -- The person at the end of the chain, should a token have made it: who separation of duties means.
  ADD COLUMN answers_to   text,
  ADD COLUMN last_used_at timestamptz(3),
  ADD COLUMN revoked_by   text;
ALTER TABLE identity.tokens ALTER COLUMN created_by DROP DEFAULT;

-- What a token could do until now, it can do by a grant from now on.
INSERT INTO identity.grants (subject, role, scope, granted_by, granted_at)
SELECT 'token:' || id, role,
       '{"sites": "all", "business_units": "all", "device_groups": "all", "environments": "all"}',
       'hub', created_at
  FROM identity.tokens;
ALTER TABLE identity.tokens DROP COLUMN role;

-- Two tokens of one name at the same time could not be told apart in the audit record.
CREATE UNIQUE INDEX tokens_name ON identity.tokens (actor)
  WHERE revoked_at IS NULL AND actor LIKE 'service:%';
