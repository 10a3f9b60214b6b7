-- The reset of a user's second factors by the user, one for each user: requested, then waiting until effective_at, then finished by the
-- user until expires_at. A cancelled one stays for a day, until expires_at: before that the user cannot request another one.
CREATE TABLE factor_reset (
    subject       uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    token_hash    text        NOT NULL UNIQUE,         -- base64url SHA-256; the token, which only cancels, is only in the mail
    reminder_hash text        UNIQUE,                  -- the same of the second mail
    requested_at  timestamptz NOT NULL,
    remind_at     timestamptz,                         -- null once the second mail was requested
    effective_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    cancelled_at  timestamptz
);
CREATE INDEX factor_reset_expiry ON factor_reset (expires_at);
CREATE INDEX factor_reset_reminder ON factor_reset (remind_at) WHERE remind_at IS NOT NULL AND cancelled_at IS NULL;

-- It is void as soon as the account differs from the one that it was requested for, whichever statement changes it (decision 30). The row is
-- deleted at the end of the transaction: the rows of factors, then of sessions, then this one are locked, in every transaction.
CREATE FUNCTION factor_reset_void() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM factor_reset WHERE subject = coalesce(NEW.subject, OLD.subject);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER factor_reset_passkey AFTER INSERT OR DELETE ON passkey DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION factor_reset_void();
CREATE CONSTRAINT TRIGGER factor_reset_totp AFTER INSERT OR DELETE OR UPDATE OF enabled_at ON totp DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION factor_reset_void();
CREATE CONSTRAINT TRIGGER factor_reset_recovery_code AFTER INSERT ON recovery_code DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION factor_reset_void();
CREATE CONSTRAINT TRIGGER factor_reset_password AFTER UPDATE OF changed_at ON password DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.changed_at IS DISTINCT FROM NEW.changed_at) EXECUTE FUNCTION factor_reset_void();
CREATE CONSTRAINT TRIGGER factor_reset_users AFTER UPDATE OF enabled, grants_void_before, email, email_verified ON users
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN ((OLD.enabled AND NOT NEW.enabled) OR OLD.grants_void_before IS DISTINCT FROM NEW.grants_void_before
                       OR OLD.email IS DISTINCT FROM NEW.email OR (OLD.email_verified AND NOT NEW.email_verified))
    EXECUTE FUNCTION factor_reset_void();

-- A session that proves more than the password shows that the user still has a second factor: it cancels the reset.
CREATE FUNCTION factor_reset_cancel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE factor_reset SET cancelled_at = NEW.last_seen_at, expires_at = NEW.last_seen_at + interval '1 day'
     WHERE subject = NEW.subject AND cancelled_at IS NULL AND expires_at > NEW.last_seen_at;
    RETURN NULL;
END $$;

CREATE TRIGGER factor_reset_started_session AFTER INSERT ON session
    FOR EACH ROW WHEN (jsonb_path_exists(NEW.proofs, '$[*] ? (@.method != "pwd")'))
    EXECUTE FUNCTION factor_reset_cancel();
CREATE TRIGGER factor_reset_upgraded_session AFTER UPDATE OF proofs ON session
    FOR EACH ROW WHEN (jsonb_path_query_array(NEW.proofs, '$[*] ? (@.method != "pwd")')
                       <> jsonb_path_query_array(OLD.proofs, '$[*] ? (@.method != "pwd")'))
    EXECUTE FUNCTION factor_reset_cancel();
