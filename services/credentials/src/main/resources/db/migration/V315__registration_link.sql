-- Links by which users register with an address that the link proves. One address may have several; the first use voids them all.
CREATE TABLE registration_link (
    token_hash  text        PRIMARY KEY,             -- base64url SHA-256; the token itself is only in the mail
    email       text        NOT NULL,
    name        text        NOT NULL,
    interaction text,                                -- the request of an application that goes on after the registration
    expires_at  timestamptz NOT NULL
);
CREATE INDEX registration_link_email ON registration_link (email);
CREATE INDEX registration_link_expiry ON registration_link (expires_at);

-- The terms that a user accepted at the registration.
CREATE TABLE terms_acceptance (
    subject     uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    uri         text        NOT NULL,
    accepted_at timestamptz NOT NULL
);
