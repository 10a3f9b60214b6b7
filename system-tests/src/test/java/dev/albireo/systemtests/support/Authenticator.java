package dev.albireo.systemtests.support;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator application (RFC 6238: SHA-1, six digits, thirty seconds), implemented independently of the product. Never returns the
 * code of one step twice.
 */
public final class Authenticator {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP_SECONDS = 30;

    private final String secret;
    private long last;

    public Authenticator(String base32) {
        this.secret = base32.replace(" ", "");
    }

    /** Returns an authenticator of a scanned QR code. */
    public static Authenticator scanned(String otpauth) {
        return new Authenticator(Secrets.remember(Form.parameter(URI.create(otpauth), "secret")));
    }

    public String secret() {
        return secret;
    }

    /** Returns the code of the step so many steps from now; negative is past. */
    public String code(int stepsFromNow) {
        return codeOf(now() + stepsFromNow);
    }

    /**
     * Returns an unused code of a step that a server which accepts {@code past} earlier steps accepts: the oldest that is
     * safely within. Waits for the next step where all were said.
     */
    public String next(int past) {
        long step = Math.max(last + 1, now() - Math.max(0, past - 1));
        await().atMost(Duration.ofSeconds(2 * STEP_SECONDS)).until(() -> now() >= step);
        last = step;
        return codeOf(step);
    }

    /** Returns the code that {@link #next} returned last. */
    public String last() {
        return codeOf(last);
    }

    /** Waits until the present step lasts some seconds more. */
    public static void awaitRoomInStep() {
        await().atMost(Duration.ofSeconds(STEP_SECONDS))
                .until(() -> Instant.now().getEpochSecond() % STEP_SECONDS < STEP_SECONDS - 10);
    }

    /** Six digits that are no code of these minutes. */
    public String wrong() {
        for (int guess = 0; ; guess++) {
            String code = "%06d".formatted(guess);
            boolean right = false;
            for (int step = -12; step <= 12; step++) {
                right |= code(step).equals(code);
            }
            if (!right) {
                return code;
            }
        }
    }

    private String codeOf(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(decode(secret), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] decode(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < base32.length(); i++) {
            buffer = (buffer << 5) | ALPHABET.indexOf(base32.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return bytes.array();
    }

    private static long now() {
        return Instant.now().getEpochSecond() / STEP_SECONDS;
    }
}
