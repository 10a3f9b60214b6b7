-- What tokens are for (RFC 8707): empty for whoever their client's tokens are for.
ALTER TABLE authorization_grant ADD COLUMN resources text[] NOT NULL DEFAULT '{}';
ALTER TABLE device_code ADD COLUMN resources text[] NOT NULL DEFAULT '{}';

-- What a client may ask for; null: every web address.
ALTER TABLE client ADD COLUMN resources text[];
