package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code credentials} says about one login session.
 *
 * @param id a UUID, the {@code sid} of ID tokens
 * @param version grows by one with every change; the newer version wins wherever two meet
 * @param subject the user's UUID
 * @param cookieHash base64url SHA-256 of the one cookie value that opens this session now
 * @param proofs in the order they were made
 * @param mfaRequired decided at login from the user's own state; without a second proof the session is partial
 * @param lastSeenAt when {@code credentials} last saw it used
 * @param expiresAt the absolute end of its life
 * @param idleSeconds how long it may lie unused
 * @param endedAt null while it lives
 * @param endReason one of the constants here; null while it lives
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionState(
        String id,
        int version,
        String subject,
        String cookieHash,
        List<ProofFact> proofs,
        boolean mfaRequired,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        long idleSeconds,
        @Nullable Instant endedAt,
        @Nullable String endReason) {

    /** The person signed out; refresh families without {@code offline_access} end. */
    public static final String LOGOUT = "logout";
    /** Replaced by a new sign-in in the same browser; ends like a logout. */
    public static final String REPLACED = "replaced";
    /** The account was disabled; every grant ends. */
    public static final String DISABLED = "disabled";
    /** An administrator ended the sessions, or a factor was reset or the password set; every grant ends. */
    public static final String REVOKED = "revoked";

    /** One proof: {@code method} is the {@code amr} value (RFC 8176): pwd, hwk, swk or otp. */
    public record ProofFact(String method, Instant at) {}

    public SessionState {
        proofs = List.copyOf(proofs);
    }

    @JsonIgnore
    public boolean ended() {
        return endedAt != null;
    }
}
