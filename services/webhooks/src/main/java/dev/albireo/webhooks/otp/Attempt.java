package dev.albireo.webhooks.otp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One try to deliver a code, which nobody else makes at the same time.
 *
 * @param number of tries, this one included
 * @param sealed the body, for {@link Seal#otp}
 * @param endpoint where to; empty where the AuthConfig has no webhook any more
 */
record Attempt(
        String requestId, String subject, int number, String sealed, Instant expiresAt, Optional<Endpoint> endpoint) {

    /**
     * Where codes go.
     *
     * @param sealed headers and signing key, for {@link Seal#webhook}
     */
    record Endpoint(String url, Duration timeout, String sealed) {}

    /** How long this try may take: as configured, and never longer than the code lives. */
    Duration patience(Endpoint to, Instant now) {
        Duration life = Duration.between(now, expiresAt);
        return life.compareTo(to.timeout()) < 0 ? life : to.timeout();
    }

    /** Never what is sealed. */
    @Override
    public String toString() {
        return "Attempt[" + requestId + ", number=" + number + "]";
    }
}
