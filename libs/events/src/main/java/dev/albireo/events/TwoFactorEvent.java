package dev.albireo.events;

import java.time.Instant;

/** Something that happened to a person's second factor. */
public sealed interface TwoFactorEvent extends Event {

    /** Whose factor. */
    String subject();

    Instant at();

    @Override
    default Topic topic() {
        return Topic.TWO_FACTOR;
    }

    @Override
    default String key() {
        return subject();
    }

    /** An administrator demands a second factor of the user, or no longer does; {@code actor} is who decided. */
    record TwoFactorRequirementChanged(String subject, String username, boolean required, String actor, Instant at)
            implements TwoFactorEvent {}

    /** A passkey was added. */
    record PasskeyEnrolled(String subject, String credentialId, boolean backupEligible, Instant at)
            implements TwoFactorEvent {}

    /** A passkey was removed. */
    record PasskeyRemoved(String subject, String credentialId, Instant at) implements TwoFactorEvent {}

    /** An authenticator application became a factor. */
    record TotpEnabled(String subject, Instant at) implements TwoFactorEvent {}

    /** The authenticator application is a factor no more. */
    record TotpDisabled(String subject, Instant at) implements TwoFactorEvent {}

    /** New recovery codes, which void all earlier ones. */
    record RecoveryCodesIssued(String subject, int count, Instant at) implements TwoFactorEvent {}

    /** A recovery code was spent; {@code left} more are good. */
    record RecoveryCodeUsed(String subject, int left, Instant at) implements TwoFactorEvent {}

    /** Too many wrong second factors: none is looked at until then, but for a passkey. */
    record TwoFactorLocked(String subject, Instant until, Instant at) implements TwoFactorEvent {}

    /** An administrator removed every factor of the user. */
    record TwoFactorReset(String subject, String actor, String reason, Instant at) implements TwoFactorEvent {}
}
