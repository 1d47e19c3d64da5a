-- Erasure of persons. What is erased is written down by its random id alone, so that nothing that
-- comes again (a batch that is sent again, a backup, a rebuild) brings it back.
CREATE TABLE devices.erased_subjects (
  subject_id bytea PRIMARY KEY CHECK (length(subject_id) = 16),
  erased_at  timestamptz(3) NOT NULL
);
INSERT INTO devices.erased_subjects
  SELECT subject_id, erased_at FROM devices.subject_keys WHERE erased_at IS NOT NULL;

-- The row of an erased account stays under its id, which audit entries name. Its name is given to
-- nobody else, since the record of audit still says what was done under it.
ALTER TABLE identity.users
  ADD COLUMN erased_at     timestamptz(3),
  ADD COLUMN former_handle bytea; -- SHA-256
CREATE UNIQUE INDEX users_former_handle ON identity.users (former_handle);

CREATE SCHEMA privacy;

CREATE TABLE privacy.erasures (
  id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  state             text NOT NULL CHECK (state IN
                      ('requested', 'approved', 'rejected', 'cancelled', 'executed', 'confirmed')),
  account_id        uuid, -- of a console account
  ground            text NOT NULL,
  reason            text NOT NULL,
  requested_by      text NOT NULL,
  requested_behind  text[] NOT NULL, -- everybody who stands behind the request
  requested_at      timestamptz(3) NOT NULL,
  due_at            timestamptz(3) NOT NULL,
  decided_by        text,
  decided_at        timestamptz(3),
  cancelled_by      text,
  cancelled_at      timestamptz(3),
  executed_at       timestamptz(3),
  confirmed_at      timestamptz(3),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (executed_at IS NULL OR decided_at IS NOT NULL)
);
CREATE INDEX erasures_requested ON privacy.erasures (requested_at DESC, id);
CREATE INDEX erasures_open ON privacy.erasures (state)
  WHERE state IN ('requested', 'approved', 'executed');

CREATE TABLE privacy.erasure_subjects (
  erasure_id   uuid NOT NULL REFERENCES privacy.erasures,
  subject_id   bytea NOT NULL CHECK (length(subject_id) = 16),
  role         text NOT NULL,
  device_no    int4 NOT NULL REFERENCES devices.devices,
  confirmed_at timestamptz(3), -- the device said that its copy is destroyed
  PRIMARY KEY (erasure_id, subject_id)
);
CREATE INDEX erasure_subjects_of ON privacy.erasure_subjects (subject_id);
