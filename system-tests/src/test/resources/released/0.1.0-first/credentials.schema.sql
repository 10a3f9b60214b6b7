-- The schema of credentials as the first usable state had it; frozen.
CREATE TABLE flyway_schema_history (
    installed_rank integer       NOT NULL PRIMARY KEY,
    version        varchar(50),
    description    varchar(200)  NOT NULL,
    type           varchar(20)   NOT NULL,
    script         varchar(1000) NOT NULL,
    checksum       integer,
    installed_by   varchar(100)  NOT NULL,
    installed_on   timestamp     NOT NULL DEFAULT now(),
    execution_time integer       NOT NULL,
    success        boolean       NOT NULL
);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);

-- Who there is. Panache entity; each change bumps version, which is what others compare.
CREATE TABLE users (
    subject             uuid        PRIMARY KEY,
    resource_id         text,
    username            text        NOT NULL,
    username_key        text        NOT NULL UNIQUE,   -- normalised, for sorting and paging
    email               text,
    email_verified      boolean     NOT NULL,
    enabled             boolean     NOT NULL,
    requires_2fa        boolean     NOT NULL,          -- an administrator demands a second factor
    chose_second_factor boolean     NOT NULL,          -- the user does
    groups              text[]      NOT NULL,
    claims              jsonb       NOT NULL,
    version             integer     NOT NULL,
    created_at          timestamptz NOT NULL
);

-- Every name that opens an account, normalised (NFKC, lower case), unique together: no one's username is another's address.
CREATE TABLE login_identifier (
    name    text PRIMARY KEY,
    subject uuid NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    kind    text NOT NULL CHECK (kind IN ('ID', 'USERNAME', 'EMAIL')),
    UNIQUE (subject, kind)
);

CREATE TABLE password (
    subject    uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    phc        text        NOT NULL,                   -- Argon2id, with its parameters
    changed_at timestamptz NOT NULL
);

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

-- Passkeys (Web Authentication Level 3). What people list and edit; what every use changes is in passkey_use.
CREATE TABLE passkey (
    credential_id   text        PRIMARY KEY,           -- base64url
    subject         uuid        NOT NULL REFERENCES users (subject) ON DELETE CASCADE,
    name            text        NOT NULL,
    public_key      bytea       NOT NULL,              -- COSE
    aaguid          text        NOT NULL,
    transports      text[]      NOT NULL,
    backup_eligible boolean     NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX passkey_subject ON passkey (subject);

CREATE TABLE passkey_use (
    credential_id text        PRIMARY KEY REFERENCES passkey (credential_id) ON DELETE CASCADE,
    counter       bigint      NOT NULL,
    backup_state  boolean     NOT NULL,
    last_used_at  timestamptz
);

-- One ceremony, one session, one use; found by the hash of its own value.
CREATE TABLE challenge (
    hash       text        PRIMARY KEY,
    ceremony   text        NOT NULL CHECK (ceremony IN ('REGISTER', 'AUTHENTICATE', 'SECOND_FACTOR')),
    session_id uuid        REFERENCES session (id) ON DELETE CASCADE,
    request    text        NOT NULL,                   -- what the browser was asked, as JSON
    expires_at timestamptz NOT NULL
);
CREATE INDEX challenge_expiry ON challenge (expires_at);

-- Wrong tries. Each is reserved by one statement before the secret is looked at.
CREATE TABLE attempt_budget (
    key     text        PRIMARY KEY,                   -- hash of what is limited
    used    integer     NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX attempt_budget_end ON attempt_budget (ends_at);

-- The one code that makes the first administrator.
CREATE TABLE bootstrap_code (
    id         integer     PRIMARY KEY DEFAULT 1 CHECK (id = 1),   -- one row at most
    hash       text        NOT NULL,
    expires_at timestamptz NOT NULL
);

-- Events that are to be published; written in the transaction of the change they tell of, deleted once the broker has them.
CREATE TABLE IF NOT EXISTS outbox (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id  uuid        NOT NULL DEFAULT gen_random_uuid(),
    topic     text        NOT NULL,
    key       text        NOT NULL,
    type      text        NOT NULL,
    payload   text        NOT NULL,
    at        timestamptz NOT NULL
);

CREATE OR REPLACE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER outbox_notify AFTER INSERT ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();
