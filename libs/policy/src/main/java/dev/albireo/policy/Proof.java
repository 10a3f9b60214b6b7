package dev.albireo.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * One successful authentication: the method and its time.
 *
 * @param code which code it was; empty for other methods, and for a code that an earlier release has recorded
 * @param mfa whether it counts as multi-factor authentication by itself, as the operator may say of a passkey that verified its user
 */
public record Proof(AuthenticationMethod method, Instant at, boolean mfa, Optional<SecondFactorKind> code) {
    /** Creates the proof of one factor. */
    public Proof(AuthenticationMethod method, Instant at) {
        this(method, at, false);
    }

    /** Creates the proof of a method that is no code, or of an unknown code. */
    public Proof(AuthenticationMethod method, Instant at, boolean mfa) {
        this(method, at, mfa, Optional.empty());
    }

    /** Creates the proof of a code. */
    public static Proof ofCode(SecondFactorKind kind, Instant at) {
        return new Proof(AuthenticationMethod.CODE, at, false, Optional.of(kind));
    }

    /** Returns which second factor it is; empty for a password, and for an unknown code, which only rules accept that accept any. */
    public Optional<SecondFactorKind> kind() {
        return switch (method) {
            case DEVICE_PASSKEY, SYNCED_PASSKEY -> Optional.of(SecondFactorKind.PASSKEY);
            case CODE -> code;
            case PASSWORD -> Optional.empty();
        };
    }
}
