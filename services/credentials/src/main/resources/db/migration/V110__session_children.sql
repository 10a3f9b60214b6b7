-- What goes with a session is found by it. delivered_code_current knows the newest code of a session only.
CREATE INDEX challenge_session ON challenge (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX delivered_code_session ON delivered_code (session_id);
