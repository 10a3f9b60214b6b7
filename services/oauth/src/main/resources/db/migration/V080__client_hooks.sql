-- Where a client is told that a session ended (OpenID Connect Back-Channel and Front-Channel Logout 1.0), and where a login there begins.
ALTER TABLE client
    ADD COLUMN backchannel_logout_uri               text,
    ADD COLUMN backchannel_logout_session_required  boolean NOT NULL DEFAULT false,
    ADD COLUMN frontchannel_logout_uri              text,
    ADD COLUMN frontchannel_logout_session_required boolean NOT NULL DEFAULT false,
    ADD COLUMN initiate_login_uri                   text;
