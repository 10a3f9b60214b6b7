package dev.albireo.oauth.session;

/** What happens to a logout delivery whose session and client have one already. */
public final class QueuedLogout {
    /**
     * The {@code ON CONFLICT} clause: a client is notified once, however often the end is reported, and once more if the session has given it
     * a grant since the last notification.
     */
    public static final String ONCE = """
            ON CONFLICT (session_id, client_id) DO UPDATE
               SET subject = excluded.subject, ended_at = excluded.ended_at, state = excluded.state, attempts = 0,
                   next_attempt_at = excluded.next_attempt_at, claimed_until = NULL, give_up_after = NULL, last_error = NULL
             WHERE EXISTS (SELECT FROM authorization_grant g
                            WHERE g.session_id = excluded.session_id AND g.client_id = excluded.client_id
                              AND g.given_at > logout_delivery.ended_at)
            """;

    private QueuedLogout() {}
}
