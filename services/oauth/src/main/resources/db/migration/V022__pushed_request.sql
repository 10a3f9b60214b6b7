-- Authorization requests that clients pushed (RFC 9126); a row goes with its first use.
CREATE TABLE pushed_request (
    uri_hash   text        PRIMARY KEY,
    client_id  text        NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    parameters jsonb       NOT NULL,             -- {"name":["value"]}, without what the client proved itself by
    expires_at timestamptz NOT NULL
);
CREATE INDEX pushed_request_expiry ON pushed_request (expires_at);         -- for the sweeper

ALTER TABLE client ADD COLUMN require_pushed_requests boolean NOT NULL DEFAULT false;
