package dev.albireo.protocol;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The rules for new user names: the UsernameCaseMapped profile of PRECIS (RFC 8265 section 3.3), as far as the Unicode
 * data of the JDK permits, with further restrictions against names that look alike.
 *
 * <p>Stricter than the profile: {@code ;}, {@code /} and {@code \} are rejected, because they separate parts of URLs
 * and files; a name that consists of dots only; joiners (RFC 8264 section 9.8) and the characters that are valid in a
 * context only (appendix A of RFC 5892, Arabic digits excepted); a part that begins with a combining mark; and scripts
 * that may not be combined (Unicode UTS 39 section 5.2, "highly restrictive"). Whole words in letters of one script
 * that resemble those of another are not detected: the JDK has no data of confusables.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8265#section-3.3">RFC 8265 section 3.3</a>
 */
public final class UsernameCaseMapped {
    private static final String SEPARATORS = ";/\\";
    private static final String CONTEXTUAL = "\u00b7\u0375\u05f3\u05f4\u30fb\u200c\u200d";
    private static final String EXCEPTIONS_VALID = "\u00df\u03c2\u06fd\u06fe\u0f0b\u3007";
    private static final String EXCEPTIONS_DISALLOWED = "\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b";

    private UsernameCaseMapped() {}

    /** A violated rule; {@link #description} completes a sentence after "must". */
    public enum Violation {
        SEPARATOR("not contain ; / or \\"),
        DOTS("not consist of dots alone"),
        CHARACTER("have letters, digits and ASCII symbols only, words separated by single spaces"),
        DIRECTION("not mix right-to-left and left-to-right characters"),
        SCRIPTS("be written in one script");

        private final String description;

        Violation(String text) {
            this.description = text;
        }

        public String description() {
            return description;
        }
    }

    /** Returns the rule that a name violates; empty for a valid name. */
    public static Optional<Violation> violation(String name) {
        String mapped = mapped(name);
        if (mapped.codePoints().anyMatch(c -> SEPARATORS.indexOf(c) >= 0)) {
            return Optional.of(Violation.SEPARATOR);
        }
        if (mapped.matches("\\.+")) {
            return Optional.of(Violation.DOTS);
        }
        String[] parts = mapped.split(" ", -1);
        if (!Arrays.stream(parts).allMatch(UsernameCaseMapped::isUserPart)) {
            return Optional.of(Violation.CHARACTER);
        }
        if (!Arrays.stream(parts).allMatch(BidiRule::isSatisfiedBy)) {
            return Optional.of(Violation.DIRECTION);
        }
        return Scripts.areWrittenTogether(mapped) ? Optional.empty() : Optional.of(Violation.SCRIPTS);
    }

    /** Applies the width, case and normalization mappings (RFC 8265 section 3.3.1). */
    private static String mapped(String name) {
        String narrow = name.codePoints()
                .mapToObj(Character::toString)
                .map(c -> isOfAnotherWidth(c.codePointAt(0)) ? Normalizer.normalize(c, Form.NFKC) : c)
                .reduce("", String::concat);
        return Normalizer.normalize(narrow.toLowerCase(java.util.Locale.ROOT), Form.NFC);
    }

    private static boolean isOfAnotherWidth(int c) {
        return c == 0x3000 || (c >= 0xff01 && c <= 0xffee);
    }

    private static boolean isUserPart(String part) {
        return !part.isEmpty()
                && !isMark(part.codePointAt(0))
                && part.codePoints().allMatch(UsernameCaseMapped::isIdentifier)
                && !(has(part, UsernameCaseMapped::isArabicIndic)
                        && has(part, UsernameCaseMapped::isExtendedArabicIndic));
    }

    /** Returns whether a code point is in the IdentifierClass, in the order of RFC 8264 section 8. */
    private static boolean isIdentifier(int c) {
        if (EXCEPTIONS_VALID.indexOf(c) >= 0) {
            return true;
        }
        if (EXCEPTIONS_DISALLOWED.indexOf(c) >= 0 || CONTEXTUAL.indexOf(c) >= 0 || !Character.isDefined(c)) {
            return false;
        }
        if (c < 0x80) {
            return c > 0x20 && c < 0x7f;
        }
        return !isOldHangulJamo(c) && !isIgnorable(c) && !hasCompatibility(c) && isLetterOrDigit(c);
    }

    private static boolean isLetterOrDigit(int c) {
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isArabicIndic(int c) {
        return c >= 0x660 && c <= 0x669;
    }

    private static boolean isExtendedArabicIndic(int c) {
        return c >= 0x6f0 && c <= 0x6f9;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isOldHangulJamo(int c) {
        return (c >= 0x1100 && c <= 0x11ff) || (c >= 0xa960 && c <= 0xa97c) || (c >= 0xd7b0 && c <= 0xd7fb);
    }

    /** Returns whether a letter or mark is a default ignorable code point, which no general category shows. */
    private static boolean isIgnorable(int c) {
        return c == 0x34f
                || c == 0x17b4
                || c == 0x17b5
                || (c >= 0x180b && c <= 0x180f)
                || c == 0x3164
                || (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0xe0000 && c <= 0xe0fff);
    }

    private static boolean hasCompatibility(int c) {
        String text = Character.toString(c);
        return !Normalizer.normalize(text, Form.NFKC).equals(text);
    }

    private static boolean has(String text, IntPredicate kind) {
        return text.codePoints().anyMatch(kind);
    }
}
