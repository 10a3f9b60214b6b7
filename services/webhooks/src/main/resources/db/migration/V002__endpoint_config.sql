-- Where codes are delivered, as credentials says: the newest version of each AuthConfig. One that is gone stays as a tombstone.
CREATE TABLE endpoint_config (
    id         text        PRIMARY KEY,
    version    integer     NOT NULL,
    endpoint   text,                                   -- null where it has no webhook, or is gone
    timeout_ms integer,
    sealed     text,                                   -- JWE: headers and signing key
    heard_at   timestamptz NOT NULL,
    CHECK ((endpoint IS NULL) = (timeout_ms IS NULL) AND (endpoint IS NULL) = (sealed IS NULL))
);
