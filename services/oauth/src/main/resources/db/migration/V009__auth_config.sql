-- How pages look, as credentials says; applied only if newer. A deleted AuthConfig stays as a tombstone.
CREATE TABLE auth_config (
    id                  text        PRIMARY KEY,
    version             integer     NOT NULL,
    by_default          boolean     NOT NULL DEFAULT false,
    created_at          timestamptz,                          -- null for a tombstone that was never seen alive
    title               text,
    brand               text,
    style_url           text,
    forgot_password_url text,
    deleted             boolean     NOT NULL DEFAULT false
);
