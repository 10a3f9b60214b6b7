-- The schema of oauth as the first usable state had it; frozen.
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

-- Applications that may ask for tokens (RFC 7591 section 2 for the metadata).
CREATE TABLE client (
    id                         text        PRIMARY KEY,
    name                       text        NOT NULL,
    secret_hash                text,                          -- HMAC-SHA-256; null for a public client
    token_endpoint_auth_method text        NOT NULL
        CHECK (token_endpoint_auth_method IN ('client_secret_basic', 'client_secret_post', 'none')),
    redirect_uris              text[]      NOT NULL,
    post_logout_redirect_uris  text[]      NOT NULL DEFAULT '{}',
    grant_types                text[]      NOT NULL,
    scopes                     text[]      NOT NULL,
    first_party                boolean     NOT NULL DEFAULT false,   -- no consent is asked
    minimum_acr                text        NOT NULL DEFAULT 'aal1' CHECK (minimum_acr IN ('aal1', 'aal2')),
    require_pkce               boolean     NOT NULL DEFAULT true,
    access_token_seconds       integer     CHECK (access_token_seconds BETWEEN 1 AND 86400),   -- null: the server's default
    refresh_token_seconds      integer     CHECK (refresh_token_seconds > 0),                  -- null: the server's default
    logo_uri                   text,
    policy_uri                 text,
    tos_uri                    text,
    enabled                    boolean     NOT NULL DEFAULT true,
    created_at                 timestamptz NOT NULL,
    version                    integer     NOT NULL DEFAULT 0,
    CHECK ((secret_hash IS NULL) = (token_endpoint_auth_method = 'none')),
    CHECK (require_pkce OR secret_hash IS NOT NULL)
);

-- The command line: a native application (RFC 8252), the only one that may ask for albireo:admin.
INSERT INTO client (id, name, token_endpoint_auth_method, redirect_uris, grant_types, scopes, first_party, minimum_acr, created_at)
VALUES ('albireo-cli', 'Albireo command line', 'none', '{http://127.0.0.1/callback}', '{authorization_code,refresh_token}',
        '{openid,profile,offline_access,albireo:admin}', true, 'aal2', now());

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

-- A checked authorization request that waits for login, second factor or consent. Bound to one browser; completed once.
CREATE TABLE interaction (
    id_hash      text        PRIMARY KEY,
    browser_hash text,                           -- null until the browser of a cross-site POST comes back with its cookie
    request      jsonb       NOT NULL,
    asked_at     timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    consented_by uuid,                           -- who said yes in this very interaction
    completed_at timestamptz
);
CREATE INDEX interaction_expiry ON interaction (expires_at);

-- What a person allowed a client, as one set that grows.
CREATE TABLE consent (
    client_id  text        NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    subject    uuid        NOT NULL,
    scopes     text[]      NOT NULL,
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (client_id, subject)
);

-- What one person allowed one client at one moment: the family of a code and all that comes of it.
CREATE TABLE authorization_grant (
    id             uuid        PRIMARY KEY,
    client_id      text        NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    subject        uuid        NOT NULL,
    session_id     uuid        NOT NULL,
    scopes         text[]      NOT NULL,
    offline        boolean     NOT NULL,         -- outlives the session: offline_access
    proofs         jsonb       NOT NULL,         -- what the person had proved when it was given
    given_at       timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,         -- absolute end of the refresh family
    revoked_at     timestamptz,
    revoked_because text
);
CREATE INDEX authorization_grant_session ON authorization_grant (session_id) WHERE revoked_at IS NULL;
CREATE INDEX authorization_grant_subject ON authorization_grant (subject) WHERE revoked_at IS NULL;
CREATE INDEX authorization_grant_expiry ON authorization_grant (expires_at);

-- A code is spent once (RFC 6749 section 4.1.2); a spent one is kept as long as its grant, to notice a replay.
CREATE TABLE authorization_code (
    code_hash    text        PRIMARY KEY,
    grant_id     uuid        NOT NULL REFERENCES authorization_grant (id) ON DELETE CASCADE,
    redirect_uri text        NOT NULL,
    challenge    text        CHECK (length(challenge) = 43),     -- S256 only, RFC 7636 section 4.2
    nonce        text,
    expires_at   timestamptz NOT NULL,
    spent_at     timestamptz
);
CREATE INDEX authorization_code_grant ON authorization_code (grant_id);

-- A refresh token is spent by the refresh that replaces it (RFC 9700 section 4.14.2).
CREATE TABLE refresh_token (
    token_hash text        PRIMARY KEY,
    grant_id   uuid        NOT NULL REFERENCES authorization_grant (id) ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,             -- if it lies unused
    spent_at   timestamptz
);
CREATE INDEX refresh_token_grant ON refresh_token (grant_id);

-- For the sweeper.
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);

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
