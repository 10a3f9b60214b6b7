package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238) as authenticator applications support them: SHA-1, 6 digits, steps of 30
 * seconds. The caller limits wrong attempts and stores the last accepted step.
 */
public final class Totp {
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();
    private static final long STEP_SECONDS = GENERATOR.getTimeStep().toSeconds();
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");
    private static final int MAX_INPUT_LENGTH = 64;

    private Totp() {}

    /** Returns the step that contains this instant. */
    public static long stepAt(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), STEP_SECONDS);
    }

    /** Returns the instant at which a step begins. */
    public static Instant beginningOf(long step) {
        return Instant.ofEpochSecond(Math.multiplyExact(step, STEP_SECONDS));
    }

    /** Returns the code of a step: six digits with leading zeros. */
    public static String code(TotpSecret secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(secret.bytes(), GENERATOR.getAlgorithm()), beginningOf(step), Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new AssertionError("HMAC takes keys of any length", e);
        }
    }

    /** Returns the typed code without spaces; empty unless it consists of six ASCII digits. */
    public static Optional<String> normalized(String text) {
        return text.length() > MAX_INPUT_LENGTH
                ? Optional.empty()
                : Optional.of(text.replaceAll("[\\s\\p{Z}]", ""))
                        .filter(code -> SIX_DIGITS.matcher(code).matches());
    }

    /**
     * Returns the step whose code was typed: the current step or one of the {@code past} steps before it, never a
     * future one, and none up to {@code lastStep}, because a code is accepted once (RFC 6238 section 5.2). Runs in
     * constant time.
     */
    public static OptionalLong match(TotpSecret secret, String submitted, Instant now, int past, long lastStep) {
        byte[] given = normalized(submitted).orElse("").getBytes(US_ASCII);
        long current = stepAt(now);
        long found = -1;
        for (long step = Math.max(current - past, 0); step <= current; step++) {
            boolean right = MessageDigest.isEqual(given, code(secret, step).getBytes(US_ASCII));
            found = right & step > lastStep ? step : found;
        }
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }
}
