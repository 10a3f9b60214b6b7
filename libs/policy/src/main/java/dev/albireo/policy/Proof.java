package dev.albireo.policy;

import java.time.Instant;

/**
 * One successful authentication: the method and its time.
 *
 * @param mfa whether it counts as multi-factor authentication by itself, as the operator may say of a passkey that verified its user
 */
public record Proof(AuthenticationMethod method, Instant at, boolean mfa) {
    /** Creates the proof of one factor. */
    public Proof(AuthenticationMethod method, Instant at) {
        this(method, at, false);
    }
}
