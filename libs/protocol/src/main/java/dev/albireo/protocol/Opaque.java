package dev.albireo.protocol;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value that only its holder knows: 256 random bits behind the name of its kind, {@code rt_Qk3…}. Stored as {@link #hash()}
 * only. Parsing fails for a value of any other kind, so that none can be presented as another.
 */
public record Opaque(Kind kind, String value) {

    /** What an opaque value is good for. */
    public enum Kind {
        SESSION("ss"),
        BROWSER("br"),
        INTERACTION("ia"),
        PUSHED("pr"),
        CODE("ac"),
        REFRESH("rt"),
        ACCESS("at"),
        CHALLENGE("ch"),
        CLIENT_SECRET("cs"),
        BOOTSTRAP("bs"),
        DEVICE("dc"),
        DEVICE_VISIT("dv"),
        INITIAL_ACCESS("it"),
        REGISTRATION_ACCESS("ra");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;

    /** A new value that nobody can guess. */
    public static Opaque random(Kind kind, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Opaque(
                kind,
                kind.prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The value in {@code text} if it is well-formed and of this kind. */
    public static Optional<Opaque> parse(Kind kind, String text) {
        boolean wellFormed = text.startsWith(kind.prefix + "_")
                && RANDOM.matcher(text.substring(kind.prefix.length() + 1)).matches();
        return wellFormed ? Optional.of(new Opaque(kind, text)) : Optional.empty();
    }

    /**
     * The value that follows this one, of the same kind: always the same for one {@code seed}. Whoever lacks this value cannot find it, knowing
     * the seed or not; so the seed may be stored, and an answer that was lost can be given again without storing what was in it.
     */
    public Opaque successor(String seed) {
        byte[] key = Base64.getUrlDecoder().decode(value.substring(kind.prefix.length() + 1));
        String random = MacKey.ofBase64(Base64.getEncoder().encodeToString(key)).tag("successor", kind.prefix, seed);
        return new Opaque(kind, kind.prefix + "_" + random);
    }

    /** What the database holds: base64url SHA-256 of the whole text. */
    public String hash() {
        return Sha256.of(value);
    }

    /** Never the value: it would end in a log. */
    @Override
    public String toString() {
        return kind.prefix + "_[redacted]";
    }
}
