package dev.albireo.credentials.passkey;

import dev.albireo.credentials.user.LoginName;
import java.util.Optional;

/** The user's name for a passkey: 1 to 64 plain characters. */
final class PasskeyName {
    static final String DEFAULT = "Passkey";
    private static final int MAX_LENGTH = 64;

    private PasskeyName() {}

    static Optional<String> of(String submitted) {
        if (submitted.length() > 4 * MAX_LENGTH) {
            return Optional.empty();
        }
        String name = LoginName.normalize(submitted);
        boolean fit = !name.isEmpty() && name.codePointCount(0, name.length()) <= MAX_LENGTH && LoginName.isPlain(name);
        return fit ? Optional.of(name) : Optional.empty();
    }
}
