-- One cookie opens one session. Of live sessions with the same cookie, which no release makes, all but the newest end.
UPDATE session s
   SET ended_at = now(), end_reason = 'duplicate'
 WHERE s.ended_at IS NULL
   AND EXISTS (SELECT 1
                 FROM session o
                WHERE o.cookie_hash = s.cookie_hash AND o.ended_at IS NULL AND (o.created_at, o.id) > (s.created_at, s.id));
CREATE UNIQUE INDEX session_cookie_once ON session (cookie_hash) WHERE ended_at IS NULL;
