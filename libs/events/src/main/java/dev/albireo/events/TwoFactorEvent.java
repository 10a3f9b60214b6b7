package dev.albireo.events;

import java.time.Instant;

/** A change of a user's second factor. */
public sealed interface TwoFactorEvent extends Event {

    /** Returns the user whose factor it is. */
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

    /** An administrator requires a second factor of the user, or no longer does; {@code actor} is the administrator. */
    record TwoFactorRequirementChanged(String subject, String username, boolean required, String actor, Instant at)
            implements TwoFactorEvent {}

    /** A passkey was added. */
    record PasskeyEnrolled(String subject, String credentialId, boolean backupEligible, Instant at)
            implements TwoFactorEvent {}

    /** A passkey was removed. */
    record PasskeyRemoved(String subject, String credentialId, Instant at) implements TwoFactorEvent {}

    /** An authenticator application was enrolled. */
    record TotpEnabled(String subject, Instant at) implements TwoFactorEvent {}

    /** The authenticator application was removed. */
    record TotpDisabled(String subject, Instant at) implements TwoFactorEvent {}

    /** New recovery codes were issued; all earlier ones are void. */
    record RecoveryCodesIssued(String subject, int count, Instant at) implements TwoFactorEvent {}

    /** A recovery code was used; {@code left} codes remain. */
    record RecoveryCodeUsed(String subject, int left, Instant at) implements TwoFactorEvent {}

    /** Too many wrong second factors: until this time only passkeys are accepted. */
    record TwoFactorLocked(String subject, Instant until, Instant at) implements TwoFactorEvent {}

    /** An administrator removed every factor of the user. */
    record TwoFactorReset(String subject, String actor, String reason, Instant at) implements TwoFactorEvent {}
}
