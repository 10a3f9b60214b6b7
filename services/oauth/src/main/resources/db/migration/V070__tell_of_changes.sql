-- Every replica remembers clients and keys, and forgets them when it hears of a change.
CREATE FUNCTION tell_of_client() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('client', coalesce(NEW.id, OLD.id));
    RETURN NULL;
END
$$;

CREATE TRIGGER client_changed AFTER INSERT OR UPDATE OR DELETE ON client
    FOR EACH ROW EXECUTE FUNCTION tell_of_client();

CREATE FUNCTION tell_of_signing_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('signing_key', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER signing_key_changed AFTER INSERT OR UPDATE OR DELETE ON signing_key
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_signing_key();
