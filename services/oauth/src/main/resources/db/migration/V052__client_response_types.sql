-- What a client may have its authorization requests answered with (OpenID Connect Dynamic Client Registration section 2).
ALTER TABLE client ADD COLUMN response_types varchar[] NOT NULL DEFAULT '{code}';
UPDATE client SET response_types = '{}' WHERE NOT 'authorization_code' = ANY (grant_types);
