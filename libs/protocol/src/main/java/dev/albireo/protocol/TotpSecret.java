package dev.albireo.protocol;

import java.security.SecureRandom;
import java.util.Optional;

/** The secret that an authenticator application shares with this server. Its text form does not disclose it. */
public final class TotpSecret {
    /** 160 bits, as RFC 4226 section 4, R6 recommends. */
    private static final int BYTES = 20;

    private static final int SHORTEST = 10;
    private static final int MAX_LENGTH = 64;

    private final byte[] bytes;

    private TotpSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a new secret of 160 bits. */
    public static TotpSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TotpSecret(bytes);
    }

    /** Parses a base32 text, ignoring spaces; empty unless the secret has 80 to 512 bits. */
    public static Optional<TotpSecret> parse(String text) {
        return text.length() > 4 * MAX_LENGTH
                ? Optional.empty()
                : Base32.decode(text.replace(" ", ""))
                        .filter(bytes -> bytes.length >= SHORTEST && bytes.length <= MAX_LENGTH)
                        .map(TotpSecret::new);
    }

    /** Returns the secret in base32 without padding. */
    public String base32() {
        return Base32.encode(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
