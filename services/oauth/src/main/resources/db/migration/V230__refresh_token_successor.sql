-- A refresh token that was spent moments ago is answered with the same successor (RFC 9700 section 4.14.2 leaves room for it): the
-- seed makes it from the spent token, which is not stored, so that nobody can make it from the database.
ALTER TABLE refresh_token
    ADD COLUMN successor_hash text,
    ADD COLUMN successor_seed text;
