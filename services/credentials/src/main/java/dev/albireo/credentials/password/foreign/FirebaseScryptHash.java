package dev.albireo.credentials.password.foreign;

import dev.albireo.credentials.password.foreign.ScryptHash.ScryptCost;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Firebase's variant of scrypt: the derived key encrypts the signer key of the project by AES-256-CTR. Its text has what an export says of
 * the user and of the project, {@code $firebase-scrypt$ln=14,r=8$salt$saltSeparator$signerKey$passwordHash}.
 *
 * @param salt the salt of the user followed by the salt separator of the project
 */
@SuppressWarnings("ArrayRecordComponent") // compared by matches alone
record FirebaseScryptHash(String text, ScryptCost cost, byte[] salt, byte[] signerKey, byte[] hash)
        implements ForeignHash {
    static final String PREFIX = "$firebase-scrypt$";

    private static final int KEY_BYTES = 32;
    private static final int MAX_BYTES = 128;
    private static final int SHORTEST_HASH = 32;
    private static final String BASE64 = "\\$([A-Za-z0-9+/_=-]+)";
    private static final Pattern TEXT = Pattern.compile(
            "\\$firebase-scrypt\\$ln=(\\d{1,9}),r=(\\d{1,9})" + BASE64 + "\\$([A-Za-z0-9+/_=-]*)" + BASE64 + BASE64);

    static FirebaseScryptHash parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new UnsupportedHash("is not Firebase's scrypt as"
                    + " $firebase-scrypt$ln=<mem_cost>,r=<rounds>$salt$saltSeparator$signerKey$passwordHash");
        }
        byte[] salt = Base64Text.decode(parts.group(3), "salt", 1, MAX_BYTES);
        byte[] separator = Base64Text.decode(parts.group(4), "salt separator", 0, MAX_BYTES);
        byte[] signerKey = Base64Text.decode(parts.group(5), "signer key", SHORTEST_HASH, MAX_BYTES);
        byte[] hash = Base64Text.decode(parts.group(6), "hash", SHORTEST_HASH, MAX_BYTES);
        if (hash.length != signerKey.length) {
            throw new UnsupportedHash("has a hash and a signer key of different lengths");
        }
        byte[] salted = Arrays.copyOf(salt, salt.length + separator.length);
        System.arraycopy(separator, 0, salted, salt.length, separator.length);
        return new FirebaseScryptHash(
                text, ScryptCost.of(parts.group(1), parts.group(2), "1"), salted, signerKey, hash);
    }

    @Override
    public boolean matches(String password, BiPredicate<String, String> argon2) {
        byte[] key = cost.derive(password, salt, KEY_BYTES);
        try {
            Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            return org.bouncycastle.util.Arrays.constantTimeAreEqual(aes.doFinal(signerKey), hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES in counter mode", e);
        }
    }

    @Override
    public String toString() {
        return "FirebaseScryptHash[redacted]";
    }
}
