package dev.albireo.credentials.user;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;

/** A normalised login name as the table of login identifiers stores it: NFKC, lower case, without surrounding spaces. */
public record LoginName(String value) {
    private static final int MAX_LENGTH = 254;

    /** Normalises typed text; empty if no account can have this name. */
    public static Optional<LoginName> of(String submitted) {
        if (submitted.length() > 4 * MAX_LENGTH) {
            return Optional.empty();
        }
        String name = normalize(submitted).toLowerCase(Locale.ROOT);
        boolean possible = !name.isEmpty() && name.length() <= MAX_LENGTH && isPlain(name);
        return possible ? Optional.of(new LoginName(name)) : Optional.empty();
    }

    /** Returns the name for display: as typed, but in composed form and without surrounding spaces. */
    public static String normalize(String submitted) {
        return Normalizer.normalize(submitted, Form.NFKC).strip();
    }

    /** Returns whether a text has no character that causes problems in a terminal, a log or a database. */
    public static boolean isPlain(String text) {
        return text.codePoints().noneMatch(c -> Character.isISOControl(c) || isDisallowedType(Character.getType(c)));
    }

    private static boolean isDisallowedType(int type) {
        return type == Character.FORMAT || type == Character.SURROGATE || type == Character.UNASSIGNED;
    }
}
