package dev.albireo.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reason that an administrator gives for an act, for the audit trail: 3 to 200 characters of letters, digits, punctuation, symbols and spaces. */
public final class AuditReason {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{3,200}");

    private AuditReason() {}

    /** Returns the reason without surrounding spaces; rejected with {@code UNPROCESSABLE} if it is none. */
    public static String of(@Nullable String submitted) {
        String reason = submitted == null ? "" : submitted.strip();
        if (!PLAIN.matcher(reason).matches()) {
            throw Problem.UNPROCESSABLE.because("reason must be 3 to 200 plain characters", "reason");
        }
        return reason;
    }
}
