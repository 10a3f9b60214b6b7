-- What credentials says of login sessions and users; applied only if newer. An ended session stays as a tombstone.
CREATE TABLE session (
    id           uuid        PRIMARY KEY,
    version      integer     NOT NULL,
    subject      uuid        NOT NULL,
    cookie_hash  text        NOT NULL,           -- the one cookie that opens it now
    proofs       jsonb       NOT NULL,           -- [{"method":"pwd","at":"..."}] in the order of proof
    mfa_required boolean     NOT NULL,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,           -- by credentials
    used_at      timestamptz,                    -- by oauth, to the minute
    expires_at   timestamptz NOT NULL,
    idle_seconds bigint      NOT NULL,
    ended_at     timestamptz,
    end_reason   text
);
CREATE INDEX session_cookie ON session (cookie_hash);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE person (
    subject             uuid    PRIMARY KEY,
    version             integer NOT NULL,
    username            text    NOT NULL,
    email               text,
    email_verified      boolean NOT NULL,
    enabled             boolean NOT NULL,        -- false also for a deleted account, whose row says nothing else
    requires_2fa        boolean NOT NULL,
    chose_second_factor boolean NOT NULL,
    groups              text[]  NOT NULL,
    claims              jsonb   NOT NULL
);
