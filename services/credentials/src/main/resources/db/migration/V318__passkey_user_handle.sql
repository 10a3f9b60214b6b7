-- The WebAuthn user handle that another provider gave an imported passkey; null: the bytes of the subject.
ALTER TABLE passkey ADD COLUMN user_handle bytea;
