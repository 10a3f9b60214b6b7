-- What a client says of itself (RFC 7591 section 2), and what it signs its assertions with.
ALTER TABLE client
    ADD COLUMN application_type         text      NOT NULL DEFAULT 'web' CHECK (application_type IN ('web', 'native')),
    ADD COLUMN contacts                 varchar[] NOT NULL DEFAULT '{}',
    ADD COLUMN software_id              text,
    ADD COLUMN software_version         text,
    ADD COLUMN translations             text      NOT NULL DEFAULT '{}',     -- JSON: {"client_name#de":"…"}
    ADD COLUMN token_endpoint_auth_alg  text;                                -- null: any that is known here
UPDATE client SET application_type = 'native'
 WHERE id = 'albireo-cli' OR EXISTS (SELECT 1 FROM unnest(redirect_uris) AS uri WHERE uri !~ '^https?:');
