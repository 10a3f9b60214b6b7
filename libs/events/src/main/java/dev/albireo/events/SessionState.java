package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one login session as {@code credentials} publishes it.
 *
 * @param id a UUID, the {@code sid} of ID tokens
 * @param version grows by one with every change; the newer version wins wherever two meet
 * @param subject the user's UUID
 * @param cookieHash base64url SHA-256 of the one cookie value that is currently valid for this session
 * @param proofs in chronological order
 * @param mfaRequired decided at login from the user's own state; without a second proof the session is partial
 * @param lastSeenAt when {@code credentials} last saw the session used
 * @param expiresAt the absolute end of the session
 * @param idleSeconds the idle timeout, in seconds
 * @param endedAt null while the session is active
 * @param endReason {@code logout}, {@code replaced}, {@code disabled} or {@code revoked}; null while the session is active
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

    /** The user signed out; refresh families without {@code offline_access} end. */
    public static final String LOGOUT = "logout";
    /** A new sign-in in the same browser replaced the session; has the effects of a logout. */
    public static final String REPLACED = "replaced";
    /** The account was disabled; every grant ends. */
    public static final String DISABLED = "disabled";
    /** An administrator ended the sessions, a factor was reset or the password was set; every grant ends. */
    public static final String REVOKED = "revoked";

    /**
     * One proof.
     *
     * @param method the {@code amr} value (RFC 8176): pwd, hwk, swk or otp
     * @param mfa whether it is multi-factor authentication by itself; absent if not
     * @param code which code a proof by {@code otp} was: totp, delivered_code or recovery_code; absent for other methods
     */
    public record ProofFact(
            String method,
            Instant at,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean mfa,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String code) {
        /** Creates the proof of one factor. */
        public ProofFact(String method, Instant at) {
            this(method, at, false, null);
        }
    }

    public SessionState {
        proofs = List.copyOf(proofs);
    }

    @JsonIgnore
    public boolean ended() {
        return endedAt != null;
    }
}
