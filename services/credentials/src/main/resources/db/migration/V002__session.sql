-- Login sessions. One current cookie hash each, replaced at every gain of strength.
CREATE TABLE session (
    id           uuid        PRIMARY KEY,
    subject      uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    cookie_hash  text        NOT NULL UNIQUE CHECK (length(cookie_hash) = 43),
    version      integer     NOT NULL,
    proofs       jsonb       NOT NULL,                 -- [{"method":"pwd","at":"…"}]; amr, acr and auth_time derive from it
    mfa_required boolean     NOT NULL,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    idle_seconds integer     NOT NULL,
    ended_at     timestamptz,
    end_reason   text,
    user_agent   text        NOT NULL,
    address      text        NOT NULL,
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX session_live ON session (subject) WHERE ended_at IS NULL;
CREATE INDEX session_expiry ON session (expires_at);
