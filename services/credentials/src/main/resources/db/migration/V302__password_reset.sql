-- The newest link of each user: it is used once, and only while the account is as it was when the link was requested.
CREATE TABLE password_reset (
    subject      uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    token_hash   text        NOT NULL UNIQUE,        -- base64url SHA-256; the token itself is only in the mail
    user_version integer     NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX password_reset_expiry ON password_reset (expires_at);

-- Requests whose account is looked up after the response, so that the response does not depend on it.
CREATE TABLE password_reset_request (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login_name   text        NOT NULL,
    address      text        NOT NULL,
    requested_at timestamptz NOT NULL
);
CREATE INDEX password_reset_request_at ON password_reset_request (requested_at);
