-- The newest link of each user that proves an email address: it is used once, in the account of the session that requested it, and only
-- while that session and the account are as they were.
CREATE TABLE email_verification (
    subject      uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    session      uuid        NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    token_hash   text        NOT NULL UNIQUE,        -- base64url SHA-256; the token itself is only in the mail
    email        text        NOT NULL,
    user_version integer     NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX email_verification_session ON email_verification (session);
CREATE INDEX email_verification_expiry ON email_verification (expires_at);
