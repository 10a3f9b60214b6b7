-- The secret of an authenticator application that is being set up: of one session, for minutes, no factor. A row of totp without enabled_at
-- was one before and is none any more.
CREATE TABLE pending_totp (
    session_id uuid        PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    subject    uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    secret     bytea       NOT NULL,                   -- AES-256-GCM, for this subject alone
    key_id     text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX pending_totp_subject ON pending_totp (subject);
CREATE INDEX pending_totp_expiry ON pending_totp (expires_at);
