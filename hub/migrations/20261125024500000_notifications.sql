-- Who is to be told of what, and what is on its way to them. The sealed audit record is the source;
-- deliveries are the outbox: one row for each subscription and entry, until it is old.
CREATE SCHEMA notifications;

CREATE TABLE notifications.subscriptions (
  id            uuid PRIMARY KEY,
  name          text NOT NULL,
  url           text NOT NULL,
  actions       text[] NOT NULL,
  severity_min  text NOT NULL CHECK (severity_min IN ('info', 'warning', 'critical')),
  enabled       bool NOT NULL DEFAULT true,
  version       integer NOT NULL DEFAULT 1,
  from_position int8 NOT NULL, -- entries above it concern this subscription
  created_by    text NOT NULL,
  created_at    timestamptz(3) NOT NULL,
  updated_at    timestamptz(3) NOT NULL,
  failing_since timestamptz(3),
  blocked_until timestamptz(3)
);

-- Up to which position of the audit record deliveries were made.
CREATE TABLE notifications.cursor (
  one      bool PRIMARY KEY DEFAULT true CHECK (one),
  position int8 NOT NULL
);

CREATE TABLE notifications.deliveries (
  id              int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id uuid NOT NULL REFERENCES notifications.subscriptions ON DELETE CASCADE,
  position        int8, -- NULL: a test
  event           jsonb NOT NULL,
  state           text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
  attempts        integer NOT NULL DEFAULT 0,
  created_at      timestamptz(3) NOT NULL,
  next_at         timestamptz(3) NOT NULL,
  ended_at        timestamptz(3),
  last_status     integer,
  last_error      text
);
CREATE INDEX deliveries_due ON notifications.deliveries (subscription_id, next_at, id)
  WHERE state = 'pending';
CREATE INDEX deliveries_listed ON notifications.deliveries (subscription_id, id DESC);
CREATE INDEX deliveries_old ON notifications.deliveries (ended_at) WHERE state <> 'pending';
