-- What a declared User resource adds to an account.
ALTER TABLE users
    ADD COLUMN totp_enabled  boolean NOT NULL DEFAULT false,   -- says what the totp table says, for events and look-ups
    ADD COLUMN otp_transport text,                             -- a hint to whoever delivers codes, such as sms
    ADD COLUMN updated_at    timestamptz;
UPDATE users SET updated_at = created_at;
ALTER TABLE users ALTER COLUMN updated_at SET NOT NULL;
CREATE UNIQUE INDEX users_resource_id ON users (resource_id);
