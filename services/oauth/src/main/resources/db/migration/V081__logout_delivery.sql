-- Grants are now also looked for when their session has ended and they with it.
DROP INDEX authorization_grant_session;
CREATE INDEX authorization_grant_session ON authorization_grant (session_id);

-- Which clients got a token in which session. A code that nobody redeemed gave none, unless tokens came beside it; nor did a device that
-- never asked again.
CREATE VIEW session_client AS
SELECT DISTINCT g.session_id, g.client_id, g.subject
  FROM authorization_grant g
  JOIN client c ON c.id = g.client_id
 WHERE (NOT EXISTS (SELECT 1 FROM authorization_code a WHERE a.grant_id = g.id AND a.spent_at IS NULL)
        OR EXISTS (SELECT 1 FROM unnest(c.response_types) type WHERE type LIKE '%token%'))
   AND NOT EXISTS (SELECT 1 FROM device_code d WHERE d.grant_id = g.id AND d.spent_at IS NULL);

-- Clients that are to be told that a session ended (OpenID Connect Back-Channel Logout 1.0), written with the end itself. A row is claimed
-- by moving next_attempt_at past the end of the attempt, so that a crash only delays it; it stays as long as the session's tombstone.
CREATE TABLE logout_delivery (
    session_id      uuid        NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    client_id       text        NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    subject         uuid        NOT NULL,
    ended_at        timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    give_up_after   timestamptz,                     -- null until the first attempt
    state           text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'delivered', 'dead')),
    last_error      text,
    PRIMARY KEY (session_id, client_id)
);
CREATE INDEX logout_delivery_due ON logout_delivery (next_attempt_at) WHERE state = 'due';
CREATE INDEX logout_delivery_client ON logout_delivery (client_id);
CREATE INDEX logout_delivery_undone ON logout_delivery (ended_at) WHERE state <> 'delivered';

CREATE FUNCTION tell_of_logout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('logout_delivery', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER logout_delivery_added AFTER INSERT ON logout_delivery
    FOR EACH ROW EXECUTE FUNCTION tell_of_logout();
