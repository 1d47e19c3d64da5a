-- What devices are to run: orders of people, the documents that tell the sites, and what came of them.
CREATE SCHEMA deployments;

CREATE TABLE deployments.intents (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  no             int8 GENERATED ALWAYS AS IDENTITY UNIQUE, -- of two for a package, the higher holds
  assignment_id  bytea NOT NULL UNIQUE CHECK (length(assignment_id) = 16), -- a retry gives another
  tries          int4 NOT NULL DEFAULT 1,
  package_id     uuid NOT NULL REFERENCES packages.packages,
  version_id     uuid REFERENCES packages.versions, -- null: every version is removed
  action         text NOT NULL CHECK (action IN ('install', 'remove', 'pin', 'rollback')),
  ring           int2 NOT NULL CHECK (ring BETWEEN 0 AND 4),
  plane          text NOT NULL,
  plan           jsonb NOT NULL, -- when and how
  state          text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'cancelled')),
  revision       int4 NOT NULL DEFAULT 1,
  created_at     timestamptz(3) NOT NULL,
  created_by     text NOT NULL,
  created_behind text[] NOT NULL, -- the actor, and the person behind a service token
  changed_at     timestamptz(3) NOT NULL,
  cancelled_by   text,
  CHECK ((version_id IS NULL) = (action = 'remove')),
  CHECK ((state = 'cancelled') = (cancelled_by IS NOT NULL))
);
CREATE INDEX intents_newest ON deployments.intents (created_at DESC, id DESC);
CREATE INDEX intents_active ON deployments.intents (package_id) WHERE state = 'active';

CREATE TABLE deployments.targets (
  intent_id uuid NOT NULL REFERENCES deployments.intents,
  kind      text NOT NULL CHECK (kind IN ('site', 'business_unit', 'device_group', 'device')),
  value     text NOT NULL,
  PRIMARY KEY (intent_id, kind, value)
);
CREATE INDEX targets_value ON deployments.targets (kind, value);

-- Every name that documents ever called an intent by: reports of an earlier try still find it.
CREATE TABLE deployments.assignments (
  id        bytea PRIMARY KEY CHECK (length(id) = 16),
  intent_id uuid NOT NULL REFERENCES deployments.intents,
  try       int4 NOT NULL,
  made_at   timestamptz(3) NOT NULL,
  made_by   text NOT NULL
);
CREATE INDEX assignments_intent ON deployments.assignments (intent_id);

-- Requests that were answered already, by what their sender calls them (Idempotency-Key).
CREATE TABLE deployments.requests (
  subject   text NOT NULL,
  key       text NOT NULL,
  sha256    bytea NOT NULL,
  intent_id uuid NOT NULL REFERENCES deployments.intents,
  at        timestamptz(3) NOT NULL,
  PRIMARY KEY (subject, key)
);

-- Which plane executes for a package at a place; null: for any. Where nothing is said, the agent does.
CREATE TABLE deployments.planes (
  id           int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  package_id   uuid REFERENCES packages.packages,
  device_group text,
  site_id      text REFERENCES sites.sites,
  plane        text NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  created_by   text NOT NULL,
  UNIQUE NULLS NOT DISTINCT (package_id, device_group, site_id)
);

-- All slices of a document, by the root of their tree: a renewed document has the same.
CREATE TABLE deployments.slice_sets (
  root    bytea PRIMARY KEY CHECK (length(root) = 32),
  content bytea NOT NULL -- zstd
);

CREATE TABLE deployments.documents (
  site_id       text NOT NULL REFERENCES sites.sites,
  ledger_epoch  int8 NOT NULL,
  generation    int8 NOT NULL,
  hash          bytea NOT NULL, -- of what is signed: the next one names it as its parent
  parent        bytea,
  root          bytea NOT NULL REFERENCES deployments.slice_sets,
  content_hash  bytea NOT NULL,
  manifest      bytea NOT NULL,
  cause         text NOT NULL,
  slices        int4 NOT NULL,
  items         int4 NOT NULL,
  dangers       jsonb NOT NULL, -- what needs an approver's signature, and why
  conflicts     jsonb NOT NULL,
  issued_at     timestamptz(3) NOT NULL,
  approvals     int4 NOT NULL DEFAULT 0, -- approvers whose signature it bears
  approved_at   timestamptz(3), -- when they were enough
  approved_by   text[] NOT NULL DEFAULT '{}', -- who brought the signatures here
  PRIMARY KEY (site_id, ledger_epoch, generation)
);
CREATE INDEX documents_root ON deployments.documents (root);

-- What devices said of an assignment, each word once; and the newest of it.
CREATE TABLE deployments.result_history (
  device_no     int4 NOT NULL REFERENCES devices.devices (no),
  incarnation   bytea NOT NULL,
  seq           int8 NOT NULL,
  assignment_id bytea NOT NULL,
  said_at       timestamptz(3) NOT NULL,
  step          text NOT NULL,
  code          text NOT NULL,
  detail        text NOT NULL,
  attempt       int4 NOT NULL,
  package_name  text NOT NULL,
  version       text NOT NULL,
  generation    int8 NOT NULL,
  PRIMARY KEY (device_no, incarnation, seq)
);
CREATE INDEX result_history_assignment
  ON deployments.result_history (assignment_id, device_no, said_at);
CREATE TABLE deployments.results (
  assignment_id bytea NOT NULL,
  device_no     int4 NOT NULL REFERENCES devices.devices (no),
  incarnation   bytea NOT NULL,
  seq           int8 NOT NULL,
  said_at       timestamptz(3) NOT NULL,
  step          text NOT NULL,
  code          text NOT NULL,
  detail        text NOT NULL,
  attempt       int4 NOT NULL,
  version       text NOT NULL,
  generation    int8 NOT NULL,
  PRIMARY KEY (assignment_id, device_no)
);
CREATE INDEX results_device ON deployments.results (device_no);

ALTER TABLE sites.documents
  DROP CONSTRAINT documents_kind_check,
  ADD CONSTRAINT documents_kind_check
    CHECK (kind IN ('revocations', 'collection', 'erasure', 'desired-state'));
