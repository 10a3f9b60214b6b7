-- A challenge that is asked for before there is a session belongs to the browser that asked: hash of its browser cookie.
ALTER TABLE challenge ADD COLUMN browser_hash text;
