package dev.albireo.protocol;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A value that only its holder knows: 256 random bits prefixed with their kind, {@code rt_Qk3…}. Only its {@link
 * #hash()} is stored. Parsing fails for a value of another kind, so that none can be used in place of another.
 */
public record OpaqueToken(OpaqueTokenType kind, String value) {

    /** The kinds of opaque values. */
    public enum OpaqueTokenType {
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
        REGISTRATION_ACCESS("ra"),
        PASSWORD_RESET("pw"),
        EMAIL_VERIFICATION("ev"),
        REGISTRATION("rg"),
        ACCOUNT_REPORT("nm"),
        FACTOR_RESET_CANCEL("fc");

        private final String prefix;

        OpaqueTokenType(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;

    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int UNUSED_BITS = 0b11;
    private static final int LABELLED = 0b01;
    private static final int MAX_LABEL = 0xFFFF;

    /** Returns a new unpredictable value. */
    public static OpaqueToken random(OpaqueTokenType kind, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new OpaqueToken(
                kind,
                kind.prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Parses the value if it is well-formed and of this kind. */
    public static Optional<OpaqueToken> parse(OpaqueTokenType kind, String text) {
        boolean wellFormed = text.startsWith(kind.prefix + "_")
                && RANDOM.matcher(text.substring(kind.prefix.length() + 1)).matches();
        return wellFormed ? Optional.of(new OpaqueToken(kind, text)) : Optional.empty();
    }

    /**
     * Returns this value with a label in place of the first 16 of its 256 random bits. A label is public, for example the
     * place where the value is stored; a forged one changes the {@link #hash()}. It is of the same form as any value: the
     * two bits that base64 leaves unused, otherwise 0, say that it is there.
     *
     * @param label from 0 to 65,535
     */
    public OpaqueToken labelled(int label) {
        if (label < 0 || label > MAX_LABEL) {
            throw new IllegalArgumentException("label is not a number of 16 bits: " + label);
        }
        byte[] bytes = bytes();
        bytes[0] = (byte) (label >>> Byte.SIZE);
        bytes[1] = (byte) label;
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        int end = text.length() - 1;
        char marked = BASE64URL.charAt(BASE64URL.indexOf(text.charAt(end)) | LABELLED);
        return new OpaqueToken(kind, kind.prefix + "_" + text.substring(0, end) + marked);
    }

    /** Returns the label, if it has one. */
    public OptionalInt label() {
        int last = BASE64URL.indexOf(value.charAt(value.length() - 1));
        if ((last & UNUSED_BITS) != LABELLED) {
            return OptionalInt.empty();
        }
        byte[] bytes = bytes();
        return OptionalInt.of(Byte.toUnsignedInt(bytes[0]) << Byte.SIZE | Byte.toUnsignedInt(bytes[1]));
    }

    private byte[] bytes() {
        return Base64.getUrlDecoder().decode(value.substring(kind.prefix.length() + 1));
    }

    /**
     * Returns the successor of this value, of the same kind; it is determined by this value and {@code seed}. Without
     * this value it cannot be computed, even from the seed; therefore the seed may be stored, and a lost response can
     * be repeated without storing its content.
     */
    public OpaqueToken successor(String seed) {
        String random =
                MacKey.ofBase64(Base64.getEncoder().encodeToString(bytes())).tag("successor", kind.prefix, seed);
        return new OpaqueToken(kind, kind.prefix + "_" + random);
    }

    /** Returns the stored form: base64url SHA-256 of the whole text. */
    public String hash() {
        return Sha256.of(value);
    }

    /** Returns a text without the value, which must not be logged. */
    @Override
    public String toString() {
        return kind.prefix + "_[redacted]";
    }
}
