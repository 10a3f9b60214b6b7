-- Codes that were sent to people: each for one login session, once, for minutes. A newer one of the session voids it.
CREATE TABLE delivered_code (
    request_id    uuid        PRIMARY KEY,             -- names the delivery in every repeat and in its result
    session_id    uuid        NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    subject       uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    code          bytea,                               -- AES-256-GCM, for this request alone; erased when it is of no more use
    key_id        text        NOT NULL,                -- of the key that sealed it
    step          bigint,                              -- where it is the code that the person's application shows: that code's step
    requested_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    state         text        NOT NULL CHECK (state IN ('on-its-way', 'trying', 'delivered', 'failed')),
    spent_at      timestamptz,
    superseded_at timestamptz,
    CHECK ((code IS NULL) = (spent_at IS NOT NULL OR superseded_at IS NOT NULL))
);
CREATE UNIQUE INDEX delivered_code_current ON delivered_code (session_id) WHERE superseded_at IS NULL;
CREATE INDEX delivered_code_expiry ON delivered_code (expires_at);

-- Whether the browser keeps the session's cookie when it closes: where an AuthConfig says how long.
ALTER TABLE session ADD COLUMN lasting boolean NOT NULL DEFAULT false;
