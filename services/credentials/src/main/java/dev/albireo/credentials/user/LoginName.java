package dev.albireo.credentials.user;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;

/** A name as the table of login identifiers holds it: NFKC, lower case, without spaces around it. */
public record LoginName(String value) {
    private static final int LONGEST = 254;

    /** Returns the name somebody typed; empty for one that no account can have. */
    public static Optional<LoginName> of(String typed) {
        if (typed.length() > 4 * LONGEST) {
            return Optional.empty();
        }
        String name = tidy(typed).toLowerCase(Locale.ROOT);
        boolean possible = !name.isEmpty() && name.length() <= LONGEST && isPlain(name);
        return possible ? Optional.of(new LoginName(name)) : Optional.empty();
    }

    /** Returns the name as it is shown: as typed, but composed and without spaces around it. */
    public static String tidy(String typed) {
        return Normalizer.normalize(typed, Form.NFKC).strip();
    }

    /** Returns whether a text has no character that a terminal, a log or a database stumbles over. */
    public static boolean isPlain(String text) {
        return text.codePoints().noneMatch(c -> Character.isISOControl(c) || isOddity(Character.getType(c)));
    }

    private static boolean isOddity(int type) {
        return type == Character.FORMAT || type == Character.SURROGATE || type == Character.UNASSIGNED;
    }
}
