package dev.albireo.oauth.sweep;

import dev.albireo.housekeeping.Leftovers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * What grows with traffic here. Codes and refresh tokens go with their grant, for a replay is known until then; an ended session stays as
 * long as it could have lived, so that nothing that comes late revives it; a device that was let in goes with its grant, and what a client
 * is to be told of a session's end goes with the session.
 */
@Singleton
class Sweep implements Leftovers.House {
    /** What expired less than this ago stays: somebody may still ask why. */
    private static final Duration GRACE = Duration.ofDays(1);

    /** What anybody can make without signing in goes soon. */
    private static final Duration MINUTES = Duration.ofMinutes(5);

    private static final String EXPIRY = "expires_at";
    private static final String END = "ends_at";

    @Override
    public List<Leftovers> leftovers() {
        return List.of(
                Leftovers.of("interaction", EXPIRY, MINUTES),
                Leftovers.of("authorization_grant", EXPIRY, GRACE),
                Leftovers.of("refresh_token", EXPIRY, GRACE),
                Leftovers.of("access_token", EXPIRY, GRACE),
                Leftovers.of("revoked_token", EXPIRY, GRACE),
                Leftovers.of("client_assertion", EXPIRY, GRACE),
                Leftovers.of("pushed_request", EXPIRY, GRACE),
                Leftovers.of("device_code", EXPIRY, GRACE).where("grant_id IS NULL"),
                Leftovers.of("previous_secret", EXPIRY, GRACE),
                Leftovers.of("device_try", END, GRACE),
                Leftovers.of("client_failure", "full_at", GRACE),
                Leftovers.of("initial_access_token", EXPIRY, GRACE),
                Leftovers.of("registration_try", END, GRACE),
                Leftovers.of("session", EXPIRY, GRACE));
    }
}
