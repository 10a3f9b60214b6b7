-- How a client signs its authorization requests (OpenID Connect Dynamic Client Registration section 2, RFC 9101 section 10.5).
ALTER TABLE client
    ADD COLUMN request_object_alg    text      CHECK (request_object_alg IN ('RS256', 'PS256', 'ES256', 'EdDSA')),   -- null: any of them
    ADD COLUMN require_signed_object boolean   NOT NULL DEFAULT false,
    ADD COLUMN request_uris          varchar[] NOT NULL DEFAULT '{}';
