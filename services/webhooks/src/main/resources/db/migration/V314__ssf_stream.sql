-- Event streams of the OpenID Shared Signals Framework 1.0: one for each receiver, which is a client of oauth.
CREATE TABLE ssf_stream (
    key                  uuid        PRIMARY KEY,          -- the stream_id
    client_id            text        NOT NULL UNIQUE,      -- the client whose token created it, the aud of its tokens
    description          text,
    events_requested     text[]      NOT NULL,             -- as the receiver gave them, supported or not
    url                  text,                             -- where events are pushed to; null: the receiver polls
    timeout_ms           integer     NOT NULL,
    ordered              boolean     NOT NULL,             -- whether deliveries of one subject keep their order
    paused               boolean     NOT NULL GENERATED ALWAYS AS (url IS NULL) STORED, -- nothing is pushed
    secrets              bytea,                            -- AES-256-GCM: the Authorization header of pushes
    secrets_key_id       text,
    status               text        NOT NULL DEFAULT 'enabled' CHECK (status IN ('enabled', 'paused', 'disabled')),
    status_reason        text,
    failures             integer     NOT NULL DEFAULT 0,   -- failed attempts since the last delivery
    blocked_until        timestamptz,                      -- no attempt before
    verification_at      timestamptz,                      -- the last request for a verification
    last_seen_at         timestamptz NOT NULL,             -- the last request of the receiver, to the hour
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    CHECK ((secrets IS NULL) = (secrets_key_id IS NULL))
);
-- The users that a receiver has removed from its stream: all others are in it.
CREATE TABLE ssf_removed_subject (
    stream     uuid        NOT NULL REFERENCES ssf_stream (key) ON DELETE CASCADE,
    subject    uuid        NOT NULL,
    removed_at timestamptz NOT NULL,
    PRIMARY KEY (stream, subject)
);
CREATE INDEX ssf_removed_subject_user ON ssf_removed_subject (subject);
-- The accounts as credentials has published them last: what a new state is compared with, and the verified addresses that name subjects.
CREATE TABLE ssf_account (
    subject        uuid        PRIMARY KEY,
    version        integer     NOT NULL,
    enabled        boolean     NOT NULL,
    email          text,                                   -- null unless it is verified; goes with the account
    groups         text[]      NOT NULL,
    deleted        boolean     NOT NULL DEFAULT false
);
CREATE INDEX ssf_account_email ON ssf_account (lower(email)) WHERE email IS NOT NULL;
