package dev.albireo.credentials.password;

import dev.albireo.credentials.password.foreign.ForeignHash;
import dev.albireo.credentials.password.foreign.UnsupportedHash;
import io.quarkus.logging.Log;
import java.util.Optional;

/**
 * Computes and verifies hashes. Slow by design: never call it on an event loop.
 *
 * @param decoy a hash that costs what one of a user costs
 */
record PasswordHashing(Argon2 argon2, String decoy) {
    private static final String ARGON2 = "$argon2";

    static PasswordHashing with(PasswordConfig config) {
        long memory = config.memory().asLongValue();
        Argon2 argon2 = new Argon2(FastestArgon2.choose(memory, config.iterations()), memory, config.iterations());
        return new PasswordHashing(argon2, argon2.hash("decoy"));
    }

    /**
     * The result of a verification.
     *
     * @param after the hash with the current parameters that replaces a matching one with others, or of another provider
     */
    record Check(boolean matches, Optional<String> before, Optional<String> after) {}

    /**
     * Verifies a password against the stored hash. A wrong password costs what one of ours costs where there is no hash or a cheaper one of
     * another provider, so that the time does not tell them apart.
     */
    Check check(Optional<String> stored, SubmittedPassword password) {
        if (stored.isEmpty()) {
            argon2.matches(decoy, password.text());
            return new Check(false, stored, Optional.empty());
        }
        String hash = stored.get();
        boolean outdated = argon2.outdated(hash);
        boolean matches = matches(hash, password.text())
                || (outdated && !password.isComposed() && matches(hash, password.typed()));
        if (!matches && !hash.startsWith(ARGON2)) {
            argon2.matches(decoy, password.text());
        }
        return new Check(
                matches, stored, matches && outdated ? Optional.of(argon2.hash(password.text())) : Optional.empty());
    }

    private boolean matches(String hash, String password) {
        if (hash.startsWith(ARGON2)) {
            return argon2.matches(hash, password);
        }
        try {
            return ForeignHash.parse(hash).matches(password, argon2::matches);
        } catch (UnsupportedHash e) {
            Log.warnf("password hash.unsupported reason=%s", e.reason());
            return false;
        }
    }

    @Override
    public String toString() {
        return "PasswordHashing";
    }
}
