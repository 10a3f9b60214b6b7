-- For the sweeper.
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);
