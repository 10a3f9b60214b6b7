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
