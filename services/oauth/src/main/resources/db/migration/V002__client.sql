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
