-- Extensions and helpers that every module may use. Runs on PostgreSQL 15 and later.

-- Why a table refuses: named in the error, so that an operator who meets it knows that it is meant.
CREATE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on %.% is refused: it is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END;
$$;
