-- Mail as another way to tell, from the same outbox, and rules that say who is told of what wants
-- attention. A target that does not follow the record is told by rules alone.
ALTER TABLE notifications.subscriptions
  ADD COLUMN kind text NOT NULL DEFAULT 'webhook' CHECK (kind IN ('webhook', 'mail')),
  ADD COLUMN recipients text[] NOT NULL DEFAULT '{}',
  ADD COLUMN follows_record bool NOT NULL DEFAULT true,
  ADD CHECK ((kind = 'mail') = (url = '')),
  ADD CHECK ((kind = 'mail') = (cardinality(recipients) > 0)),
  ADD CHECK (kind = 'webhook' OR NOT follows_record);

CREATE TABLE notifications.mail_server (
  one        bool PRIMARY KEY DEFAULT true CHECK (one),
  host       text NOT NULL,
  port       integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  security   text NOT NULL CHECK (security IN ('starttls', 'tls', 'none')),
  sender     text NOT NULL,
  username   text NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamptz(3) NOT NULL
);

CREATE TABLE notifications.alerts (
  id              int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key             text NOT NULL,
  kind            text NOT NULL,
  severity        text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  site_id         text,
  title           text NOT NULL,
  detail          text NOT NULL,
  since           timestamptz(3) NOT NULL,
  opened_at       timestamptz(3) NOT NULL,
  calm_since      timestamptz(3), -- the condition is not seen any more
  returns         integer NOT NULL DEFAULT 0,
  acknowledged_at timestamptz(3),
  acknowledged_by text,
  ended_at        timestamptz(3),
  ended_by        text
);
CREATE UNIQUE INDEX alerts_open ON notifications.alerts (key) WHERE ended_at IS NULL;
CREATE INDEX alerts_ended ON notifications.alerts (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE notifications.rules (
  id              uuid PRIMARY KEY,
  name            text NOT NULL,
  kinds           text[] NOT NULL, -- none: all
  severity_min    text NOT NULL CHECK (severity_min IN ('info', 'warning', 'critical')),
  sites           text[], -- NULL: all, and what concerns no site
  lasting_minutes integer NOT NULL CHECK (lasting_minutes >= 0),
  group_minutes   integer NOT NULL CHECK (group_minutes >= 0),
  repeat_hours    integer NOT NULL CHECK (repeat_hours >= 0),
  tells_end       bool NOT NULL,
  enabled         bool NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  created_by      text NOT NULL,
  created_at      timestamptz(3) NOT NULL,
  updated_at      timestamptz(3) NOT NULL,
  last_sent_at    timestamptz(3)
);
CREATE TABLE notifications.rule_targets (
  rule_id         uuid NOT NULL REFERENCES notifications.rules ON DELETE CASCADE,
  subscription_id uuid NOT NULL REFERENCES notifications.subscriptions ON DELETE CASCADE,
  PRIMARY KEY (rule_id, subscription_id)
);
CREATE INDEX rule_targets_of ON notifications.rule_targets (subscription_id);

-- What a rule told of an alert: its beginning, and its end.
CREATE TABLE notifications.notices (
  alert_id    int8 NOT NULL REFERENCES notifications.alerts ON DELETE CASCADE,
  rule_id     uuid NOT NULL REFERENCES notifications.rules ON DELETE CASCADE,
  told_at     timestamptz(3) NOT NULL,
  told_end_at timestamptz(3),
  PRIMARY KEY (alert_id, rule_id)
);
CREATE INDEX notices_open ON notifications.notices (alert_id) WHERE told_end_at IS NULL;

-- Up to which position of the audit record alerts were made of it.
CREATE TABLE notifications.alert_cursor (
  one      bool PRIMARY KEY DEFAULT true CHECK (one),
  position int8 NOT NULL
);
