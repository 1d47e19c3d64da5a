-- The event store: append-only, hash-chained. Rows commit unsealed with their effect; one sealer
-- gives each a position and a hash in commit order.
CREATE SCHEMA audit;

CREATE TABLE audit.entries (
  id       int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  actor    text NOT NULL,
  action   text NOT NULL,
  subject  text NOT NULL,
  detail   jsonb NOT NULL,
  position int8 UNIQUE,
  hash     bytea,
  CHECK ((position IS NULL) = (hash IS NULL))
);
CREATE INDEX entries_unsealed ON audit.entries (id) WHERE position IS NULL;
CREATE INDEX entries_actor ON audit.entries (actor, id DESC);
CREATE INDEX entries_action ON audit.entries (action text_pattern_ops, id DESC);

-- Signed statements that the chain up to a position has this hash.
CREATE TABLE audit.checkpoints (
  position  int8 PRIMARY KEY,
  at        timestamptz(3) NOT NULL,
  envelope  bytea NOT NULL
);

-- The one change that is allowed: an unsealed row gets its position and hash, and nothing else moves.
CREATE FUNCTION audit.only_sealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.position IS NULL AND NEW.position IS NOT NULL
     AND (OLD.id, OLD.at, OLD.actor, OLD.action, OLD.subject, OLD.detail)
         IS NOT DISTINCT FROM (NEW.id, NEW.at, NEW.actor, NEW.action, NEW.subject, NEW.detail) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'UPDATE on audit.entries is refused: it is append-only'
    USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER entries_only_sealing BEFORE UPDATE ON audit.entries
  FOR EACH ROW EXECUTE FUNCTION audit.only_sealing();
CREATE TRIGGER entries_no_delete BEFORE DELETE ON audit.entries
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON audit.entries
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER checkpoints_no_change BEFORE UPDATE OR DELETE ON audit.checkpoints
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER checkpoints_no_truncate BEFORE TRUNCATE ON audit.checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
