-- Clients that prove themselves by a signature (OpenID Connect Core section 9): their public keys, or where these are.
ALTER TABLE client
    ADD COLUMN jwks     text,                    -- RFC 7517 section 5
    ADD COLUMN jwks_uri text,
    DROP CONSTRAINT client_token_endpoint_auth_method_check,
    DROP CONSTRAINT client_check,
    DROP CONSTRAINT client_check1,
    ADD CONSTRAINT client_auth_method
        CHECK (token_endpoint_auth_method IN ('client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none')),
    ADD CONSTRAINT client_secret
        CHECK ((secret_hash IS NULL) = (token_endpoint_auth_method IN ('private_key_jwt', 'none'))),
    ADD CONSTRAINT client_pkce CHECK (require_pkce OR token_endpoint_auth_method <> 'none'),
    ADD CONSTRAINT client_one_jwks CHECK (jwks IS NULL OR jwks_uri IS NULL),
    ADD CONSTRAINT client_has_keys
        CHECK (token_endpoint_auth_method <> 'private_key_jwt' OR jwks IS NOT NULL OR jwks_uri IS NOT NULL);

-- Assertions that were used (RFC 7523 section 3); one is good once, so it is kept until it would be over anyway.
CREATE TABLE client_assertion (
    client_id  text        NOT NULL,
    jti_hash   text        NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (client_id, jti_hash)
);
CREATE INDEX client_assertion_expiry ON client_assertion (expires_at);     -- for the sweeper
