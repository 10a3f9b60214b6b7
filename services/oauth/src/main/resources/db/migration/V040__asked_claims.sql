-- Claims that a request asked for one by one (OpenID Connect Core section 5.5), beside those of its scopes.
ALTER TABLE authorization_grant
    ADD COLUMN userinfo_claims text[] NOT NULL DEFAULT '{}',
    ADD COLUMN id_token_claims text[] NOT NULL DEFAULT '{}';

-- When something about a person last changed, as far as is known here: the claim updated_at.
ALTER TABLE person ADD COLUMN updated_at timestamptz;
