package dev.albireo.credentials.session;

import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.policy.Proofs;
import dev.albireo.policy.SecondFactorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A login session; its strength follows from its proofs alone.
 *
 * @param persistent whether its cookie outlives the browser session, according to the AuthConfig that applied when it began
 */
public record LoginSession(
        UUID id,
        UUID subject,
        String cookieHash,
        int version,
        Proofs proofs,
        boolean mfaRequired,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        Duration idle,
        boolean persistent,
        Optional<Instant> endedAt,
        Optional<String> endReason) {

    /** Returns whether a second factor is required and was not proved. */
    public boolean partial() {
        return mfaRequired && !proofs.mfaVerified();
    }

    /** Returns whether it has neither ended nor expired, absolutely or by inactivity. */
    public boolean alive(Instant now) {
        return endedAt.isEmpty() && now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(idle));
    }

    /** Returns the lifetime of its cookie, if it outlives the browser session. */
    public Optional<Duration> cookieLifetime(Instant now) {
        return persistent ? Optional.of(Duration.between(now, expiresAt)) : Optional.empty();
    }

    /** Returns its next version, with these proofs and another cookie. */
    LoginSession upgraded(String newCookieHash, Proofs newProofs, Instant now) {
        return new LoginSession(
                id,
                subject,
                newCookieHash,
                version + 1,
                newProofs,
                mfaRequired,
                createdAt,
                now,
                expiresAt,
                idle,
                persistent,
                endedAt,
                endReason);
    }

    /** Returns the state for other services. */
    public SessionState state() {
        return new SessionState(
                id.toString(),
                version,
                subject.toString(),
                cookieHash,
                proofs.list().stream()
                        .map(proof -> new ProofFact(
                                proof.method().amr(),
                                proof.at(),
                                proof.mfa(),
                                proof.code().map(SecondFactorKind::word).orElse(null)))
                        .toList(),
                mfaRequired,
                createdAt,
                lastSeenAt,
                expiresAt,
                idle.toSeconds(),
                endedAt.orElse(null),
                endReason.orElse(null));
    }
}
