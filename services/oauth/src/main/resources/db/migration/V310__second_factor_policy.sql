-- The versions of the declared second-factor policies; the greatest of each is in force. One without a document is a deletion.
CREATE TABLE second_factor_policy (
    id         text        NOT NULL,
    version    integer     NOT NULL,
    document   text,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (id, version)
);

-- Every replica remembers the policies, and forgets them when it hears of a change.
CREATE FUNCTION tell_of_second_factor_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('second_factor_policy', NEW.id);
    RETURN NULL;
END
$$;

CREATE TRIGGER second_factor_policy_changed AFTER INSERT ON second_factor_policy
    FOR EACH ROW EXECUTE FUNCTION tell_of_second_factor_policy();
