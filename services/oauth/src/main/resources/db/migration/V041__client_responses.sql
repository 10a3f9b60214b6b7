-- How a client wants to be answered (OpenID Connect Dynamic Client Registration section 2), and whose scripts may call for it.
ALTER TABLE client
    ADD COLUMN id_token_alg    text   NOT NULL DEFAULT 'RS256' CHECK (id_token_alg IN ('RS256', 'PS256', 'ES256', 'EdDSA')),
    ADD COLUMN userinfo_alg    text   CHECK (userinfo_alg IN ('RS256', 'PS256', 'ES256', 'EdDSA')),   -- null: plain JSON
    ADD COLUMN allowed_origins varchar[] NOT NULL DEFAULT '{}';
CREATE INDEX client_allowed_origins ON client USING gin (allowed_origins);
