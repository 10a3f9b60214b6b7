-- The links of notices, by which a user reports that a change was not theirs.
CREATE TABLE report_link (
    token_hash text        PRIMARY KEY,              -- base64url SHA-256; the token itself is only in the mail
    subject    uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    email      text        NOT NULL,                 -- where the notice was sent
    expires_at timestamptz NOT NULL
);
CREATE INDEX report_link_subject ON report_link (subject);
CREATE INDEX report_link_expiry ON report_link (expires_at);

-- Accounts that were reported: until this time nothing changes how the user signs in, except a new password by a link to this address.
CREATE TABLE account_lock (
    subject    uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    email      text        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX account_lock_expiry ON account_lock (expires_at);
