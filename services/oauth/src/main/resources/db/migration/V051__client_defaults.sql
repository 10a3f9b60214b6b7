-- What a client's requests mean where they do not say (OpenID Connect Dynamic Client Registration section 2), and its home page.
ALTER TABLE client
    ADD COLUMN default_max_age    integer,                          -- seconds
    ADD COLUMN default_acr_values varchar[] NOT NULL DEFAULT '{}',
    ADD COLUMN require_auth_time  boolean   NOT NULL DEFAULT false,
    ADD COLUMN client_uri         text;
