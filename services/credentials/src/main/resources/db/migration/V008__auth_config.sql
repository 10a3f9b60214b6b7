-- How signing in looks and where codes are delivered. Panache entity; few rows, each write under a lock of the whole table.
CREATE TABLE auth_config (
    id             text        PRIMARY KEY,
    by_default     boolean     NOT NULL,
    body           jsonb       NOT NULL,               -- what was declared and may be shown
    secrets        bytea,                              -- AES-256-GCM: the webhook's headers and signing key
    secrets_key_id text,
    version        integer     NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CHECK ((secrets IS NULL) = (secrets_key_id IS NULL))
);
CREATE UNIQUE INDEX auth_config_default ON auth_config (by_default) WHERE by_default;

-- One sequence for all: an id that is declared anew after its end is newer than its end.
CREATE SEQUENCE auth_config_version AS integer;
