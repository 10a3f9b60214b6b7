-- The keys that sign security event tokens, and nothing else. A key is published before it signs, and after it has signed its last token.
CREATE TABLE ssf_signing_key (
    kid         text        PRIMARY KEY,                   -- RFC 7638 thumbprint
    public_jwk  text        NOT NULL,
    private_jwk bytea       NOT NULL,                      -- AES-256-GCM
    data_key_id text        NOT NULL,
    created_at  timestamptz NOT NULL,
    signs_from  timestamptz NOT NULL                       -- until the next one does
);
