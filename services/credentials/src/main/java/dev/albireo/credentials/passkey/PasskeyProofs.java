package dev.albireo.credentials.passkey;

import dev.albireo.credentials.passkey.PasskeyStrengthConfig.PasskeyStrength;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The proofs that passkeys make, with the strength that the operator gives to them. */
@Singleton
class PasskeyProofs {
    private final boolean mfa;

    PasskeyProofs(PasskeyStrengthConfig config) {
        this.mfa = config.verifiedPasskey() == PasskeyStrength.TWO_FACTORS;
    }

    /** Returns the proof by a passkey that has verified its user, as {@link Assertions} requires of all. */
    Proof of(StoredCredential used, Instant at) {
        return of(used.method(), at);
    }

    /** As above, by a passkey whose registration has verified its user. */
    Proof of(AuthenticationMethod method, Instant at) {
        return new Proof(method, at, mfa);
    }
}
