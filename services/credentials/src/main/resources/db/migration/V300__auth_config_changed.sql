-- Every replica caches AuthConfigs until one changes.
CREATE FUNCTION auth_config_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('auth_config', '');
    RETURN NULL;
END $$;

CREATE TRIGGER auth_config_changed AFTER INSERT OR UPDATE OR DELETE ON auth_config
    FOR EACH STATEMENT EXECUTE FUNCTION auth_config_notify();
