-- The newest enrolment code of each user, then the session that used it: it may enrol a first factor until expires_at.
CREATE TABLE enrolment_code (
    subject    uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    code_hash  text,                                   -- base64url SHA-256; null once used
    session_id uuid        REFERENCES session (id) ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CHECK ((code_hash IS NULL) <> (session_id IS NULL))
);
CREATE INDEX enrolment_code_session ON enrolment_code (session_id);
CREATE INDEX enrolment_code_expiry ON enrolment_code (expires_at);

-- A code, used or not, is void as soon as the account differs from the one that it was issued for, whichever statement changes it (decision 27).
CREATE FUNCTION enrolment_code_void() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM enrolment_code WHERE subject = coalesce(NEW.subject, OLD.subject);
    RETURN NULL;
END $$;

CREATE TRIGGER enrolment_code_passkey AFTER INSERT OR DELETE ON passkey
    FOR EACH ROW EXECUTE FUNCTION enrolment_code_void();
CREATE TRIGGER enrolment_code_totp AFTER INSERT OR DELETE OR UPDATE OF enabled_at ON totp
    FOR EACH ROW EXECUTE FUNCTION enrolment_code_void();
CREATE TRIGGER enrolment_code_password AFTER UPDATE OF changed_at ON password
    FOR EACH ROW WHEN (OLD.changed_at IS DISTINCT FROM NEW.changed_at) EXECUTE FUNCTION enrolment_code_void();
CREATE TRIGGER enrolment_code_users AFTER UPDATE OF enabled, grants_void_before ON users
    FOR EACH ROW WHEN ((OLD.enabled AND NOT NEW.enabled) OR OLD.grants_void_before IS DISTINCT FROM NEW.grants_void_before)
    EXECUTE FUNCTION enrolment_code_void();
