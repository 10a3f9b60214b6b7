-- The keys that sign every token. One is active; the next one is published before it is used; a retired one stays
-- published until nothing it signed is alive. The private part is AES-256-GCM-encrypted, its key is not in the database.
CREATE TABLE signing_key (
    kid          text        PRIMARY KEY,            -- RFC 7638 thumbprint
    algorithm    text        NOT NULL,               -- as in the JOSE header
    state        text        NOT NULL CHECK (state IN ('NEXT', 'ACTIVE', 'RETIRED')),
    public_jwk   text        NOT NULL,
    private_jwk  bytea       NOT NULL,               -- 12 bytes of nonce, then ciphertext and tag
    data_key_id  text        NOT NULL,               -- which key of the environment encrypted it
    created_at   timestamptz NOT NULL,
    activated_at timestamptz,
    retired_at   timestamptz
);
CREATE UNIQUE INDEX signing_key_one_active ON signing_key (algorithm) WHERE state = 'ACTIVE';
CREATE UNIQUE INDEX signing_key_one_next ON signing_key (algorithm) WHERE state = 'NEXT';
