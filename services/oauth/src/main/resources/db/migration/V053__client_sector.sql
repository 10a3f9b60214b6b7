-- Whose clients know a person by the same pairwise subject (OpenID Connect Core section 8.1).
ALTER TABLE client
    ADD COLUMN sector                text,      -- null: the public subject
    ADD COLUMN sector_identifier_uri text;
